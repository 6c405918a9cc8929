/**
 * Answers kept in memory, of one moment of the log: when it moves, by whichever process, all of them are gone. So none is ever from
 * the past, and none expires by a clock. Who asks what is being answered at the same moment waits for that answer.
 */
import { LRUCache } from 'lru-cache';
import type { Moments } from '../log/moments.ts';
import type { Answer } from './answer.ts';

/** Bytes that an answer costs beside its body and its question, about. */
const OVERHEAD = 512;

export interface AnswerCounts {
  /** Given from memory, or waited for together with who asked first. */
  hits: number;
  misses: number;
  /** Kept now. */
  bytes: number;
}

export interface Answers {
  /** The answer to what `key` names: one that is kept, or what `make` gives. Lasting answers are kept and shared. */
  to<Other>(key: string, make: () => Promise<Answer | Other>): Promise<Answer | Other>;
  counts(): AnswerCounts;
}

/** `maxBytes`: of all that is kept; 0 keeps and shares nothing. */
export function createAnswers(moments: Moments, maxBytes: number): Answers {
  return maxBytes === 0 ? NOTHING_KEPT : keepAnswers(moments, maxBytes);
}

const NOTHING_KEPT: Answers = {
  to: (_key, make) => make(),
  counts: () => ({ hits: 0, misses: 0, bytes: 0 }),
};

function keepAnswers(moments: Moments, maxBytes: number): Answers {
  const kept = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + OVERHEAD,
  });
  /** What is being made at this moment; null comes of what may not be shared. */
  const flights = new Map<string, Promise<Answer | null>>();
  let moment = '';
  let hits = 0;
  let misses = 0;

  function moveTo(now: string): void {
    if (now === moment) return;
    kept.clear();
    flights.clear();
    moment = now;
  }

  /** null where the store cannot tell: then nothing is shared either. */
  async function momentNow(): Promise<string | null> {
    try {
      return await moments.now();
    } catch {
      return null;
    }
  }

  async function make<Other>(key: string, making: Promise<Answer | Other>): Promise<Answer | Other> {
    const began = moment;
    const flight = making.then(
      (made) => (isLasting(made) ? made : null),
      () => null,
    );
    flights.set(key, flight);
    try {
      const made = await making;
      // What was read before and after a publication is of neither moment.
      if (isLasting(made) && (await momentNow()) === began && moment === began) kept.set(key, made);
      return made;
    } finally {
      if (flights.get(key) === flight) flights.delete(key);
    }
  }

  return {
    async to<Other>(key: string, from: () => Promise<Answer | Other>): Promise<Answer | Other> {
      const now = await momentNow();
      if (now === null) return from();
      moveTo(now);
      const flight = flights.get(key);
      const answer = kept.get(key) ?? (flight === undefined ? null : await flight);
      if (answer !== null) {
        hits += 1;
        return answer;
      }
      misses += 1;
      return make(key, from());
    },
    counts: () => ({ hits, misses, bytes: kept.calculatedSize }),
  };
}

function isLasting(made: unknown): made is Answer {
  return (made as Partial<Answer> | null)?.lasting === true;
}
