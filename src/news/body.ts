/** What a body is read as, how plain paragraphs become one, and what always holds of its blocks. */
import { type Block, type Mark, paragraph } from './block.ts';
import { cleanText } from './block-text.ts';
import { safeLink } from './link.ts';
import { equalMarks, normalizeMarks } from './mark.ts';

/** How deep an item of a list may lie; deeper ones are brought up to here. */
export const MAX_LIST_LEVEL = 8;
export const MIN_HEADING_LEVEL = 2;
export const MAX_HEADING_LEVEL = 4;

/** Each text is one paragraph; those without text are dropped. */
export function blocksFromParagraphs(paragraphs: readonly string[]): Block[] {
  return paragraphs
    .map(cleanText)
    .filter((text) => text !== '')
    .map(paragraph);
}

export function paragraphsOf(blocks: readonly Block[]): string[] {
  return blocks.map(({ text }) => text);
}

/** The paragraphs joined by a blank line. */
export function bodyTextOf(blocks: readonly Block[]): string {
  return paragraphsOf(blocks).join('\n\n');
}

const UNSPACED = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]`;
const LETTERS = String.raw`(?:(?!${UNSPACED})[\p{L}\p{M}\p{N}])+`;
const JOINT = String.raw`(?:['’\-\u2010\u2011]|(?<=\p{N})[.,](?=\p{N}))`;
/** Runs are cut to this: on long ones the segmenter takes more than linear time (22 s for 96,000 Thai letters). */
const MAX_RUN = 1000;
/** A word of a script with spaces, in which apostrophes, hyphens and a number's points stand; or a run of a script without. */
const WORDS = new RegExp(`${LETTERS}(?:${JOINT}${LETTERS})*|(${UNSPACED}{1,${MAX_RUN}})`, 'gu');
/** The same where no script without spaces is: looking at each letter for one takes twice as long. */
const SPACED_WORDS = new RegExp(String.raw`[\p{L}\p{M}\p{N}]+(?:${JOINT}[\p{L}\p{M}\p{N}]+)*`, 'gu');
const HAS_UNSPACED = new RegExp(UNSPACED, 'u');

/** Words as a reader counts them: "don't", "well-known" and "3,000.5" are one; scripts without spaces go by Unicode UAX #29. */
export function wordCountOf(blocks: readonly Block[]): number {
  let count = 0;
  for (const { text } of blocks) count += wordsIn(text);
  return count;
}

function wordsIn(text: string): number {
  if (!HAS_UNSPACED.test(text)) return text.match(SPACED_WORDS)?.length ?? 0;
  let count = 0;
  for (const [, unspaced] of text.matchAll(WORDS))
    count += unspaced === undefined ? 1 : wordsInUnspaced(unspaced);
  return count;
}

let segmenter: Intl.Segmenter | undefined;

function wordsInUnspaced(run: string): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  let count = 0;
  for (const { isWordLike } of segmenter.segment(run)) if (isWordLike) count++;
  return count;
}

/**
 * What keeps these blocks from being a body, as one sentence that says where, or null. Bodies made here never have a
 * fault; those that come as data (an import without loss) may.
 */
export function faultInBlocks(blocks: readonly Block[]): string | null {
  for (const [position, block] of blocks.entries()) {
    const fault = faultInText(block) ?? faultInLevel(block) ?? faultInMarks(block);
    if (fault !== null) return `Block ${position} ${fault}.`;
  }
  return null;
}

function faultInText({ text }: Block): string | null {
  if (text === '') return 'has no text: leave it out';
  if (text === cleanText(text)) return null;
  return 'has text that is not one line of NFC with single spaces and without control characters';
}

function faultInLevel({ kind, level }: Block): string | null {
  switch (kind) {
    case 'HEADING':
      return within(level, MIN_HEADING_LEVEL, MAX_HEADING_LEVEL);
    case 'LIST_ITEM':
    case 'NUMBERED_ITEM':
      return within(level, 1, MAX_LIST_LEVEL);
    case 'PARAGRAPH':
    case 'BLOCKQUOTE':
      return level === null ? null : `has level ${level}: a ${kind} has none`;
  }
}

function within(level: number | null, lowest: number, highest: number): string | null {
  if (level !== null && Number.isInteger(level) && level >= lowest && level <= highest) return null;
  return `has level ${level}: it must be ${lowest} to ${highest}`;
}

function faultInMarks({ text, marks }: Block): string | null {
  for (const [position, mark] of marks.entries()) {
    const fault = faultInMark(text, mark);
    if (fault !== null) return `has a fault in mark ${position}: ${fault}`;
  }
  if (equalMarks(marks, normalizeMarks(text, marks))) return null;
  return 'has marks that are unsorted, that touch or overlap others of their kind, or that begin or end with a space or inside a character';
}

function faultInMark(text: string, { kind, start, end, url }: Mark): string | null {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start >= end || end > text.length) {
    return `${start} to ${end} is not a stretch of the text, which is ${text.length} long`;
  }
  if (kind !== 'LINK') return url === null ? null : `only a LINK has a url`;
  if (url !== null && safeLink(url) === url) return null;
  return 'its url must be an absolute http, https or mailto address, written as the URL Standard does';
}
