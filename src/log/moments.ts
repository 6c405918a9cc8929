/**
 * Names for what the log holds now: whatever is made of the store's public part between two equal names is the same. A commit
 * that anybody was told of before `now` is called is in what it answers, whichever process made it.
 */
import type { MaybePromise, Store } from '../store/store.ts';
import type { Bounds, Log } from './log.ts';

export interface Moments {
  now(): MaybePromise<string>;
  /** null where the store has to be asked, and is not. */
  atOnce(): string | null;
}

export function createMoments(store: Pick<Store, 'version'>, log: Pick<Log, 'bounds'>): Moments {
  let known: { version: number; name: string } | null = null;
  /** A look that is under way is of before whoever comes now: they share the next. */
  let looking: Promise<unknown> | null = null;
  let next: Promise<string> | null = null;

  async function lookNext(): Promise<string> {
    // Whether it failed or not.
    await looking?.catch(() => undefined);
    next = null;
    const look = (async () => nameOf(await log.bounds()))();
    looking = look;
    return look;
  }

  function atOnce(): string | null {
    const version = store.version();
    if (version === null) return null;
    if (known?.version === version) return known.name;
    const bounds = log.bounds();
    if (bounds instanceof Promise) return null;
    known = { version, name: nameOf(bounds) };
    return known.name;
  }

  return { now: () => atOnce() ?? (next ??= lookNext()), atOnce };
}

/** Rows go out of the log without one that says so. */
function nameOf({ stretch, seq, oldest }: Bounds): string {
  return `${stretch}.${seq}.${oldest}`;
}
