/**
 * What a word is. The index, the predicate on a live event and the snippet all read text through this file, so they
 * agree by construction. A word is never empty, holds no space, quotation mark or control character, is at most MAX_WORD
 * long, and is such that an engine's own tokenizer (FTS5's unicode61) leaves it whole and unchanged.
 */
import { keeping } from './keeping.ts';
import { eachSpan, OTHER, SETTLED } from './word-spans.ts';

/** A word and where it stands. It is folded only for who asks: most words of a text are looked at by their beginning alone. */
export class Word {
  /** UTF-16 offsets into the text that was cut; `end` is exclusive. The slice between them folds to `word`. */
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  #folded: string | null = null;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.start = start;
    this.end = end;
  }

  get word(): string {
    return (this.#folded ??= fold(this.#text.slice(this.start, this.end)));
  }

  /** The first UTF-16 unit of `word`. */
  get first(): number {
    const code = this.#text.charCodeAt(this.start);
    if (code >= 0x80) return this.word.charCodeAt(0);
    return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  }
}

/** In UTF-16 units, after folding; the rest of a longer word does not count. Engines bound theirs (PostgreSQL: 2 KB). */
export const MAX_WORD = 128;

/** Letters by Unicode's reading that people use as apostrophes (ʻokina, Ukrainian ʼ), which cut like the others. */
const LETTER_APOSTROPHE = /[ʻʼ]/g;

/**
 * A run of the scripts that put no spaces between words, with kana's marks and length signs. It ends at punctuation and
 * has a bound, because what the segmenter takes grows with the square of the run: 100,000 characters took a minute.
 */
