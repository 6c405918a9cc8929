/**
 * Answers kept in memory, of one moment of the log: when it moves, by whichever process, all of them are gone. So none is ever from
 * the past, and none expires by a clock. Who asks what is being answered at the same moment waits for that answer.
 */
import { LRUCache } from 'lru-cache';
import type { Moments } from '../log/moments.ts';
import type { MaybePromise } from '../store/store.ts';
import type { Answer } from './answer.ts';
import { createAskedBefore } from './asked-before.ts';
import { createLooks } from './looks.ts';

/** Bytes that an answer costs beside its body and its question, about. */
const OVERHEAD = 512;
/**
 * With more than this share of the memory taken, an answer is kept only where its question was asked before: keeping each in the place
 * of another costs a fifth of answering, and whoever asks what nobody asks again would drive out what many ask.
 */
const FREE_TO_ALL = 0.5;

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
  make: () => MaybePromise<Answer | Other>;
}

export interface Answers {
  /**
   * The answer to what `key` names: one that is kept, at once where its moment can be told at once; or what `make` gives. Lasting
   * answers are kept and shared.
   */
  to<Other>(key: string, making: Making<Other>): MaybePromise<Answer | Other>;
  counts(): AnswerCounts;
}

/** `maxBytes`: of all that is kept; 0 keeps and shares nothing. */
export function createAnswers(moments: Moments, maxBytes: number): Answers {
  return maxBytes === 0 ? NOTHING_KEPT : keepAnswers(moments, maxBytes);
}

const NOTHING_KEPT: Answers = {
  to: (_key, { make }) => make(),
  counts: () => ({ hits: 0, misses: 0, bytes: 0 }),
};

function keepAnswers(moments: Moments, maxBytes: number): Answers {
  const kept = new LRUCache<string, Answer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + OVERHEAD,
  });
  const looks = createLooks(moments);
  const asked = createAskedBefore();
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

  /** Where it is worth its place. */
  function keep(key: string, answer: Answer): void {
    // It is noted in any case: most questions are asked before the memory is full.
    const wasAsked = asked.note(key);
    if (wasAsked || kept.calculatedSize <= maxBytes * FREE_TO_ALL) kept.set(key, answer);
  }

  /** At once where it is made at once: then nobody else can ask for it meanwhile. */
  function first<Other>(key: string, make: () => MaybePromise<Answer | Other>): MaybePromise<Answer | Other> {
    misses += 1;
    const made = make();
    if (made instanceof Promise) return share(key, made);
    if (isLasting(made)) keep(key, made);
    return made;
  }

  async function share<Other>(key: string, making: Promise<Answer | Other>): Promise<Answer | Other> {
    const began = moment;
    const flight = making.then(
      (made) => (isLasting(made) ? made : null),
      () => null,
    );
    flights.set(key, flight);
    try {
      const made = await making;
      // Who asks at this moment asks before whatever else it may have seen was confirmed.
      if (isLasting(made) && moment === began) keep(key, made);
      return made;
    } finally {
      if (flights.get(key) === flight) flights.delete(key);
    }
  }

  async function after<Other>(
    flight: Promise<Answer | null>,
    key: string,
    make: () => MaybePromise<Answer | Other>,
  ): Promise<Answer | Other> {
    const answer = await flight;
    if (answer === null) return first(key, make);
    hits += 1;
    return answer;
  }

  function at<Other>(
    now: string,
    key: string,
    make: () => MaybePromise<Answer | Other>,
  ): MaybePromise<Answer | Other> {
    moveTo(now);
    const answer = kept.get(key);
    if (answer === undefined) {
      const flight = flights.get(key);
      return flight === undefined ? first(key, make) : after(flight, key, make);
    }
    hits += 1;
    return answer;
  }

  return {
    to(key, { asker, make }) {
      let now: MaybePromise<string>;
      try {
        now = looks.now(asker);
      } catch {
        // The store cannot tell: then nothing is shared either.
        return make();
      }
      return now instanceof Promise ? now.then((come) => at(come, key, make), make) : at(now, key, make);
    },
    counts: () => ({ hits, misses, bytes: kept.calculatedSize }),
  };
}

function isLasting(made: unknown): made is Answer {
  return (made as Partial<Answer> | null)?.lasting === true;
}
