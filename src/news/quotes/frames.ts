/**
 * Frames: each place in a sentence where somebody is said to have spoken, with the cue, and the phrase that says who. In order
 * of their cues.
 */
import { NOUN_THIRDS, PHRASAL } from './cue-words.ts';
import { AUXILIARIES, NOUN_CUE, SOURCE_CUE, SPEECH_NOUNS, type Cue } from './cues.ts';
import { mediumAt, type Medium } from './media.ts';
import { phraseAfter } from './phrase-after.ts';
import { ownerBefore } from './phrase-before.ts';
import { wordAt, type Phrase, type Range } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Token, Word } from './tokens.ts';
import { isWhole, sentenceSubject, subjectOf } from './subjects.ts';
import { CAMPS, DAYS, DETERMINERS, PREPOSITIONS, wordsOf } from './words.ts';

export interface Frame {
  cue: Range;
  subject: Phrase | null;
  /** The pronoun within the cue itself: "dit-il". */
  pronoun: string | null;
  isPlain: boolean;
  /** It stands in a clause that only tells who somebody is: "the man who said". */
  isRelative: boolean;
  /** Nobody is named because the language need not. */
  lacksSubject: boolean;
  /** The subject, where it is a publisher. */
  medium: Medium | null;
}

const DASH = /^[–—―-]$/;

export function framesOf(sentence: Sentence): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const token = sentence.tokens[at];
    if (token?.kind === 'punctuation') {
      if (DASH.test(token.text)) frames.push(...signature(sentence, at));
      else if (token.text === ':' && frames.length === 0) frames.push(...announcement(sentence, at));
    }
    if (token?.kind !== 'word' || (at > 0 && token.isCapital)) continue;
    const frame =
      frameAt(sentence, at, frames) ?? (frames.length === 0 ? nounFrame(sentence, at, token) : null);
    if (frame !== null) frames.push(frame);
  }
  return frames;
}

function frameAt(sentence: Sentence, at: number, frames: readonly Frame[]): Frame | null {
  const word = wordAt(sentence, at);
  const found = word?.cue ?? null;
  if (word === null || found === null) return null;
  const next = wordAt(sentence, at + 1)?.lower ?? '';
  if (word.lower === 'put' && next !== 'it') return null;
  if (word.lower === 'compared' && /^(?:to|with)$/.test(next)) return null;
  const { cue, pronoun } = found;
  if (cue.form === 'source') return sourceFrame(sentence, at);
  if (!cue.invertsFreely && !mayReport(sentence, at, cue)) return null;
  const isPhrasal = cue.use === 'phrasal';
  const range = { from: withFrenchAuxiliary(sentence, at), to: isPhrasal ? at + 2 : at + 1 };
  const inner = pronoun ?? pronounOf(wordAt(sentence, range.from)?.lower ?? '');
  const earlier = frames.flatMap(({ subject, isRelative }) =>
    subject === null ? [] : [{ phrase: subject, isRelative }],
  );
  const subject = inner === null ? subjectOf(sentence, { at, cue, earlier }) : null;
  const isRelative = subject?.isRelative === true;
  const made = frame(
    sentence,
    { cue: range, subject: subject?.phrase ?? null, pronoun: inner, isRelative },
    cue,
  );
  const isLoose =
    cue.use === 'touching' && wordAt(sentence, at + 1)?.lower !== 'that' && !touchesQuote(sentence, made);
  return isLoose ? null : made;
}

type Bare = Pick<Frame, 'cue' | 'subject' | 'pronoun'> & Partial<Pick<Frame, 'isRelative'>>;

function frame(sentence: Sentence, bare: Bare, cue: Cue): Frame {
  const medium = bare.subject === null ? null : mediumAt(sentence, bare.subject.from);
  const isMedium = medium !== null && medium.to >= (bare.subject?.to ?? 0);
  const lacksSubject = cue.mayLackSubject && bare.subject === null && bare.pronoun === null;
  return {
    cue: bare.cue,
    subject: bare.subject,
    pronoun: bare.pronoun,
    isPlain: cue.isPlain,
    isRelative: bare.isRelative === true,
    lacksSubject,
    medium: isMedium ? medium : null,
  };
}

