/** What a quote is: words of somebody, at a place in the body. `text` is always `paragraphs[paragraph].slice(start, end)`. */

export const QUOTE_TYPES = ['DIRECT', 'MIXED'] as const;
/** DIRECT: a whole statement. MIXED: a few quoted words inside someone else's sentence. */
export type QuoteType = (typeof QUOTE_TYPES)[number];

/** Words of a body, and where they stand. */
export interface QuotePlace {
  /** The words, without the marks. */
  text: string;
  /** Index of the block. */
  paragraph: number;
  /** UTF-16 offsets into that block's text; `end` is exclusive. */
  start: number;
  end: number;
}

export interface QuoteContent extends QuotePlace {
  type: QuoteType;
  /** A name, or the office of someone unnamed; null where nobody can be told. */
  speaker: string | null;
  speakerRole: string | null;
  /** The reporting words: "said". */
  cue: string | null;
  /** Who reported the words first: "KCNA". */
  via: string | null;
}
