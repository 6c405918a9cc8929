/**
 * Noun phrases: runs of words that name a speaker. Looking for them takes in a bounded number of words, so that the time for a
 * text stays linear.
 */
import { AUXILIARIES, CUES } from './cues.ts';
import type { Sentence } from './sentences.ts';
import type { Word } from './tokens.ts';
import { DETERMINERS, PARTICLES, STOPS, wordsOf } from './words.ts';

/** Token indices in a sentence; `to` is exclusive. */
export interface Range {
  from: number;
  to: number;
}

export interface Phrase extends Range {
  /** What stands beside it between commas: ", the harbour minister,". */
  apposition: Range | null;
}

export const MAX_WORDS = 12;
export const MAX_ASIDE = 25;
export const JOINS = wordsOf('and & und et y e');
/** Articles, which belong to a name only after another particle: "van der Berg". */
export const CHAINED = wordsOf('der den la le las los');

export function wordAt(sentence: Sentence, index: number): Word | null {
  const token = sentence.tokens[index];
  return token?.kind === 'word' ? token : null;
}

export function textOf(sentence: Sentence, { from, to }: Range): string {
  const [first, last] = [sentence.tokens[from], sentence.tokens[to - 1]];
  return first === undefined || last === undefined ? '' : bareEnd(sentence.text.slice(first.start, last.end));
}

/** "Reyes’s" → "Reyes" at the end of a phrase, which is no part of who it is. */
function bareEnd(text: string): string {
  return text.replace(/[’']s?$/u, '');
}

/** "Leonardo da Vinci", "Charles de Gaulle", "Oz el Grande". */
export function isInnerParticle(sentence: Sentence, at: number): boolean {
  const word = wordAt(sentence, at);
  if (word === null || !PARTICLES.has(word.lower)) return false;
  const [before, after] = [wordAt(sentence, at - 1), wordAt(sentence, at + 1)];
  if (before === null || after === null) return false;
  if (CHAINED.has(word.lower)) return PARTICLES.has(before.lower) && after.isCapital;
  if (!before.isCapital || /[’']s$/.test(before.text)) return false;
  return after.isCapital || CHAINED.has(after.lower);
}

export function joinsNames(sentence: Sentence, at: number): boolean {
  const [before, after] = [wordAt(sentence, at - 1), wordAt(sentence, at + 1)];
  return before !== null && after !== null && before.isCapital && after.isCapital;
}

/** Where the "and" between the names of a phrase stands; null where there is but one. */
export function joinIn(sentence: Sentence, { from, to }: Range): number | null {
  for (let at = from + 1; at < to - 1; at += 1) {
    if (JOINS.has(wordAt(sentence, at)?.lower ?? '') && joinsNames(sentence, at)) return at;
  }
  return null;
}

/** A word whose capital is the sentence's: "Although Reyes", "Según Reyes". */
export function isOpener(lower: string): boolean {
  return STOPS.has(lower) || DETERMINERS.has(lower) || CUES.has(lower) || AUXILIARIES.has(lower);
}
