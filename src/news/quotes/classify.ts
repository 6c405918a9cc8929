/** Which spans are quotes, and of which type. A span is left out where a few words stand in marks for another reason. */
import { cjkReport, isCjkStatement, startsInCjk } from './cjk.ts';
import type { Frame } from './frames.ts';
import type { Span } from './scan.ts';
import type { Sentence } from './sentences.ts';
import { wordAt } from './phrases.ts';
import type { QuoteType } from './quote.ts';
import { DETERMINERS, isCapital, PARTICLES, wordsOf } from './words.ts';

/** A span at its place: the token that it is in its sentence, and what is said there about speaking. */
export interface Placed {
  span: Span;
  sentence: Sentence;
  at: number;
  frames: readonly Frame[];
  /** The quote before it in the sentence is a whole statement. */
  followsDirect: boolean;
  /** It stands in single marks, in an article that quotes in double ones. */
  isSecondary: boolean;
}

/** A term, a slogan or a name in marks is no longer than this, in words. */
const FEW_WORDS = 3;
/** Without spaces, in characters. */
const FEW_CHARACTERS = 8;
const MAX_TITLE = 7;
const TITLED = wordsOf(
  'titled entitled nicknamed dubbed film movie book novel song album series show documentary program programme podcast play',
  'musical magazine radio television tv campaign speech lecture column essay hit single ballad drama comedy forum episode exhibition painting broadcast edition',
);

/** "during the “Morning Talk”", "at “Harbour Day”". */
const OCCASIONS = wordsOf('during at in for from');

export function isQuote(placed: Placed, text: string): boolean {
  const { span, sentence, at, frames } = placed;
  if (span.continues || span.pair === 'block') return true;
  if (placed.isSecondary && !(typeOf(placed, text) === 'DIRECT' && touchesVerb(placed))) return false;
  if (isNickname(sentence, at) || isTitle(sentence, at, text) || isSlogan(sentence, at)) return false;
  if (frames.length > 0 || standsAlone(sentence, at)) return true;
  if (startsInCjk(text) && cjkReport(sentence.text, span) !== null) return true;
  return !isShort(text);
}

export function typeOf({ span, sentence, at, frames, followsDirect }: Placed, text: string): QuoteType {
  if (span.continues || span.pair === 'block' || (followsDirect && isResumed(sentence, at))) return 'DIRECT';
  if (startsInCjk(text))
    return isCjkStatement(text, sentence.text.slice(span.to, span.to + 30)) ? 'DIRECT' : 'MIXED';
  if (!startsStatement(text)) return 'MIXED';
  if (standsAlone(sentence, at)) return 'DIRECT';
  if (!opensClause(sentence, at, frames)) return 'MIXED';
  return endsStatement(text) || closesClause(sentence, at) ? 'DIRECT' : 'MIXED';
}

/** A reporting verb, or its subject, stands right beside it. */
function touchesVerb({ sentence, at, frames }: Placed): boolean {
  return frames.some(({ cue, subject }) => {
    const [first, last] = [
      Math.min(cue.from, subject?.from ?? cue.from),
      Math.max(cue.to, subject?.to ?? cue.to),
    ];
    return cue.to > cue.from && (isBeside(sentence, last, at) || isBeside(sentence, at + 1, first));
  });
}

/** Nothing but a comma or a colon stands between two places. */
function isBeside(sentence: Sentence, from: number, to: number): boolean {
  return from === to || (from + 1 === to && /^[,:]$/.test(sentence.tokens[from]?.text ?? ''));
}

/** "“We will,” she said, “go on.”": the same statement after the reporting words. */
function isResumed(sentence: Sentence, at: number): boolean {
  return /^[,:–—-]$/.test(sentence.tokens[at - 1]?.text ?? '');
}

function isShort(text: string): boolean {
  const words = text.split(/\s+/).length;
  return (
    words <= FEW_WORDS &&
    (words > 1 || /^[\p{ASCII}\p{Script=Latin}]+$/u.test(text) || text.length <= FEW_CHARACTERS)
  );
}

/** Robert “Bobby” Scott. */
function isNickname(sentence: Sentence, at: number): boolean {
  const [before, after] = [wordAt(sentence, at - 1), wordAt(sentence, at + 1)];
  const [nick] = [sentence.tokens[at]?.text ?? ''];
  return (
    before !== null &&
    after !== null &&
    !/\s\S+\s/.test(nick) &&
    [before.text, nick, after.text].every(isCapital)
  );
}

/** On “The Morning Hour”; her film “The Long Quay”. */
function isTitle(sentence: Sentence, at: number, text: string): boolean {
  const words = text.replace(/[.,!?]$/, '').split(/\s+/);
  if (words.length > MAX_TITLE || !words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || isSmall(word)))
    return false;
  const before = wordAt(sentence, at - 1);
  if (before === null) return false;
  if (TITLED.has(wordAt(sentence, at + 1)?.lower ?? '')) return true;
  const preposition = DETERMINERS.has(before.lower) ? wordAt(sentence, at - 2) : before;
  if (words.length > 1 && OCCASIONS.has(preposition?.lower ?? '')) return true;
  if (before.lower === 'of') return TITLED.has(wordAt(sentence, at - 2)?.lower ?? '');
  return before.lower === 'on' || TITLED.has(before.lower) || /[’']s$/.test(before.text);
}

/** "their slogan, “Sail on”": named for what it is. */
function isSlogan(sentence: Sentence, at: number): boolean {
  const isMarked = /^[,:]$/.test(sentence.tokens[at - 1]?.text ?? '');
  return SLOGANS.has(wordAt(sentence, isMarked ? at - 2 : at - 1)?.lower ?? '');
}

const SLOGANS = wordsOf('slogan motto hashtag catchphrase nickname tagline parole devise lema eslogan');

function isSmall(word: string): boolean {
  return PARTICLES.has(word) || /^(?:of|the|and|a|an|in|on|for|to|with|at|by)$/.test(word);
}

/** It is its whole sentence, or a sentence follows its colon. */
function standsAlone(sentence: Sentence, at: number): boolean {
  return sentence.tokens.every((token, index) => index === at || token.kind === 'punctuation');
}

/** A capital, a figure, or a script without capitals. */
function startsStatement(text: string): boolean {
  return /^[¡¿“‘«„‚"'([…\s]*[^\p{Ll}]/u.test(text) && !/^[¡¿“‘«„‚"'([…\s]*\p{Ll}/u.test(text);
}

/** At the head of its sentence, after a mark, or right after the reporting verb. */
function opensClause(sentence: Sentence, at: number, frames: readonly Frame[]): boolean {
  const before = sentence.tokens[at - 1];
  if (before === undefined || before.kind !== 'word') return true;
  return frames.some(({ cue, isPlain }) => isPlain && cue.to === at);
}

function endsStatement(text: string): boolean {
  return /[,.!?…。！？，][’”"'»)\]]*$/u.test(text);
}

/** Where the comma stands outside the marks: „Wir bauen“, sagte sie. */
function closesClause(sentence: Sentence, at: number): boolean {
  const [before, after] = [sentence.tokens[at - 1], sentence.tokens[at + 1]];
  const opens = before === undefined || before.kind === 'punctuation';
  return opens && (after === undefined || /^[,.!?…–—、，。-]$/.test(after.text));
}
