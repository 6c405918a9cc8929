/**
 * A store for whoever would rather wait than fail: its reads are tried again while the store is away, as long as it takes. A
 * subscription reads through it, so that it stays open and goes on where it was.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isStoreAway } from '../errors.ts';
import type { Preparable, Statement, Store } from './store.ts';

/** Pauses between attempts grow from the first to the second, in milliseconds. */
const [SHORTEST, LONGEST] = [50, 2_000];

/** Waiting ends with the error of the last attempt when `ending` aborts. */
export function patient(store: Store, ending: AbortSignal): Store {
  return {
    ...store,
    prepare<Row>(query: Preparable<Row>): Statement<Row> {
      const statement = store.prepare(query);
      return (params) => {
        const rows = statement(params);
        return rows instanceof Promise ? persist(rows, () => statement(params)) : rows;
      };
    },
  };

  async function persist<T>(first: Promise<T>, again: () => T | Promise<T>): Promise<T> {
    let attempt: T | Promise<T> = first;
    for (let pause = SHORTEST; ; pause = Math.min(pause * 2, LONGEST)) {
      try {
        return await attempt;
      } catch (error) {
        if (!isStoreAway(error) || ending.aborted) throw error;
      }
      await pauseFor(pause * (0.5 + Math.random()));
      attempt = again();
    }
  }

  async function pauseFor(milliseconds: number): Promise<void> {
    try {
      await sleep(milliseconds, undefined, { signal: ending, ref: false });
    } catch {
      // Ended: the next attempt tells.
    }
  }
}
