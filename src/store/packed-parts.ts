/**
 * The photos and quotes of an article once more, packed into one row beside it: who reads articles mostly wants these with them, and
 * finds them at one place of the disk for each instead of at five. They are made of the rows of `photos` and `quotes`, in the
 * transaction that writes those.
 */
import { asc, between } from 'drizzle-orm';
import type { Packed } from './sqlite/article-parts-table.ts';
import type { Store, Tables, WriteDb } from './store.ts';

type PhotoRow = Tables['photos']['$inferSelect'];
type QuoteRow = Tables['quotes']['$inferSelect'];

/** What an article's row says of them already is not packed: whose they are, and whether they are public; their order is their position. */
type Known = 'articleId' | 'position' | 'publicAt';
export type PackedPhoto = Omit<PhotoRow, Known>;
/** By their speakers' folded names they are found, never shown. */
export type PackedQuote = Omit<QuoteRow, Known | 'speakerFamily' | 'speakerGiven'>;

/** To be another whenever columns are others, or in another order: stores that are opened are then packed anew. */
export const PACKING_VERSION = '1';

/** In this order; those that are mostly null at the end. */
const PHOTO_COLUMNS = columnsOf<PackedPhoto>({
  id: true,
  sinceVersion: true,
  personsShown: true,
  url: true,
  caption: true,
  creditLine: true,
  altText: true,
  width: true,
  height: true,
  paragraph: true,
  creator: true,
  dateCreated: true,
  locationShown: true,
  copyrightNotice: true,
  usageTerms: true,
  focalX: true,
  focalY: true,
});

const QUOTE_COLUMNS = columnsOf<PackedQuote>({
  id: true,
  sinceVersion: true,
  reviewed: true,
  paragraph: true,
  start: true,
  end: true,
  type: true,
  text: true,
  speaker: true,
  speakerRole: true,
  cue: true,
  via: true,
});

/** None is forgotten: a column that comes to the tables is missing here. */
function columnsOf<Row>(columns: Record<keyof Row, true>): readonly (keyof Row & string)[] {
  return Object.keys(columns) as (keyof Row & string)[];
}

export function packPhoto(photo: PackedPhoto): Packed {
  return packed(photo, PHOTO_COLUMNS);
}

export function packQuote(quote: PackedQuote): Packed {
  return packed(quote, QUOTE_COLUMNS);
}

/** Of which article they are, and whether the public sees it. */
interface Whose {
  id: number;
  publicAt: number | null;
}

export function unpackPhotos(photos: readonly Packed[], article: Whose): PhotoRow[] {
  return photos.map((photo, position) => unpacked(photo, PHOTO_COLUMNS, { article, position }) as PhotoRow);
}

/** Without their speakers' folded names. */
export function unpackQuotes(quotes: readonly Packed[], article: Whose): QuoteRow[] {
  return quotes.map((quote, position) => unpacked(quote, QUOTE_COLUMNS, { article, position }) as QuoteRow);
}

function packed<Row>(row: Row, columns: readonly (keyof Row)[]): Packed {
  const values: Packed = columns.map((name) => row[name]);
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
}

function unpacked(
  values: Packed,
  columns: readonly string[],
  { article, position }: { article: Whose; position: number },
): unknown {
  const row: Record<string, unknown> = { articleId: article.id, publicAt: article.publicAt, position };
  let place = 0;
  for (const name of columns) {
    row[name] = values[place] ?? null;
    place += 1;
  }
  return row;
}

/** Packs what the articles with ids from `first` to `last` have, whatever was packed before. */
export async function packAgain(
  { tables, insertRows }: Store,
  tx: WriteDb,
  { first, last }: { first: number; last: number },
): Promise<void> {
  const { articles, articleParts, photos, quotes } = tables;
  const ids = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(between(articles.id, first, last));
  const shown = await tx
    .select()
    .from(photos)
    .where(between(photos.articleId, first, last))
    .orderBy(asc(photos.articleId), asc(photos.position));
  const said = await tx
    .select()
    .from(quotes)
    .where(between(quotes.articleId, first, last))
    .orderBy(asc(quotes.articleId), asc(quotes.position));
  const rows = new Map(
    ids.map(({ id }) => [id, { articleId: id, photos: [] as Packed[], quotes: [] as Packed[] }]),
  );
  for (const photo of shown) rows.get(photo.articleId)?.photos.push(packPhoto(photo));
  for (const quote of said) rows.get(quote.articleId)?.quotes.push(packQuote(quote));
  await tx.delete(articleParts).where(between(articleParts.articleId, first, last));
  await insertRows(tx, articleParts, [...rows.values()]);
}
