/**
 * Which photos and quotes of an article stay through a change, by their ids, which come new and which are gone. A photo is
 * known by its address, a quote by its words and where they stood.
 */
import type { Block } from '../../news/block.ts';
import type { PhotoContent } from '../../news/photo.ts';
import type { QuoteContent, QuotePlace } from '../../news/quotes/quote.ts';
import { type Place, standingOf } from '../../news/quotes/standing.ts';
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

/** Quotes as an editor gave them, or as they stand: known by their places, else by what they say, else by their words. */
export function quoteParts(rows: readonly QuoteRow[], quotes: readonly QuoteContent[]): QuotePart[] {
  return matched([...rows], quotes).map(({ row, content }) => ({
    row,
    content,
    // What a person has confirmed is no longer that where another person says otherwise.
    reviewed: row !== null && row.reviewed && saysTheSame(quoteOfRow(row), content),
  }));
}

export interface NewBody {
  before: readonly Block[];
  after: readonly Block[];
  /** In the new one. */
  found: readonly QuoteContent[];
}

/** An article's quotes, and where words stand that a person said are no quote. */
export interface QuoteParts {
  quotes: QuotePart[];
  removed: QuotePlace[];
}

/**
 * Quotes that were found in a new body. Those that a person has confirmed stay, and keep what they say, where their words still
 * stand; those that a person has removed stay away as long.
 */
export function foundQuoteParts(
  { quotes: rows, removed }: { quotes: readonly QuoteRow[]; removed: readonly QuotePlace[] },
  { before, after, found }: NewBody,
): QuoteParts {
  const bodies = { before: textsOf(before), after: textsOf(after) };
  const sought = [
    ...rows.map((row) => ({ quote: row, isSure: row.reviewed })),
    ...removed.map((quote) => ({ quote, isSure: true })),
  ];
  const places = standingOf(sought, bodies, found);
  const standing = rows.map((row, index) => ({ row, place: places[index] ?? null }));
  const kept = standing.flatMap(({ row, place }): QuotePart[] =>
    place !== null && row.reviewed
      ? [{ row, content: { ...quoteOfRow(row), ...place }, reviewed: true }]
      : [],
  );
  const away = removed.flatMap(({ text }, index) => {
    const place = places[rows.length + index] ?? null;
    return place === null ? [] : [{ text, ...place }];
  });
  const others = found.filter(
    (quote) =>
      !kept.some(({ content }) => overlap(content, quote)) && !away.some((place) => isWithin(quote, place)),
  );
  const byPlace = new Map(
    standing.flatMap(({ row, place }) => (place === null || row.reviewed ? [] : [[placeName(place), row]])),
  );
  const quotes = [
    ...kept,
    ...others.map((content) => ({ row: byPlace.get(placeName(content)) ?? null, content, reviewed: false })),
  ];
  const order = (a: QuotePart, b: QuotePart) =>
    a.content.paragraph - b.content.paragraph || a.content.start - b.content.start;
  return { quotes: quotes.toSorted(order), removed: away };
}

/** Where removed words stand in a body whose quotes a person gave: what that person calls a quote is one. */
export function stillRemoved(
  removed: readonly QuotePlace[],
  { before, after, found }: NewBody,
): QuotePlace[] {
  if (removed.length === 0) return [];
  const bodies = { before: textsOf(before), after: textsOf(after) };
  const places = standingOf(
    removed.map((quote) => ({ quote, isSure: true })),
    bodies,
    [],
  );
  return removed.flatMap(({ text }, index) => {
    const place = places[index] ?? null;
    return place === null || found.some((quote) => overlap(quote, place)) ? [] : [{ text, ...place }];
  });
}

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.map(({ text }) => text);
}

function placeName({ paragraph, start, end }: Place): string {
  return `${paragraph},${start},${end}`;
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
  for (const part of parts) part.row ??= take(left, (row) => saysTheSame(row, part.content));
  for (const part of parts) part.row ??= take(left, ({ text }) => text === part.content.text);
  return parts;
}

/** Takes the first that is meant out of what is left. */
function take<Row>(left: Row[], isMeant: (row: Row) => boolean): Row | null {
  const index = left.findIndex(isMeant);
  return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
}

function isAt(one: Place, other: Place): boolean {
  return one.paragraph === other.paragraph && one.start === other.start && one.end === other.end;
}

function overlap(one: Place, other: Place): boolean {
  return one.paragraph === other.paragraph && one.start < other.end && other.start < one.end;
}

function isWithin(one: Place, other: Place): boolean {
  return one.paragraph === other.paragraph && one.start >= other.start && one.end <= other.end;
}

const SAID = ['text', 'type', 'speaker', 'speakerRole', 'cue', 'via'] as const;

/** Wherever they stand. */
function saysTheSame(one: QuoteContent, other: QuoteContent): boolean {
  return SAID.every((name) => one[name] === other[name]);
}
