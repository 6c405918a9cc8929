/**
 * A paragraph as sentences of tokens. A token is a word, a mark of punctuation or a whole quotation: what stands inside
 * marks never ends a sentence of the narration. Tokens come in order and cover all but white space and marks
 * that enclose nothing. Linear.
 */
import { CUES } from './cues.ts';
import type { Span } from './scan.ts';
import { isCapital, wordsOf } from './words.ts';

export type Token = Word | Punctuation | Quotation;
export interface Word {
  kind: 'word';
  text: string;
  lower: string;
  start: number;
  end: number;
}
export interface Punctuation {
  kind: 'punctuation';
  text: string;
  start: number;
  end: number;
}
export interface Quotation {
  kind: 'quotation';
  /** Index among the paragraph's spans. */
  span: number;
  text: string;
  start: number;
  end: number;
}

export interface Sentence {
  /** The paragraph it stands in. */
  text: string;
  tokens: Token[];
}

/** An elided article or verb is a word of its own ("l’AFP", "he’s"); abbreviations and initials keep their full stop. */
const TOKEN =
  /(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]ho|[Ii]t)(?=[’'](?:s|d|ll|ve|re)(?!\p{L}))|(?:[ldjnmstc]|qu|L)[’'](?=\p{L})|[DQ]u?[’'](?=\p{Ll})|(?:\p{Lu}\.)+(?:\p{Lu}(?![\p{L}\p{N}]))?|\p{N}+\/\p{N}+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'\-‐.&@][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*[’']?|[^\s\p{L}\p{N}“”„"«»‹›「」『』‘’‚']/gu;

const ABBREVIATIONS = wordsOf(
  'mr mrs ms dr prof gov sen rep del gen col lt sgt capt rev hon st jr sr vs no inc ltd co corp jan feb aug sept oct nov dec',
  'm bzw z.b ca nr sra dra',
);
/** A longer sentence is cut: what is done with a sentence may take the square of its length. */
const MAX_TOKENS = 200;
/** What may follow "Reyes said" when the words were said before it. */
const ENDINGS = wordsOf(
  'on in at during after before when as to with again later earlier yesterday today and but',
);
const ENDS = wordsOf('. ! ? … 。 ！ ？');

export function sentencesOf(text: string, spans: readonly Span[]): Sentence[] {
  const tokens = tokensOf(text, spans);
  const sentences: Sentence[] = [];
  let current: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    current.push(token);
    if (!endsSentence(tokens, index) && current.length < MAX_TOKENS) continue;
    sentences.push({ text, tokens: current });
    current = [];
  }
  if (current.length > 0) sentences.push({ text, tokens: current });
  return sentences;
}

function tokensOf(text: string, spans: readonly Span[]): Token[] {
  const tokens: Token[] = [];
  let reached = 0;
  for (const [span, { from, to, start, end }] of spans.entries()) {
    addWords(tokens, text.slice(reached, from), reached);
    tokens.push({ kind: 'quotation', span, text: text.slice(start, end), start: from, end: to });
    reached = to;
  }
  addWords(tokens, text.slice(reached), reached);
  return tokens;
}

function addWords(tokens: Token[], narration: string, offset: number): void {
  for (const { 0: match, index } of narration.matchAll(TOKEN)) {
    const start = offset + index;
    const end = start + match.length;
    if ((tokens.at(-1)?.end ?? 0) > start) continue;
    const lower = match.toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(match)) tokens.push({ kind: 'punctuation', text: match, start, end });
    else if (narration.charAt(index + match.length) === '.' && ABBREVIATIONS.has(lower)) {
      tokens.push({ kind: 'word', text: `${match}.`, lower: `${lower}.`, start, end: end + 1 });
    } else tokens.push({ kind: 'word', text: match, lower, start, end });
  }
}

function endsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (token === undefined || next === undefined) return false;
  if (token.kind === 'quotation') return endsWithQuotation(tokens, index, token.text);
  if (token.kind === 'word') return false;
  if (next.kind === 'punctuation')
    return ENDS.has(token.text) && !ENDS.has(next.text) && opensAnew(next.text);
  return ENDS.has(token.text) && (next.kind === 'quotation' || !/^\p{Ll}/u.test(next.text));
}

/** "“Why?” Reyes asked." is one sentence, "“It is.” The crowd left." is two. */
function endsWithQuotation(tokens: readonly Token[], index: number, text: string): boolean {
  const next = tokens[index + 1];
  if (next === undefined || !/[.!?…。！？]$/u.test(text)) return false;
  if (next.kind === 'quotation') return true;
  if (next.kind === 'punctuation') return /[([]/.test(next.text);
  if (!isCapital(next.text) && /^\p{Ll}/u.test(next.text)) return false;
  return !reportsSoon(tokens, index + 1);
}

/** A reporting verb follows within a name's length, and closes the sentence. */
function reportsSoon(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < from + 5; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'word') return false;
    const cue = CUES.get(token.lower);
    if (cue?.form !== 'verb') continue;
    const next = tokens[at + 1];
    return next === undefined || next.kind === 'punctuation' || ENDINGS.has(next.text);
  }
  return false;
}

function opensAnew(punctuation: string): boolean {
  return /[([—–-]/.test(punctuation);
}