/** "according to Reyes", "selon Reyes", "laut Reyes". */
function sourceFrame(sentence: Sentence, at: number): Frame | null {
  const lower = wordAt(sentence, at)?.lower;
  const [before, after] = [wordAt(sentence, at - 1)?.lower, wordAt(sentence, at + 1)?.lower];
  if (lower === 'so' && !isGermanSource(sentence, at)) return null;
  if (lower === 'according' && after !== 'to') return null;
  if (lower === 'après' && before !== 'd’' && before !== "d'") return null;
  if (lower === 'nach' && !GERMAN_SAYINGS.has(after ?? '')) return null;
  const isTwoWords = lower === 'according' || lower === 'nach';
  const from = lower === 'après' ? at - 1 : at;
  const cue = { from, to: isTwoWords ? at + (wordAt(sentence, at + 2)?.lower === 'von' ? 3 : 2) : at + 1 };
  const phrase = phraseAfter(sentence, cue.to);
  const subject = phrase !== null && cue.from === 0 ? withoutClause(sentence, phrase) : phrase;
  return subject === null ? null : frame(sentence, { cue, subject, pronoun: null }, SOURCE_CUE);
}

/** "nach Angaben von Ana Reyes". */
const GERMAN_SAYINGS = wordsOf('angaben worten aussage aussagen ansicht einschätzung auskunft darstellung');

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

/** Nothing but its apposition follows a phrase, and "weiter". */
function closes(sentence: Sentence, { to, apposition }: Phrase): boolean {
  return sentence.tokens
    .slice(apposition?.to ?? to)
    .every(({ kind, text }) => kind === 'punctuation' || text === 'weiter');
}

/** "“…” — Ana Reyes": the quote is signed, and nothing else follows. */
function signature(sentence: Sentence, at: number): Frame[] {
  const subject = sentence.tokens[at - 1]?.kind === 'quotation' ? phraseAfter(sentence, at + 1) : null;
  if (subject === null || !(wordAt(sentence, subject.from)?.isCapital === true)) return [];
  const isSigned = sentence.tokens.slice(subject.apposition?.to ?? subject.to).every(isSignatureRest);
  if (!isSigned) return [];
  return [frame(sentence, { cue: { from: at, to: at }, subject, pronoun: null }, SOURCE_CUE)];
}

/** Marks, a date, an account: "(@anareyes) 3 March 2021". */
function isSignatureRest(token: Token, index: number, rest: readonly Token[]): boolean {
  if (token.kind !== 'word') return token.kind === 'punctuation';
  return DAYS.has(token.lower) || /^\d/.test(token.text) || rest[index - 1]?.text === '@';
}

