/**
 * What was reckoned of the store's public part, kept for the moment of the log that it is of: counts of very many articles take long,
 * and are the same until something is published.
 */
import { LRUCache } from 'lru-cache';
import type { MaybePromise } from '../store/store.ts';
import type { Moments } from './moments.ts';

/** Results that are kept. */
const MOST = 2_000;

export interface Kept {
  /** What is kept as `name`, which says all that it depends on, or else what `reckon` gives. */
  of<Result extends object>(name: string, reckon: () => MaybePromise<Result>): MaybePromise<Result>;
  /** The same of what asking for the moment would not be worth: where it cannot be told at once, `reckon` says. */
  atOnce<Result extends object>(name: string, reckon: () => Result): Result;
}

export const NOTHING_KEPT: Kept = { of: (_name, reckon) => reckon(), atOnce: (_name, reckon) => reckon() };

export function keepFor(moments: Moments): Kept {
  const results = new LRUCache<string, MaybePromise<object>>({ max: MOST });
  let moment = '';

  function at<Result extends MaybePromise<object>>(now: string, name: string, reckon: () => Result): Result {
    if (now !== moment) {
      results.clear();
      moment = now;
    }
    const known = results.get(name);
    if (known !== undefined) return known as Result;
    const result = reckon();
    results.set(name, result);
    // What failed is tried again.
    if (result instanceof Promise) result.catch(() => results.get(name) === result && results.delete(name));
    return result;
  }

  return {
    of(name, reckon) {
      const now = moments.now();
      return now instanceof Promise ? now.then((come) => at(come, name, reckon)) : at(now, name, reckon);
    },
    atOnce(name, reckon) {
      const now = moments.atOnce();
      return now === null ? reckon() : at(now, name, reckon);
    },
  };
}
