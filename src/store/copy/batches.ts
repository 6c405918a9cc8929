/**
 * The rows of a store, table after table in the order of their keys, in batches that fit into memory; and a batch into
 * another store, whatever the engines. The words that searches look at are not among the rows: an index is of its engine,
 * and is made anew of what is public.
 */
import {
  and,
  asc,
  type Column,
  getTableColumns,
  gte,
  inArray,
  lte,
  sql,
  type SQL,
  type Table,
} from 'drizzle-orm';
import { indexSaid, wordsOf } from '../../news/searchable.ts';
import { beginIndex } from '../indexing.ts';
import type { Snapshot, Store, Tables, WriteDb } from '../store.ts';

/** Tables that say something of the copy that they stand in, and not of the news. */
type OfTheCopy = 'copies' | 'moves' | 'indexings';
export type Moved = Exclude<keyof Tables, OfTheCopy>;

interface Plan<Row> {
  key: readonly (keyof Row & string)[];
  /** Rows read in one statement: as many as fit into memory where each is as large as one may be. */
  page: number;
}

const MANY = 500;

/** In the order in which they are copied: the stretches first, since a store without any begins one of its own. */
const PLANS: { readonly [Name in Moved]: Plan<Tables[Name]['$inferSelect']> } = {
  stretches: { key: ['id'], page: MANY },
  sections: { key: ['id'], page: MANY },
  apiKeys: { key: ['id'], page: MANY },
  log: { key: ['seq'], page: MANY },
  requests: { key: ['by', 'requestId'], page: MANY },
  audit: { key: ['id'], page: MANY },
  follows: { key: ['id'], page: MANY },
  followItems: { key: ['followId', 'key'], page: MANY },
  pictures: { key: ['name'], page: 4 },
  photos: { key: ['id'], page: MANY },
  quotes: { key: ['id'], page: MANY },
  articleSections: { key: ['sectionId', 'publicAt', 'articleId'], page: MANY },
  articleKeywords: { key: ['keyword', 'publicAt', 'articleId'], page: MANY },
  articleVersions: { key: ['articleId', 'version'], page: 4 },
  articles: { key: ['id'], page: 4 },
  articleParts: { key: ['articleId'], page: MANY },
};
export const MOVED = Object.keys(PLANS) as Moved[];

/** A batch ends at so many rows, */
const BATCH = 1_000;
/** or at so many characters and bytes. */
const BATCH_SIZE = 4_000_000;

export type Key = (string | number)[];
type Row = Record<string, unknown>;

/** Where reading goes on: after a row of a table. */
export interface Place {
  table: Moved;
  key: Key;
}

export interface Batch {
  /** That of the last row. */
  place: Place;
  rows: Row[];
  /** Of public photos, by the article's id; read with articles alone. */
  captions: ReadonlyMap<number, (string | null)[]>;
  /** Of articles, by their ids; read with quotes alone. */
  languages: ReadonlyMap<number, string>;
}

/** What comes after `begin`; null: all. */
export async function* readBatches(snapshot: Snapshot, begin: Place | null): AsyncGenerator<Batch> {
  const left = begin === null ? MOVED : MOVED.slice(MOVED.indexOf(begin.table));
  for (const table of left) {
    const { page, key } = PLANS[table];
    let after = begin?.table === table ? begin.key : null;
    for (let ended = false; !ended;) {
      const rows: Row[] = [];
      let size = 0;
      while (!ended && rows.length < BATCH && size < BATCH_SIZE) {
        const read = await readPage(snapshot, table, after);
        for (const row of read) {
          rows.push(row);
          size += sizeOf(row);
        }
        const last = read.at(-1);
        if (last !== undefined) after = key.map((name) => last[name] as string | number);
        ended = read.length < page;
      }
      if (after === null || rows.length === 0) break;
      const captions = table === 'articles' ? await readCaptions(snapshot, rows) : new Map();
      const languages = table === 'quotes' ? await readLanguages(snapshot, rows) : new Map();
      yield { place: { table, key: after }, rows, captions, languages };
    }
  }
}

async function readPage({ db, tables }: Snapshot, name: Moved, after: Key | null): Promise<Row[]> {
  const table: Table = tables[name];
  const columns: Record<string, Column> = getTableColumns(table);
  const { key, page } = PLANS[name];
  const ordered = key.flatMap((column) => columns[column] ?? []);
  const values = after?.map((value): SQL => sql`${value}`);
  return db
    .select()
    .from(tables[name])
    .where(values && sql`(${sql.join(ordered, sql`, `)}) > (${sql.join(values, sql`, `)})`)
    .orderBy(...ordered.map((column) => asc(column)))
    .limit(page);
}

async function readCaptions(
  { db, tables: { photos } }: Snapshot,
  rows: readonly Row[],
): Promise<Batch['captions']> {
  const [first, last] = [Number(rows[0]?.['id']), Number(rows.at(-1)?.['id'])];
  const found = await db
    .select({ articleId: photos.articleId, caption: photos.caption })
    .from(photos)
    .where(
      and(gte(photos.articleId, first), lte(photos.articleId, last), sql`${photos.publicAt} is not null`),
    )
    .orderBy(asc(photos.articleId), asc(photos.position));
  const captions = new Map<number, (string | null)[]>();
  for (const { articleId, caption } of found) {
    const known = captions.get(articleId);
    if (known) known.push(caption);
    else captions.set(articleId, [caption]);
  }
  return captions;
}

async function readLanguages(
  { db, tables: { articles } }: Snapshot,
  rows: readonly Row[],
): Promise<Batch['languages']> {
  const ids = [...new Set(rows.map((row) => Number(row['articleId'])))];
  const found = await db
    .select({ id: articles.id, language: articles.language })
    .from(articles)
    .where(inArray(articles.id, ids));
  return new Map(found.map(({ id, language }) => [id, language]));
}

/** About how much text and how many bytes a value holds. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Buffer.isBuffer(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, part) => sum + sizeOf(part), 8);
}

export async function writeBatch(
  target: Store,
  tx: WriteDb,
  { place, rows, captions, languages }: Batch,
): Promise<void> {
  await target.insertRows<Table>(tx, target.tables[place.table], rows);
  if (place.table === 'articles') {
    const articles = rows as Tables['articles']['$inferSelect'][];
    await target.search.articles.add(
      tx,
      articles.flatMap((row) => {
        const { id, publicAt } = row;
        if (publicAt === null) return [];
        const words = wordsOf({ ...row, captions: captions.get(id) ?? [] });
        return [{ id, publicAt, criteria: row, words }];
      }),
    );
  }
  if (place.table === 'quotes') {
    const quotes = (rows as Tables['quotes']['$inferSelect'][]).filter(({ publicAt }) => publicAt !== null);
    await target.search.quotes.add(
      tx,
      quotes.map(({ id, articleId, text }) => ({
        id,
        words: indexSaid(text, languages.get(articleId) ?? ''),
      })),
    );
  }
}

/** Takes out all that `readBatches` reads, and the words. */
export async function clear(target: Store, tx: WriteDb): Promise<void> {
  for (const table of MOVED) await tx.delete(target.tables[table]);
  await target.search.articles.clear(tx);
  await target.search.quotes.clear(tx);
  await beginIndex(target, tx);
}
