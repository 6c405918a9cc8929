/**
 * Answers kept in memory, of one moment of the log: when it moves, by whichever process, all of them are gone. So none is ever from
 * the past, and none expires by a clock. Who asks what is being answered at the same moment waits for that answer.
 */
import { LRUCache } from 'lru-cache';
import type { Moments } from '../log/moments.ts';
import type { Answer } from './answer.ts';
import { createLooks } from './looks.ts';

/** Bytes that an answer costs beside its body and its question, about. */
const OVERHEAD = 512;

export interface AnswerCounts {
  /** Given from memory, or waited for together with who asked first. */
  hits: number;
  misses: number;
  /** Kept now. */
  bytes: number;
}

export interface Making<Other> {
  /** As Looks.now has it. */
  asker: object | null;
  make: () => Promise<Answer | Other>;
}

export interface Answers {
  /** What is kept of what `key` names; null also where that cannot be told without waiting. `asker`: as Looks.now has it. */
  known(key: string, asker: object | null): Answer | null;
  /** The answer to what `key` names: one that is kept, or what `make` gives. Lasting answers are kept and shared. */
  to<Other>(key: string, making: Making<Other>): Promise<Answer | Other>;
  counts(): AnswerCounts;
}

/** `maxBytes`: of all that is kept; 0 keeps and shares nothing. */
export function createAnswers(moments: Moments, maxBytes: number): Answers {
  return maxBytes === 0 ? NOTHING_KEPT : keepAnswers(moments, maxBytes);
}

const NOTHING_KEPT: Answers = {
  known: () => null,
  to: (_key, { make }) => make(),
  counts: () => ({ hits: 0, misses: 0, bytes: 0 }),
};

function keepAnswers(moments: Moments, maxBytes: number): Answers {
  const kept = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + OVERHEAD,
  });
  const looks = createLooks(moments);
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

  function momentAtOnce(asker: object | null): string | null {
    try {
      const now = looks.now(asker);
      return now instanceof Promise ? null : now;
    } catch {
      return null;
    }
  }

  async function keep<Other>(key: string, making: Promise<Answer | Other>): Promise<Answer | Other> {
    const began = moment;
    const flight = making.then(
      (made) => (isLasting(made) ? made : null),
      () => null,
    );
    flights.set(key, flight);
    try {
      const made = await making;
      // Who asks at this moment asks before whatever else it may have seen was confirmed.
      if (isLasting(made) && moment === began) kept.set(key, made);
      return made;
    } finally {
      if (flights.get(key) === flight) flights.delete(key);
    }
  }

  return {
    known(key, asker) {
      const now = momentAtOnce(asker);
      if (now === null) return null;
      moveTo(now);
      const answer = kept.get(key) ?? null;
      if (answer !== null) hits += 1;
      return answer;
    },
    async to<Other>(key: string, { asker, make }: Making<Other>): Promise<Answer | Other> {
      try {
        const now = looks.now(asker);
        // Most engines' answer needs no waiting for.
        moveTo(now instanceof Promise ? await now : now);
      } catch {
        // The store cannot tell: then nothing is shared either.
        return make();
      }
      const flight = flights.get(key);
      const answer = kept.get(key) ?? (flight === undefined ? null : await flight);
      if (answer !== null) {
        hits += 1;
        return answer;
      }
      misses += 1;
      return keep(key, make());
    },
    counts: () => ({ hits, misses, bytes: kept.calculatedSize }),
  };
}

function isLasting(made: unknown): made is Answer {
  return (made as Partial<Answer> | null)?.lasting === true;
}
