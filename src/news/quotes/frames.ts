/**
 * Frames: each place in a sentence where somebody is said to have spoken, with the cue, and the phrase that says who. In order
 * of their cues.
 */
import { AUXILIARIES, cueOf, NOUN_CUE, NOUN_LIKE, SOURCE_CUE, SPEECH_NOUNS, type Cue } from './cues.ts';
import { mediumAt, type Medium } from './media.ts';
import {
  isOpener,
  ownerBefore,
  phraseAfter,
  phraseBefore,
  wordAt,
  type Phrase,
  type Range,
} from './phrases.ts';
import type { Sentence, Word } from './sentences.ts';
import { DETERMINERS, isCapital, NO_ONE, officeOf, PRONOUNS, wordsOf } from './words.ts';

export interface Frame {
  cue: Range;
  subject: Phrase | null;
  /** The pronoun within the cue itself: "dit-il". */
  pronoun: string | null;
  isPlain: boolean;
  /** Nobody is named because the language need not. */
  lacksSubject: boolean;
  /** The subject, where it is a publisher. */
  medium: Medium | null;
}

const BE = wordsOf('is was were are been being be');
const ADVERBS = wordsOf('that in also then dass que');
const AGENT = wordsOf('by von par por');
const RELATIVES = wordsOf('who which qui quien');
const DASH = /^[–—―-]$/;

export function framesOf(sentence: Sentence): Frame[] {
  const frames: Frame[] = [];
  for (const [at, token] of sentence.tokens.entries()) {
    if (token.kind === 'punctuation' && DASH.test(token.text)) frames.push(...signature(sentence, at));
    if (token.text === ':' && frames.length === 0) frames.push(...announcement(sentence, at));
    if (token.kind !== 'word' || (at > 0 && isCapital(token.text))) continue;
    const frame =
      frameAt(sentence, at, frames) ?? (frames.length === 0 ? nounFrame(sentence, at, token) : null);
    if (frame !== null) frames.push(frame);
  }
  return frames;
}

function frameAt(sentence: Sentence, at: number, earlier: readonly Frame[]): Frame | null {
  const word = wordAt(sentence, at);
  const found = word === null ? null : cueOf(word.lower);
  if (word === null || found === null) return null;
  if (word.lower === 'put' && wordAt(sentence, at + 1)?.lower !== 'it') return null;
  const { cue, pronoun } = found;
  if (cue.form === 'source') return sourceFrame(sentence, at);
  if (!cue.invertsFreely && isNoun(sentence, at)) return null;
  const range = { from: withFrenchAuxiliary(sentence, at), to: at + 1 };
  const inner = pronoun ?? pronounOf(wordAt(sentence, range.from)?.lower ?? '');
  const subject = inner === null ? subjectOf(sentence, { at, cue, earlier }) : null;
  return frame(sentence, { cue: range, subject, pronoun: inner }, cue);
}

type Bare = Pick<Frame, 'cue' | 'subject' | 'pronoun'>;

function frame(sentence: Sentence, bare: Bare, cue: Cue): Frame {
  const medium = bare.subject === null ? null : mediumAt(sentence, bare.subject.from);
  const isMedium = medium !== null && medium.to >= (bare.subject?.to ?? 0);
  const lacksSubject = cue.mayLackSubject && bare.subject === null && bare.pronoun === null;
  return { ...bare, isPlain: cue.isPlain, lacksSubject, medium: isMedium ? medium : null };
}

/** "according to Reyes", "selon Reyes", "laut Reyes". */
function sourceFrame(sentence: Sentence, at: number): Frame | null {
  const lower = wordAt(sentence, at)?.lower;
  const [before, after] = [wordAt(sentence, at - 1)?.lower, wordAt(sentence, at + 1)?.lower];
  if (lower === 'so' && !isGermanSource(sentence, at)) return null;
  if (lower === 'according' && after !== 'to') return null;
  if (lower === 'après' && before !== 'd’' && before !== "d'") return null;
  const cue = { from: lower === 'après' ? at - 1 : at, to: lower === 'according' ? at + 2 : at + 1 };
  const phrase = phraseAfter(sentence, cue.to);
  const subject = phrase !== null && cue.from === 0 ? withoutClause(sentence, phrase) : phrase;
  return subject === null ? null : frame(sentence, { cue, subject, pronoun: null }, SOURCE_CUE);
}

/** "According to Reyes, the port is open": what follows the comma is the sentence, unless another comma closes it. */
function withoutClause(sentence: Sentence, phrase: Phrase): Phrase {
  const end = phrase.apposition?.to ?? phrase.to;
  return sentence.tokens[end]?.text === ',' ? phrase : { ...phrase, apposition: null };
}

/** "„…“, so Ana Reyes.": right after a quote, and nothing but the speaker follows. */
function isGermanSource(sentence: Sentence, at: number): boolean {
  const before = sentence.tokens[at - 1];
  const quotation = before?.text === ',' ? sentence.tokens[at - 2] : before;
  const subject = quotation?.kind === 'quotation' ? phraseAfter(sentence, at + 1) : null;
  return subject !== null && closes(sentence, subject);
}

/** Nothing but its apposition follows a phrase. */
function closes(sentence: Sentence, { to, apposition }: Phrase): boolean {
  return sentence.tokens.slice(apposition?.to ?? to).every(({ kind }) => kind === 'punctuation');
}

/** "“…” — Ana Reyes": the quote is signed, and nothing else follows. */
function signature(sentence: Sentence, at: number): Frame[] {
  const subject = sentence.tokens[at - 1]?.kind === 'quotation' ? phraseAfter(sentence, at + 1) : null;
  if (subject === null || !isCapital(wordAt(sentence, subject.from)?.text ?? '')) return [];
  if (!closes(sentence, subject)) return [];
  return [frame(sentence, { cue: { from: at, to: at }, subject, pronoun: null }, SOURCE_CUE)];
}

