/**
 * The body of an article: a list of blocks, each plain text with marks laid over it. Nothing else is stored of a body,
 * so nothing else can be served. All offsets are UTF-16 code units into the block's `text`.
 */

export const BLOCK_KINDS = ['PARAGRAPH', 'HEADING', 'LIST_ITEM', 'NUMBERED_ITEM', 'BLOCKQUOTE'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const MARK_KINDS = ['LINK', 'STRONG', 'EMPHASIS'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** A stress or a link on `text.slice(start, end)`; `url` is set on links only, and is http, https or mailto. */
export interface Mark {
  kind: MarkKind;
  start: number;
  end: number;
  url: string | null;
}

/** `level` is 2..4 on a heading, the depth from 1 on an item of a list, and null on all else. */
export interface Block {
  kind: BlockKind;
  text: string;
  level: number | null;
  marks: Mark[];
}

export function paragraph(text: string): Block {
  return { kind: 'PARAGRAPH', text, level: null, marks: [] };
}