/** "The minister had one message: “…”": whoever the sentence is about speaks after the colon. */
function announcement(sentence: Sentence, at: number): Frame[] {
  const next = sentence.tokens[at + 1];
  const subject = next === undefined || next.kind === 'quotation' ? sentenceSubject(sentence) : null;
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

/** Whether the word at its place is a verb that reports, and no noun: not "the call", "her claims". */
function mayReport(sentence: Sentence, at: number, { use, form }: Cue): boolean {
  const word = wordAt(sentence, at);
  const before = wordAt(sentence, at - 1);
  if (use === 'phrasal' && !follows(sentence, at, PHRASAL.get(word?.lower ?? ''))) return false;
  if (use === 'as' && !leadsToAs(sentence, at)) return false;
  if (use === 'plural') return before !== null && isPlural(sentence, at - 1, before);
  if (before === null) return use !== 'third' || isTouched(sentence, at);
  const isThird = use === 'third' || NOUN_THIRDS.has(word?.lower ?? '');
  const isDetermined = DETERMINERS.has(wordAt(sentence, at - 2)?.lower ?? '');
  if (isThird && CAMPS.has(before.lower)) return false;
  if (isThird && wordAt(sentence, at + 1)?.lower !== 'that' && !isWhole(before) && !isJoined(sentence, at)) {
    if (use === 'third' || !isDetermined) return false;
  }
  if (before.lower === 'that') return true;
  if (DETERMINERS.has(before.lower) || /[’']s$/.test(before.text) || /^(?:no|to)$/.test(before.lower))
    return false;
  if (before.lower.endsWith('ly') && isDetermined) return false;
  return form === 'participle' || !PREPOSITIONS.has(before.lower);
}

const FARTHEST_AS = 15;

/** "as “…”", "as a “…”" follows. */
function leadsToAs(sentence: Sentence, at: number): boolean {
  for (let next = at + 1; next < at + FARTHEST_AS; next += 1) {
    const word = wordAt(sentence, next);
    if (word === null) return false;
    if (word.lower !== 'as') continue;
    const after = DETERMINERS.has(wordAt(sentence, next + 1)?.lower ?? '') ? next + 2 : next + 1;
    if (isQuotation(sentence, after)) return true;
  }
  return false;
}

/** "and demands the keys": a second verb, of which an object follows. */
function isJoined(sentence: Sentence, at: number): boolean {
  const [before, after] = [wordAt(sentence, at - 1), wordAt(sentence, at + 1)];
  if (before?.lower !== 'and') return false;
  return after === null || after.isCapital || DETERMINERS.has(after.lower) || OBJECTS.has(after.lower);
}

const OBJECTS = wordsOf('him her them it people those me us for on');

/** A mark or a quote stands right before. */
function isTouched(sentence: Sentence, at: number): boolean {
  return at > 0 && sentence.tokens[at - 1]?.kind !== 'word';
}

function follows(sentence: Sentence, at: number, particles: ReadonlySet<string> | undefined): boolean {
  return particles?.has(wordAt(sentence, at + 1)?.lower ?? '') === true;
}

const PLURALS = wordsOf('they we you who critics people');
const MODALS = wordsOf('will would could can may might should did do does not');

/** What can stand before a verb’s base form: "they", "lawmakers", "Ana Reyes and Tom Arlen", "would". */
function isPlural(sentence: Sentence, at: number, { text, lower, isCapital }: Word): boolean {
  if (PLURALS.has(lower) || MODALS.has(lower)) return true;
  if (/^\p{Ll}{3,}[^s’'\P{L}]s$/u.test(text) && !AUXILIARIES.has(lower)) return true;
  if (!isCapital) return false;
  let first = at - 1;
  while (first > at - 4 && wordAt(sentence, first)?.isCapital === true) first -= 1;
  return wordAt(sentence, first)?.lower === 'and';
}

/** Nothing but its subject stands between the verb and a quote. */
function touchesQuote(sentence: Sentence, { cue, subject }: Frame): boolean {
  if (isQuotation(sentence, cue.to) || isQuotation(sentence, cue.to + 1, /^[,:]$/)) return true;
  const first = subject === null ? cue.from : Math.min(subject.from, cue.from);
  return isQuotation(sentence, first - 1) || isQuotation(sentence, first - 2, /^[,–—-]$/);
}

function isQuotation(sentence: Sentence, at: number, beside?: RegExp): boolean {
  if (sentence.tokens[at]?.kind !== 'quotation') return false;
  return (
    beside === undefined || [at - 1, at + 1].some((next) => beside.test(sentence.tokens[next]?.text ?? ''))
  );
}

/** "a déclaré", "a-t-il déclaré", "ha dicho". */
function withFrenchAuxiliary(sentence: Sentence, at: number): number {
  const before = wordAt(sentence, at - 1)?.lower ?? '';
  return /^(?:a|ont|ha|han|a-t-(?:il|elle))$/.test(before) ? at - 1 : at;
}

function pronounOf(lower: string): string | null {
  return /-t-(il|elle)$/.exec(lower)?.[1] ?? null;
}
