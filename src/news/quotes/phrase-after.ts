/** The noun phrase that begins at a place: the subject of a verb before it, or the object of "according to". */
import { CUES } from './cues.ts';
import {
  isInnerParticle,
  joinsNames,
  MAX_ASIDE,
  MAX_WORDS,
  JOINS,
  wordAt,
  type Phrase,
  type Range,
} from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';
import {
  ALWAYS_BINDING,
  BINDING,
  DAYS,
  DETERMINERS,
  FINITES,
  HONORIFICS,
  NO_ONE,
  PRONOUNS,
  STOPS,
} from './words.ts';

/** The phrase that begins at `from`: the subject of a verb before it, or the object of "according to". */
export function phraseAfter(sentence: Sentence, from: number): Phrase | null {
  const first = wordAt(sentence, from);
  if (first === null) return null;
  if (PRONOUNS.has(first.lower) || NO_ONE.has(first.lower)) return { from, to: from + 1, apposition: null };
  let to = from;
  while (to - from < MAX_WORDS && continuesPhrase(sentence, from, to)) to += 1;
  if (to === from || (to === from + 1 && DETERMINERS.has(first.lower))) return null;
  return { from, to, apposition: appositionAfter(sentence, to) };
}

function continuesPhrase(sentence: Sentence, from: number, at: number): boolean {
  const word = wordAt(sentence, at);
  if (word === null) return false;
  if (at === from && DETERMINERS.has(word.lower)) return true;
  const before = at > from ? wordAt(sentence, at - 1) : null;
  const isDay = DAYS.has(word.lower) && !(before !== null && HONORIFICS.has(before.lower));
  if (word.isCapital) return !isDay;
  if (isInnerParticle(sentence, at)) return true;
  if (JOINS.has(word.lower)) return at > from && joinsNames(sentence, at);
  if (before !== null && BINDING.has(word.lower) && wordAt(sentence, at + 1) !== null) {
    if (before.office !== null) return !startsDate(sentence, at + 1);
    return ALWAYS_BINDING.has(word.lower) && !before.isCapital && !DETERMINERS.has(before.lower);
  }
  if (before !== null && BINDING.has(before.lower) && DETERMINERS.has(word.lower)) return true;
  if (isDay || STOPS.has(word.lower) || DETERMINERS.has(word.lower)) return false;
  if (before !== null && DETERMINERS.has(before.lower)) return true;
  if (CUES.has(word.lower) || isFinite(sentence, at)) return false;
  if (HONORIFICS.has(word.lower) || word.office !== null) return true;
  if (word.lower.endsWith('ly') || word.lower.endsWith('ing')) return false;
  return (
    before === null ||
    !before.isCapital ||
    /[’']s?$/.test(before.text) ||
    leadsToOffice(sentence, at) ||
    isDetermined(sentence, from, at)
  );
}

/** "groups granted Reyes", "the ad shows": a verb after its subject, and not an adjective before a noun. */
function isFinite(sentence: Sentence, at: number): boolean {
  const word = wordAt(sentence, at);
  if (word === null || wordAt(sentence, at - 1) === null) return false;
  if (FINITES.has(word.lower)) return true;
  if (!word.lower.endsWith('ed')) return false;
  const after = wordAt(sentence, at + 1);
  return (
    after === null ||
    after.isCapital ||
    DETERMINERS.has(after.lower) ||
    STOPS.has(after.lower) ||
    PRONOUNS.has(after.lower)
  );
}

/** "the Reyes campaign", "critics of the IS-5 programme": an article stands before the capitals, so that a noun ends them. */
function isDetermined(sentence: Sentence, from: number, at: number): boolean {
  let first = at - 1;
  while (first > from && wordAt(sentence, first)?.isCapital === true) first -= 1;
  const word = wordAt(sentence, first);
  return word !== null && DETERMINERS.has(word.lower);
}

function startsDate(sentence: Sentence, at: number): boolean {
  const word = wordAt(sentence, at);
  return word !== null && (DAYS.has(word.lower) || /^\d/.test(word.text));
}

/** "White House press secretary": a lower-case word after capitals that an office follows. */
function leadsToOffice(sentence: Sentence, at: number): boolean {
  for (let next = at + 1; next <= at + 3; next += 1) {
    const word = wordAt(sentence, next);
    if (word === null || STOPS.has(word.lower) || DETERMINERS.has(word.lower) || CUES.has(word.lower))
      return false;
    if (word.office !== null) return true;
  }
  return false;
}

/** ", the harbour minister" up to the next mark. */
function appositionAfter(sentence: Sentence, at: number): Range | null {
  let comma = at;
  if (sentence.tokens[comma]?.text === '(') comma = afterBracket(sentence, comma);
  if (sentence.tokens[comma]?.text !== ',') return null;
  let to = comma + 1;
  while (to - comma < MAX_ASIDE && isAside(sentence.tokens[to])) to += 1;
  if (to === comma + 1 || sentence.tokens[to]?.kind === 'quotation') return null;
  return { from: comma + 1, to };
}

function afterBracket(sentence: Sentence, open: number): number {
  for (let close = open + 1; close < open + 8; close += 1) {
    if (sentence.tokens[close]?.text === ')') return close + 1;
  }
  return open;
}

function isAside(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'quotation') return false;
  return token.kind === 'word' || /^[-–&/]$/.test(token.text);
}
