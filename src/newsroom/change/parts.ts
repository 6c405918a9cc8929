/**
 * Which photos and quotes of an article stay through a change, by their ids, which come new and which are gone. A photo is
 * known by its address, a quote by its place and words, or by its words where they have moved.
 */
import type { Block } from '../../news/block.ts';
import type { PhotoContent } from '../../news/photo.ts';
import type { QuoteContent } from '../../news/quotes/quote.ts';
import { quoteOfRow } from '../columns.ts';
import type { PhotoRow, QuoteRow } from '../read/rows.ts';

/** In the article's order. */
export interface Part<Row, Content> {
  /** The row that it had; null where it is new. */
  row: Row | null;
  content: Content;
}
export type PhotoPart = Part<PhotoRow, PhotoContent>;
export type QuotePart = Part<QuoteRow, QuoteContent> & { reviewed: boolean };

export function photoParts(rows: readonly PhotoRow[], photos: readonly PhotoContent[]): PhotoPart[] {
  const left = [...rows];
  return photos.map((content) => ({ row: take(left, ({ url }) => url === content.url), content }));
}

/** Quotes as an editor gave them, or as they stand. */
export function quoteParts(rows: readonly QuoteRow[], quotes: readonly QuoteContent[]): QuotePart[] {
  return matched([...rows], quotes).map(({ row, content }) => ({
    row,
    content,
    // What a person has confirmed is no longer that where another person says otherwise.
    reviewed: row !== null && row.reviewed && saysTheSame(quoteOfRow(row), content),
  }));
}

/** Quotes that were found in a new body. Those that a person has confirmed stay, and keep what they say, where their words still stand. */
export function foundQuoteParts(
  rows: readonly QuoteRow[],
  { found, blocks }: { found: readonly QuoteContent[]; blocks: readonly Block[] },
): QuotePart[] {
  const kept: QuotePart[] = [];
  for (const row of rows) {
    const place = row.reviewed ? placeOf(row, blocks, kept) : null;
    if (place !== null) kept.push({ row, content: { ...quoteOfRow(row), ...place }, reviewed: true });
  }
  const others = found.filter((quote) => !kept.some(({ content }) => overlap(content, quote)));
  const parts = [
    ...kept,
    ...matched(
      rows.filter(({ reviewed }) => !reviewed),
      others,
    ).map((part) => ({ ...part, reviewed: false })),
  ];
  return parts.toSorted(
    (a, b) => a.content.paragraph - b.content.paragraph || a.content.start - b.content.start,
  );
}

/** All as they stand, but for one: that a person says is `content`, or null where it is no quote. */
export function reviewedParts(
  rows: readonly QuoteRow[],
  one: QuoteRow,
  content: QuoteContent | null,
): QuotePart[] {
  return rows.flatMap((row): QuotePart[] => {
    if (row !== one) return [{ row, content: quoteOfRow(row), reviewed: row.reviewed }];
    return content === null ? [] : [{ row, content, reviewed: true }];
  });
}

function matched(left: QuoteRow[], quotes: readonly QuoteContent[]): Part<QuoteRow, QuoteContent>[] {
  const parts = quotes.map((content) => ({
    row: take(left, (row) => row.text === content.text && isAt(row, content)),
    content,
  }));
  for (const part of parts) part.row ??= take(left, ({ text }) => text === part.content.text);
  return parts;
}

/** Takes the first that is meant out of what is left. */
function take<Row>(left: Row[], isMeant: (row: Row) => boolean): Row | null {
  const index = left.findIndex(isMeant);
  return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
}

type Place = Pick<QuoteContent, 'paragraph' | 'start' | 'end'>;

/** Where the words of a quote stand now: where they stood, else in the first place that no other has. */
function placeOf(row: QuoteRow, blocks: readonly Block[], taken: readonly QuotePart[]): Place | null {
  const isFree = (place: Place) => !taken.some(({ content }) => overlap(content, place));
  const { paragraph, start, end, text } = row;
  if (blocks[paragraph]?.text.slice(start, end) === text && isFree(row)) return { paragraph, start, end };
  for (const [index, block] of blocks.entries()) {
    for (let at = block.text.indexOf(text); at >= 0; at = block.text.indexOf(text, at + 1)) {
      const place = { paragraph: index, start: at, end: at + text.length };
      if (isFree(place)) return place;
    }
  }
  return null;
}

function isAt(one: Place, other: Place): boolean {
  return one.paragraph === other.paragraph && one.start === other.start && one.end === other.end;
}

function overlap(one: Place, other: Place): boolean {
  return one.paragraph === other.paragraph && one.start < other.end && other.start < one.end;
}

function saysTheSame(one: QuoteContent, other: QuoteContent): boolean {
  return (Object.keys(one) as (keyof QuoteContent)[]).every((name) => one[name] === other[name]);
}
