/**
 * One look at the log's moment for all whose requests came in with the same turn of the event loop. A turn first asks the system
 * which connections have something to read, and then reads them one by one: what it finds was sent before the first of its looks,
 * so that look tells of all that anybody knew of when asking. That holds for a connection's first request of a turn, where no
 * earlier one is under way on it.
 */
import type { Moments } from '../log/moments.ts';
import type { MaybePromise } from '../store/store.ts';

export interface Looks {
  /** The moment of the log. `asker`: the connection asked over; null where the look may be no other's. */
  now(asker: object | null): MaybePromise<string>;
}

export function createLooks(moments: Pick<Moments, 'now'>): Looks {
  let seen: MaybePromise<string> | null = null;
  const askers = new Set<object>();

  /** Runs when the turn has read all that it found. */
  function forget(): void {
    seen = null;
    askers.clear();
  }

  return {
    now(asker) {
      if (asker === null || askers.has(asker)) return moments.now();
      if (seen === null) {
        seen = moments.now();
        setImmediate(forget);
      }
      askers.add(asker);
      return seen;
    },
  };
}
