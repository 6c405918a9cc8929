/**
 * Whose verb it is: the phrase that is the subject of a reporting verb, before it, after it, or shared with another verb of the
 * sentence. Looks at a bounded number of words.
 */
import { AUXILIARIES, type Cue } from './cues.ts';
import { mediumAt } from './media.ts';
import { phraseAfter } from './phrase-after.ts';
import { nameBefore, phraseBefore } from './phrase-before.ts';
import { isOpener, wordAt, type Phrase } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Word } from './tokens.ts';
import {
  BINDING,
  DAYS,
  DETERMINERS,
  isCapital,
  NO_ONE,
  officeOf,
  PREPOSITIONS,
  PRONOUNS,
  wordsOf,
} from './words.ts';

/** A subject, and whether its verb stands in a clause that only tells more of it: "the man who said". */
export interface Subject {
  phrase: Phrase;
  isRelative: boolean;
}

export interface VerbPlace {
  at: number;
  cue: Cue;
  /** Of the verbs before it, in order. */
  earlier: readonly Subject[];
}

export const BE = wordsOf('is was were are been being be s re');
const ADVERBS = wordsOf('that in also then dass que');
const AGENT = wordsOf('by von par por');
const RELATIVES = wordsOf('who which qui quien');

export function subjectOf(sentence: Sentence, { at, cue, earlier }: VerbPlace): Subject | null {
  const verb = firstOfVerb(sentence, at);
  const isAfterBe = BE.has(wordAt(sentence, at - 1)?.lower ?? '');
  if (isAfterBe && cue.form === 'verb') return main(agentAfter(sentence, at + 1));
  const shared = () => main(sharedSubject(sentence, earlier));
  if (cue.form === 'participle' && !isAfterBe)
    return main(ownSubject(sentence, at)) ?? shared() ?? main(pronounAfter(sentence, at + 1));
  if (followsQuotation(sentence, verb, cue)) {
    const inverted = phraseAfter(sentence, afterAdverbs(sentence, at + 1));
    if (inverted !== null) return main(inverted);
    return cue.mayLackSubject ? null : shared();
  }
  const closing = cue.isPlain && verb === at ? closingSubject(sentence, at) : null;
  if (closing !== null) return main(closing);
  const relative = relativeBefore(sentence, verb);
  if (relative !== null) return antecedent(sentence, relative);
  if (at === 0 && cue.isPlain && cue.form === 'verb') return main(phraseAfter(sentence, 1));
  const before = phraseBefore(sentence, verb);
  if (before !== null) return main(before);
  const after = cue.invertsFreely ? phraseAfter(sentence, afterAdverbs(sentence, at + 1)) : null;
  if (after !== null) return main(after);
  return cue.mayLackSubject ? null : shared();
}

function main(phrase: Phrase | null): Subject | null {
  return phrase === null ? null : { phrase, isRelative: false };
}

/** A participle's own: "footage of Ana Reyes saying". */
function ownSubject(sentence: Sentence, at: number): Phrase | null {
  const before = wordAt(sentence, at - 1);
  const isAfterAside = before === null && /^[–—)]$/.test(sentence.tokens[at - 1]?.text ?? '');
  const phrase = isAfterAside || (before !== null && isWhole(before)) ? phraseBefore(sentence, at) : null;
  if (phrase === null) return null;
  let from = phrase.from;
  for (let inner = from + 1; inner < phrase.to - 1; inner += 1) {
    const [link, next] = [wordAt(sentence, inner), wordAt(sentence, inner + 1)];
    if (link !== null && next !== null && BINDING.has(link.lower) && next.isCapital) from = inner + 1;
  }
  return { ...phrase, from };
}

/** "After saying no, she left". */
function pronounAfter(sentence: Sentence, from: number): Phrase | null {
  for (let at = from; at < from + FARTHEST_PRONOUN; at += 1) {
    const word = wordAt(sentence, at);
    if (word !== null && PRONOUNS.has(word.lower)) return { from: at, to: at + 1, apposition: null };
  }
  return null;
}

const FARTHEST_PRONOUN = 30;

export function isWhole({ text, lower }: Word): boolean {
  return isCapital(text) || PRONOUNS.has(lower) || officeOf(text) !== null;
}

function firstOfVerb(sentence: Sentence, at: number): number {
  let first = at;
  while (AUXILIARIES.has(wordAt(sentence, first - 1)?.lower ?? '') && at - first < 4) {
    if (RELATIVES.has(wordAt(sentence, first - 1)?.lower ?? '')) break;
    first -= 1;
  }
  return first;
}

/** "“…,” said Reyes": the verb stands right after the quote, and the quote is a clause of its own. */
function followsQuotation(sentence: Sentence, at: number, cue: Cue): boolean {
  let before = at - 1;
  let hasMark = false;
  while (/^[,–—-]$/.test(sentence.tokens[before]?.text ?? '')) {
    before -= 1;
    hasMark = true;
  }
  const quotation = sentence.tokens[before];
  if (quotation?.kind !== 'quotation') return false;
  return hasMark || cue.isPlain || /[,.!?…]$/.test(quotation.text);
}

