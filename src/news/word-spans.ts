/**
 * Where words stand in text that puts spaces between them. A regular expression says what a word is; most words are so plain
 * that looking at their characters finds the same, and sooner.
 */

/** Soft hyphen, zero-width (non-)joiner, word joiner, byte order mark: inside a word they are not there. */
const INVISIBLE = '\\u00ad\\u200c\\u200d\\u2060\\ufeff';
const INNER = `[\\p{L}\\p{N}\\p{M}${INVISIBLE}]`;
/**
 * The rest of a word. Trying ASCII first makes matching English three times as fast. Nothing after it can fail, so there is no backtracking; the bounds here and below keep a text of megabytes
 * without a space from overflowing the matcher's stack.
 */
const REST = `(?:[A-Za-z0-9]+|${INNER}){0,500}`;

/** What is a word, with its possessive. */
export const WORD =
  '(?:' +
  // U.S., e.g. with its last dot
  String.raw`(?![A-Za-z0-9]{2})\p{L}\p{M}{0,9}(?:\.\p{L}\p{M}{0,9}){1,50}(?![\p{L}\p{N}\p{M}])\.?` +
  // letters and digits, 3.5 and 1,000 included, then the tail of C++ and F#
  String.raw`|(?:[A-Za-z0-9]|[\p{L}\p{N}])${REST}(?:[.,](?<=\p{N}[.,])(?=\p{N})${REST}){0,50}` +
  String.raw`(?:[+#]{1,2}(?<=(?<!${INNER})[\p{L}][+#]{1,2})(?![\p{L}\p{N}+#]))?` +
  // an English possessive, matched so that it is no word of its own
  `)(?:['’‘＇][sS](?!${INNER}))?`;

const HERE = new RegExp(WORD, 'yu');

/** Kinds of characters, and of words that are made of them. What is not known to be any other is OTHER. */
export const OTHER = 0;
/** Of a word, and as it is compared. */
export const SETTLED = 1;
/** Of a word, and not as it is compared. */
export const UNSETTLED = 2;
/** Never of a word, nor between the parts of one. */
const APART = 3;
/** Between the parts of a word, or apart if something follows that is. */
const BETWEEN = 4;

const KINDS = new Uint8Array(0x2100).fill(APART, 0, 0x80);
for (const [kind, characters] of [
  [SETTLED, '0123456789abcdefghijklmnopqrstuvwxyz'],
  [UNSETTLED, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [APART, '\u00a0«»–—“”„…'],
  [BETWEEN, ".,'"],
  [OTHER, '+#'],
] as const)
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
// Latin-1's letters and Latin Extended-A, but for × and ÷
KINDS.fill(UNSETTLED, 0xc0, 0x180);
KINDS[0xd7] = APART;
KINDS[0xf7] = APART;
/** Of a longer run WORD may match less. */
const LONGEST = 500;

/** `end` is exclusive. An OTHER word may have its possessive on it, or fold to nothing. */
export type TakeSpan = (
  start: number,
  end: number,
  kind: typeof OTHER | typeof SETTLED | typeof UNSETTLED,
) => void;

/** What WORD matches in a text, one after another. */
export function eachSpan(text: string, take: TakeSpan): void {
  let at = 0;
  while (at < text.length) {
    const start = at;
    let isSettled = true;
    let kind = kindAt(text, at);
    if (kind === APART || kind === BETWEEN) {
      at += 1;
      continue;
    }
    while ((kind === SETTLED || kind === UNSETTLED) && at - start <= LONGEST) {
      if (kind === UNSETTLED) isSettled = false;
      at += 1;
      kind = kindAt(text, at);
    }
    const isPlain =
      at > start &&
      at - start <= LONGEST &&
      (kind === APART || (kind === BETWEEN && kindAt(text, at + 1) === APART));
    if (isPlain) {
      take(start, at, isSettled ? SETTLED : UNSETTLED);
      continue;
    }
    HERE.lastIndex = start;
    if (HERE.test(text)) {
      at = HERE.lastIndex;
      take(start, at, OTHER);
    } else at = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  }
}

function kindAt(text: string, at: number): number {
  return at < text.length ? (KINDS[text.charCodeAt(at)] ?? OTHER) : APART;
}