const NO_SPACES = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3006\u3099-\u309c\u30fc\uff70\uff9e\uff9f`;
const UNSPACED = new RegExp(
  String.raw`[${NO_SPACES}][${NO_SPACES}\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{0,499}`,
  'gu',
);
/** The blocks that hold them. Nearly every text has none of these, and looking is ten times as fast. */
const MAY_BE_UNSPACED = /[\u0e00-\u1fff\u2e80-\uffff]/;

let dictionaries: Intl.Segmenter | undefined;

/**
 * Its dictionaries go by script, whatever the locale; naming one keeps the machine's out of it. Loaded when such a text comes: it
 * takes 18 ms, which every command would wait for.
 */
function segmenter(): Intl.Segmenter {
  return (dictionaries ??= new Intl.Segmenter('en', { granularity: 'word' }));
}

/** The words of a text in their order, with where they stand. */
export function cutWords(text: string): Word[] {
  const words: Word[] = [];
  const tidy = text.replace(LETTER_APOSTROPHE, '’');
  if (!MAY_BE_UNSPACED.test(tidy)) {
    cutSpaced(tidy, [0, tidy.length], words);
    return words;
  }
  let from = 0;
  for (const run of tidy.matchAll(UNSPACED)) {
    cutSpaced(tidy, [from, run.index], words);
    cutUnspaced(tidy, run, words);
    from = run.index + run[0].length;
  }
  cutSpaced(tidy, [from, tidy.length], words);
  return words;
}

/** The words of a text as they are compared. Equal to what `cutWords` finds without its places, and faster. */
export function foldedWords(text: string): string[] {
  if (MAY_BE_UNSPACED.test(text)) return cutWords(text).map(({ word }) => word);
  const words: string[] = [];
  const tidy = text.replace(LETTER_APOSTROPHE, '’');
  eachSpan(tidy, (start, end, kind) => {
    const raw = tidy.slice(start, end);
    const word = kind === SETTLED && raw.length <= MAX_WORD ? raw : fold(withoutPossessive(raw));
    if (word !== '') words.push(word);
  });
  return words;
}

/** The same joined by one space: what is compared whole. */
export function indexText(text: string): string {
  return foldedWords(text).join(' ');
}

function cutSpaced(text: string, [from, to]: [number, number], words: Word[]): void {
  const part = text.slice(from, to);
  eachSpan(part, (start, end, kind) => {
    const raw = kind === OTHER ? withoutPossessive(part.slice(start, end)) : null;
    if (raw !== null && fold(raw) === '') return;
    const length = raw?.length ?? end - start;
    words.push(new Word(text, from + start, from + start + length));
  });
}

function cutUnspaced(text: string, run: RegExpExecArray, words: Word[]): void {
  for (const { segment, index } of segmenter().segment(run[0])) {
    if (!/[\p{L}\p{N}]/u.test(segment) || fold(segment) === '') continue;
    const start = run.index + index;
    words.push(new Word(text, start, start + segment.length));
  }
}

/** WORD lets an apostrophe in only before a last s. */
function withoutPossessive(match: string): string {
  const mark = match.charAt(match.length - 2);
  return mark === "'" || mark === '’' || mark === '‘' || mark === '＇' ? match.slice(0, -2) : match;
}

/** Letters that Unicode does not decompose, and pairs that people type for one another. */
const PLAIN = new Map(
  Object.entries({
    ß: 'ss',
    ø: 'o',
    æ: 'ae',
    œ: 'oe',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    ħ: 'h',
    ŧ: 't',
    ŋ: 'n',
    ɓ: 'b',
    ɗ: 'd',
    ƙ: 'k',
    ƴ: 'y',
    // final sigma, which unicode61 folds too
    ς: 'σ',
    // Persian and Arabic keyboards: yeh and kaf
    ی: 'ي',
    ى: 'ي',
    ک: 'ك',
  }),
);
const PLAIN_KEY = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'g');

/**
 * Marks that do not count. Those of other scripts are vowels and part of the word; so is the breve of й, which is a letter of
 * its own.
 */
const ACCENT = new RegExp(
  String.raw`(?<!и)\u0306|[` +
    // Latin, Greek, Cyrillic, and what is put around signs
    String.raw`\u0300-\u0305\u0307-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f` +
    // Hebrew points
    String.raw`\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7` +
    // Arabic points, and tatweel, which only stretches
    String.raw`\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed` +
    // which of two shapes a character takes
    String.raw`\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  'gu',
);

/** What decomposing may bring in that no word holds: a space in ﷺ, an apostrophe in ŉ. */
const FOREIGN = /[^\p{L}\p{N}\p{M}.,+#⁄]|ʼ/gu;
/** Folded already: most words of most texts. */
const FOLDED = /^[0-9a-zа-яぁ-ゖァ-ヺー一-鿿가-힣]+$/;
/** Dots and commas belong between digits only. */
const LOOSE_DOT = /(?<!\p{N})[.,]|[.,](?!\p{N})/gu;

/**
 * One raw word as it is compared: lower-case, compatibility forms resolved, without accents or the dots of U.S.; may
 * be empty. Folding twice changes nothing. What stems are made of: see ./stem.
 */
export function fold(raw: string): string {
  if (raw.length <= MAX_WORD && FOLDED.test(raw)) return raw;
  let ascii = true;
  let dotted = false;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code > 0x7f) ascii = false;
    else if (code === 0x2e || code === 0x2c) dotted = true;
  }
  let word = ascii ? raw.toLowerCase() : foldUnicode(raw);
  if (dotted || !ascii) word = word.replace(LOOSE_DOT, '');
  return word.length <= MAX_WORD ? word : shorten(word);
}

const foldUnicode = keeping((raw) =>
  raw
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENT, '')
    .replace(PLAIN_KEY, (letter) => PLAIN.get(letter) ?? letter)
    .replace(FOREIGN, '')
    .normalize('NFC'),
);

/** Cut between code points. */
function shorten(word: string): string {
  const last = word.charCodeAt(MAX_WORD - 1);
  const cut = word.slice(0, last >= 0xd800 && last < 0xdc00 ? MAX_WORD - 1 : MAX_WORD);
  return cut.replace(LOOSE_DOT, '');
}
