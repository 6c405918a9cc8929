/**
 * What the text of a block is: one line of NFC, with single spaces inside and none at its edges, and without control
 * characters, noncharacters, lone surrogates, soft hyphens and byte order marks (XML cannot carry some of these, a search
 * cannot find words that hide others). Everything else that a person wrote stays.
 */

// Tabs, line feeds and their like (9 to 13, NEL) are control characters too, but white space: folded, not dropped.
const UNWANTED = /(?![\t-\r\x85])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\xAD\uFEFF]/gu;
const WHITE_SPACE = /[\t-\r \x85\xA0\u2028\u2029]+/g;
/** Any text that has one of those has one of these; most text has none. */
const PERHAPS_UNCLEAN = /[^ -~\xA1-\xAC\xAE-\u2027\u202A-\uD7FF]| {2}/;
const VISIBLE = /[^\s\p{Cf}]/u;
/** A character with what may melt into it when composed: combining marks, and the vowels and finals of Hangul. */
const CLUSTERS = /[^\p{M}\u1160-\u11FF]?[\p{M}\u1160-\u11FF]*/gu;

/** The text as a block may hold it; empty where nothing of it can be seen. */
export function cleanText(text: string): string {
  return trimText(foldText(text).normalize('NFC'));
}

/** Without spaces of any kind at its edges; empty where there are only such, and characters that only join and direct. */
export function trimText(text: string): string {
  return VISIBLE.test(text) ? text.trim() : '';
}

/** Drops what no text may hold and makes each run of white space one space; edges stay, for a piece may go on in the next. */
export function foldText(text: string): string {
  return PERHAPS_UNCLEAN.test(text) ? text.replace(UNWANTED, '').replace(WHITE_SPACE, ' ') : text;
}

/** Text in NFC, and where its offsets have gone to. */
export interface Composed {
  text: string;
  /** Where a stretch beginning, or ending, at that offset of the former text begins, or ends, now: what was composed stays whole. */
  startOf(offset: number): number;
  endOf(offset: number): number;
}

export function compose(text: string): Composed {
  const composed = text.normalize('NFC');
  if (composed === text) return { text, startOf: (offset) => offset, endOf: (offset) => offset };
  const starts = new Int32Array(text.length + 1);
  const ends = new Int32Array(text.length + 1);
  let from = 0;
  let length = 0;
  for (const [cluster] of text.matchAll(CLUSTERS)) {
    const to = from + cluster.length;
    const longer = length + cluster.normalize('NFC').length;
    starts.fill(length, from, to);
    ends.fill(longer, from + 1, to + 1);
    from = to;
    length = longer;
  }
  starts[text.length] = length;
  return {
    text: composed,
    startOf: (offset) => starts[offset] ?? composed.length,
    endOf: (offset) => ends[offset] ?? composed.length,
  };
}
