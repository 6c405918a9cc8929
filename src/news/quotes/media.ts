/** Publishers in a sentence: "KCNA state news agency", "the Harbour Post", "Reuters". */
import { textOf, wordAt, type Range } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import {
  AGENCIES,
  bare,
  DAYS,
  DETERMINERS,
  MEDIA_ADJECTIVES,
  MEDIA_NOUNS,
  MEDIA_TAILS,
  wordsOf,
} from './words.ts';

export interface Medium extends Range {
  name: string;
}

const MAX_NAME = 6;
/** They write themselves so. */
const LOWER_CASE_AGENCIES = wordsOf('dpa epd kna sid');

/** The publisher whose name begins at `at`, with or without an article and what it is. */
export function mediumAt(sentence: Sentence, at: number): Medium | null {
  let from = at;
  if (DETERMINERS.has(wordAt(sentence, from)?.lower ?? '')) from += 1;
  const before = describing(sentence, from);
  const name = { from: before, to: before };
  while (name.to - name.from < MAX_NAME && isPartOfName(sentence, name.to)) name.to += 1;
  if (name.to - name.from > 2 && isAgency(sentence, name.from)) name.to = name.from + 1;
  if (name.to === name.from) return null;
  const to = describing(sentence, name.to);
  const last = bare(wordAt(sentence, name.to - 1)?.text ?? '');
  const isKnown =
    name.to - name.from === 1 ? AGENCIES.has(last) : MEDIA_TAILS.has(last) || AGENCIES.has(last);
  if (before === from && to === name.to && !isKnown) return null;
  return { from: at, to, name: textOf(sentence, name) };
}

/** "l’AFP Ana Reyes": whoever speaks to it may follow. */
function isAgency(sentence: Sentence, at: number): boolean {
  return AGENCIES.has(bare(wordAt(sentence, at)?.text ?? ''));
}

/** Steps over "state news agency"; not over adjectives without a noun. */
function describing(sentence: Sentence, from: number): number {
  let at = from;
  let end = from;
  for (let word = wordAt(sentence, at); word !== null && at - from < 4; word = wordAt(sentence, at)) {
    if (MEDIA_NOUNS.has(word.lower) && (!word.isCapital || at === from)) end = at + 1;
    else if (!MEDIA_ADJECTIVES.has(word.lower)) break;
    at += 1;
  }
  return end;
}

function isPartOfName(sentence: Sentence, at: number): boolean {
  const word = wordAt(sentence, at);
  if (word === null || DAYS.has(word.lower)) return false;
  if (LOWER_CASE_AGENCIES.has(word.text)) return true;
  const before = wordAt(sentence, at - 1);
  return word.isCapital && !(before !== null && before.isCapital && /[’']s$/.test(before.text));
}
