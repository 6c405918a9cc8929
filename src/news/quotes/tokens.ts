/**
 * A paragraph as tokens: a word, a mark of punctuation or a whole quotation. Tokens come in order and cover all but white space
 * and marks that enclose nothing. Linear.
 */
import { entryOf, type Entry } from './lexicon.ts';
import type { Span } from './scan.ts';
import { wordsOf } from './words.ts';

export type Token = Word | Punctuation | Quotation;
export interface Word extends Entry {
  kind: 'word';
  text: string;
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

/** An elided article or verb is a word of its own ("l’AFP", "he’s"); abbreviations and initials keep their full stop. */
const TOKEN =
  /(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]ho|[Ii]t)(?=[’'](?:s|d|ll|ve|re)(?!\p{L}))|(?:[ldjnmstc]|qu|L)[’'](?=\p{L})|[DQ]u?[’'](?=\p{Ll})|(?:\p{Lu}\.)+(?:\p{Lu}(?![\p{L}\p{N}]))?|\p{N}+\/\p{N}+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'\-‐.&@][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*[’']?|[^\s\p{L}\p{N}“”„"«»‹›「」『』‘’‚']/uy;
const LETTER = /[\p{L}\p{N}]/u;

const ABBREVIATIONS = wordsOf(
  'mr mrs ms dr prof gov sen sens rep reps del gen col lt sgt capt rev hon st jr sr vs no inc ltd co corp jan feb aug sept oct nov',
  'dec m bzw z.b ca nr sra dra govs',
);
/** Of American states, in front of a comma or a name; words of their own without the capital. */
const STATES = wordsOf(
  'Ala Ariz Ark Calif Colo Conn Fla Ga Ill Ind Kan Ky Md Mass Mich Minn Mo Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo',
);

export function tokensOf(text: string, spans: readonly Span[], from: number): Token[] {
  const tokens: Token[] = [];
  let reached = from;
  for (const [index, span] of spans.entries()) {
    addWords(tokens, text, { from: reached, to: span.from });
    const quoted = text.slice(span.start, span.end);
    tokens.push({ kind: 'quotation', span: index, text: quoted, start: span.from, end: span.to });
    reached = span.to;
  }
  addWords(tokens, text, { from: reached, to: text.length });
  return tokens;
}

function addWords(tokens: Token[], text: string, { from, to }: { from: number; to: number }): void {
  let at = from;
  while (at < to) {
    const end = endOfPlainWord(text, at, to);
    if (end > at) {
      tokens.push(wordOf(text.slice(at, end), at));
      at = end;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = text.charCodeAt(at) === SPACE ? undefined : TOKEN.exec(text)?.[0].slice(0, to - at);
    if (match === undefined) {
      at += 1;
      continue;
    }
    at += match.length;
    if (!LETTER.test(match))
      tokens.push({ kind: 'punctuation', text: match, start: at - match.length, end: at });
    else if (at < to && text.charAt(at) === '.' && isAbbreviation(match)) {
      tokens.push(wordOf(`${match}.`, at - match.length));
      at += 1;
    } else tokens.push(wordOf(match, at - match.length));
  }
}

const SPACE = 0x20;
const COMMA = 0x2c;

/** Most words are ASCII letters before a space or a comma: told without the pattern, which would tell the same. */
function endOfPlainWord(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isAsciiLetter(text.charCodeAt(at))) at += 1;
  const next = at < to ? text.charCodeAt(at) : SPACE;
  return next === SPACE || next === COMMA ? at : from;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isAbbreviation(word: string): boolean {
  return ABBREVIATIONS.has(word.toLowerCase()) || STATES.has(word);
}

function wordOf(text: string, start: number): Word {
  const { lower, isCapital, office, cue } = entryOf(text);
  return { kind: 'word', text, lower, isCapital, office, cue, start, end: start + text.length };
}