/** "The minister had one message: “…”": whoever the sentence is about speaks after the colon. */
function announcement(sentence: Sentence, at: number): Frame[] {
  const next = sentence.tokens[at + 1];
  const subject = next === undefined || next.kind === 'quotation' ? sentenceSubject(sentence, []) : null;
  if (subject === null) return [];
  return [frame(sentence, { cue: { from: at, to: at }, subject, pronoun: null }, SOURCE_CUE)];
}

/** "Reyes’s claim that". */
function nounFrame(sentence: Sentence, at: number, word: Word): Frame | null {
  const owner = wordAt(sentence, at - 1);
  if (!SPEECH_NOUNS.has(word.lower) || owner === null) return null;
  const pronoun = /^(?:his|her)$/.test(owner.lower) ? (owner.lower === 'his' ? 'he' : 'she') : null;
  if (pronoun === null && !/[’']s?$/.test(owner.text)) return null;
  const subject = pronoun === null ? ownerBefore(sentence, at) : null;
  if (subject === null && pronoun === null) return null;
  return frame(sentence, { cue: { from: at, to: at + 1 }, subject, pronoun }, NOUN_CUE);
}

/** "the call", "her claims". */
function isNoun(sentence: Sentence, at: number): boolean {
  const before = wordAt(sentence, at - 1);
  if (before === null) return false;
  const isDetermined = DETERMINERS.has(wordAt(sentence, at - 2)?.lower ?? '');
  if (NOUN_LIKE.has(wordAt(sentence, at)?.lower ?? '') && !isWhole(before) && !isDetermined) return true;
  if (before.lower === 'that') return false;
  return (
    DETERMINERS.has(before.lower) || /[’']s$/.test(before.text) || /^(?:of|for|no|to)$/.test(before.lower)
  );
}

function isWhole({ text, lower }: Word): boolean {
  return isCapital(text) || PRONOUNS.has(lower) || officeOf(text) !== null;
}

/** "a déclaré", "a-t-il déclaré", "ha dicho". */
function withFrenchAuxiliary(sentence: Sentence, at: number): number {
  const before = wordAt(sentence, at - 1)?.lower ?? '';
  return /^(?:a|ont|ha|han|a-t-(?:il|elle))$/.test(before) ? at - 1 : at;
}

function pronounOf(lower: string): string | null {
  return /-t-(il|elle)$/.exec(lower)?.[1] ?? null;
}

interface Place {
  at: number;
  cue: Cue;
  earlier: readonly Frame[];
}

function subjectOf(sentence: Sentence, { at, cue, earlier }: Place): Phrase | null {
  const verb = firstOfVerb(sentence, at);
  if (BE.has(wordAt(sentence, at - 1)?.lower ?? '') && cue.form === 'verb')
    return agentAfter(sentence, at + 1);
  if (cue.form === 'participle' && !BE.has(wordAt(sentence, at - 1)?.lower ?? '')) {
    const before = wordAt(sentence, at - 1);
    const own = before !== null && isWhole(before) ? phraseBefore(sentence, at) : null;
    return own ?? sentenceSubject(sentence, earlier);
  }
  if (followsQuotation(sentence, verb, cue)) {
    return (
      phraseAfter(sentence, afterAdverbs(sentence, at + 1)) ??
      (cue.mayLackSubject ? null : sentenceSubject(sentence, earlier))
    );
  }
  const relative = wordAt(sentence, verb - 1);
  if (relative !== null && RELATIVES.has(relative.lower)) return antecedent(sentence, verb - 1);
  return (
    phraseBefore(sentence, verb) ??
    (cue.invertsFreely ? phraseAfter(sentence, afterAdverbs(sentence, at + 1)) : null) ??
    (cue.mayLackSubject ? null : sentenceSubject(sentence, earlier))
  );
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

function afterAdverbs(sentence: Sentence, from: number): number {
  let at = from;
  for (let word = wordAt(sentence, at); word !== null; word = wordAt(sentence, at)) {
    if (!ADVERBS.has(word.lower) && !word.lower.endsWith('ly')) break;
    at += 1;
  }
  return at;
}

/** "was described by Reyes as". */
function agentAfter(sentence: Sentence, from: number): Phrase | null {
  for (let at = from; at < from + 4; at += 1) {
    if (AGENT.has(wordAt(sentence, at)?.lower ?? '')) return phraseAfter(sentence, at + 1);
  }
  return null;
}

/** "Ana Reyes, who said". */
function antecedent(sentence: Sentence, relative: number): Phrase | null {
  const end = sentence.tokens[relative - 1]?.text === ',' ? relative - 1 : relative;
  return phraseBefore(sentence, end);
}

/** The subject that the verbs of a sentence share: that of the frame before, or the phrase that the sentence begins with. */
export function sentenceSubject(sentence: Sentence, earlier: readonly Frame[]): Phrase | null {
  const known = earlier.at(-1)?.subject ?? null;
  if (known !== null) return known;
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

/** After "On Monday," or "But". */
function sentenceStart(sentence: Sentence): number {
  const first = wordAt(sentence, 0);
  if (first === null || !(LEADS.has(first.lower) || /^\p{Lu}\p{Ll}+(?:ing|ed)$/u.test(first.text))) return 0;
  for (let at = 1; at < 16; at += 1) {
    if (sentence.tokens[at]?.text === ',') return at + 1;
  }
  return 1;
}