const INVERTED = wordsOf('said says');

/** "The port is open, said Ana Reyes.": the verb stands after a comma, and its subject closes the clause. */
function closingSubject(sentence: Sentence, at: number): Phrase | null {
  if (sentence.tokens[at - 1]?.text !== ',' || nameBefore(sentence, at - 1) !== null) return null;
  if (!INVERTED.has(wordAt(sentence, at)?.lower ?? '')) return null;
  const [first, phrase] = [wordAt(sentence, at + 1), phraseAfter(sentence, at + 1)];
  if (first === null || phrase === null || !(isWhole(first) || DETERMINERS.has(first.lower))) return null;
  const next = wordAt(sentence, phrase.to);
  return next === null || PREPOSITIONS.has(next.lower) || DAYS.has(next.lower) ? phrase : null;
}

function afterAdverbs(sentence: Sentence, from: number): number {
  let at = from;
  for (let word = wordAt(sentence, at); word !== null; word = wordAt(sentence, at)) {
    if (!ADVERBS.has(word.lower) && !word.lower.endsWith('ly')) break;
    at += 1;
  }
  return afterHearer(sentence, at);
}

/** "a indiqué à l’AFP Ana Reyes", "dijo a Efe la alcaldesa": over whom it was told to. */
function afterHearer(sentence: Sentence, at: number): number {
  if (!TO.has(wordAt(sentence, at)?.lower ?? '')) return at;
  return mediumAt(sentence, at + 1)?.to ?? at;
}

const TO = wordsOf('à a au to gegenüber der dem');

/** "was described by Reyes as". */
function agentAfter(sentence: Sentence, from: number): Phrase | null {
  for (let at = from; at < from + 4; at += 1) {
    if (AGENT.has(wordAt(sentence, at)?.lower ?? '')) return phraseAfter(sentence, at + 1);
  }
  return null;
}

/** Where "who" stands, right before the verb or before when it was: "who in May said". */
function relativeBefore(sentence: Sentence, verb: number): number | null {
  for (let at = verb - 1; at >= Math.max(0, verb - FARTHEST_WHO); at -= 1) {
    const word = wordAt(sentence, at);
    if (word === null) return null;
    if (!RELATIVES.has(word.lower)) continue;
    const next = wordAt(sentence, at + 1)?.lower ?? '';
    return at === verb - 1 || PREPOSITIONS.has(next) || next.endsWith('ly') ? at : null;
  }
  return null;
}

const FARTHEST_WHO = 5;

/** "Ana Reyes, who said", "with Ana Reyes, the minister, who said": the nearest name, else whatever stands before. */
function antecedent(sentence: Sentence, relative: number): Subject | null {
  const isAside = sentence.tokens[relative - 1]?.text === ',';
  const end = isAside ? relative - 1 : relative;
  const phrase = nameBefore(sentence, end) ?? phraseBefore(sentence, end);
  return phrase === null ? null : { phrase, isRelative: !isAside };
}

/** The subject that the verbs of a sentence share: that of the verb before, or the phrase that the sentence begins with. */
function sharedSubject(sentence: Sentence, earlier: readonly Subject[]): Phrase | null {
  return earlier.findLast(({ isRelative }) => !isRelative)?.phrase ?? sentenceSubject(sentence);
}

/** The phrase that a sentence begins with. */
export function sentenceSubject(sentence: Sentence): Phrase | null {
  const start = sentenceStart(sentence);
  const phrase = phraseAfter(sentence, start);
  const first = wordAt(sentence, start);
  if (phrase === null || first === null || NO_ONE.has(first.lower)) return null;
  return isOpener(first.lower) && !PRONOUNS.has(first.lower) && !DETERMINERS.has(first.lower) ? null : phrase;
}

const LEADS = wordsOf(
  'in on at during after before when while as speaking asked earlier later but and however meanwhile still yet also for with',
  'from by since if although though despite under over then so following',
);
/** An opening clause is no longer than this, in tokens. */
const LONGEST_LEAD = 30;

/** After "On Monday," or "But". */
function sentenceStart(sentence: Sentence): number {
  const first = wordAt(sentence, 0);
  if (first === null || !(LEADS.has(first.lower) || /^\p{Lu}\p{Ll}+(?:ing|ed)$/u.test(first.text))) return 0;
  for (let at = 1; at < LONGEST_LEAD; at += 1) {
    if (sentence.tokens[at]?.text !== ',') continue;
    // "After a short, late talk, Reyes said": another adjective follows.
    const next = sentence.tokens.slice(at + 1, at + 4).findIndex(({ text }) => text === ',');
    if (next <= 0 || wordAt(sentence, at + 1)?.isCapital === true) return at + 1;
  }
  return 1;
}
