/** A paragraph as sentences of tokens: what stands inside quotation marks never ends a sentence of the narration. Linear. */
import type { Span } from './scan.ts';
import { type Token, tokensOf } from './tokens.ts';
import { wordsOf } from './words.ts';

export interface Sentence {
  /** The paragraph it stands in. */
  text: string;
  tokens: Token[];
}

/** A longer sentence is cut: what is done with a sentence may take the square of its length. */
const MAX_TOKENS = 200;
/** What may follow "Reyes said" when the words were said before it. */
const ENDINGS = wordsOf(
  'on in at during after before when as to with again later earlier yesterday today and but',
);
const ENDS = wordsOf('. ! ? … 。 ！ ？');

/** From the offset `from` on. */
export function sentencesOf(text: string, spans: readonly Span[], from = 0): Sentence[] {
  const tokens = tokensOf(text, spans, from);
  const sentences: Sentence[] = [];
  let current: Token[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    current.push(token);
    if (!endsSentence(tokens, index) && current.length < MAX_TOKENS) continue;
    sentences.push({ text, tokens: current });
    current = [];
  }
  if (current.length > 0) sentences.push({ text, tokens: current });
  return sentences;
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
  if (!next.isCapital && /^\p{Ll}/u.test(next.text)) return false;
  return !reportsSoon(tokens, index + 1);
}

/** A reporting verb follows within a name's length, and closes the sentence. */
function reportsSoon(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < from + 5; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'word') return false;
    const cue = token.cue?.cue;
    if (cue?.form !== 'verb' || cue.use !== 'always') continue;
    const next = tokens[at + 1];
    return next === undefined || next.kind === 'punctuation' || ENDINGS.has(next.text);
  }
  return false;
}

function opensAnew(punctuation: string): boolean {
  return /[([—–-]/.test(punctuation);
}
