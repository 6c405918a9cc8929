/**
 * The words that searches look at are made of what is kept, and can be made anew: where a store's are of another version than
 * this program's, its opening does so. It goes by batches of articles, each in a transaction that notes how far it came: what is
 * broken off goes on where it stopped, and several processes share the work.
 */
import { and, asc, gt, gte, lte, sql } from 'drizzle-orm';
import { INDEX_VERSION, indexSaid, wordsOf } from '../news/searchable.ts';
import type { Store, Tables, WriteDb } from './store.ts';

/** Articles of one transaction: others that write wait for it. */
const BATCH = 100;

/** Resolves when all that is public can be found. */
export async function indexWhereDue(store: Store): Promise<void> {
  const { indexings } = store.tables;
  const [known] = await store.db.select().from(indexings);
  if (isCurrent(known)) return;
  for (let isDone = false; !isDone;) isDone = await store.write((tx) => indexNext(store, tx));
}

/** Notes that the words in an empty store are those of this version. */
export async function beginIndex(store: Store, tx: WriteDb): Promise<void> {
  const { indexings } = store.tables;
  await tx.delete(indexings);
  await tx.insert(indexings).values({ id: 1, version: INDEX_VERSION, place: null });
}

type Indexing = Tables['indexings']['$inferSelect'];

function isCurrent(known: Indexing | undefined): boolean {
  return known?.version === INDEX_VERSION && known.place === null;
}

/** Answers whether all is done. */
async function indexNext(store: Store, tx: WriteDb): Promise<boolean> {
  const { articles, indexings } = store.tables;
  const [known] = await tx.select().from(indexings);
  if (isCurrent(known)) return true;
  let place = known?.version === INDEX_VERSION ? known.place : null;
  if (place === null) {
    await store.search.articles.clear(tx);
    await store.search.quotes.clear(tx);
    await tx.delete(indexings);
    await tx.insert(indexings).values({ id: 1, version: INDEX_VERSION, place: (place = 0) });
  }
  const rows = await tx
    .select()
    .from(articles)
    .where(gt(articles.id, place))
    .orderBy(asc(articles.id))
    .limit(BATCH);
  const last = rows.at(-1)?.id ?? null;
  if (last !== null) await indexRows(store, tx, rows);
  await tx.update(indexings).set({ place: rows.length < BATCH ? null : last });
  return rows.length < BATCH;
}

type ArticleRow = Tables['articles']['$inferSelect'];

/** `rows`: in the order of their ids, with none left out between them. What was published meanwhile is there already. */
async function indexRows(store: Store, tx: WriteDb, rows: readonly ArticleRow[]): Promise<void> {
  const { photos, quotes } = store.tables;
  const [first, last] = [rows[0]?.id ?? 0, rows.at(-1)?.id ?? 0];
  const captions = await tx
    .select({ articleId: photos.articleId, caption: photos.caption })
    .from(photos)
    .where(
      and(gte(photos.articleId, first), lte(photos.articleId, last), sql`${photos.publicAt} is not null`),
    )
    .orderBy(asc(photos.articleId), asc(photos.position));
  const said = await tx
    .select({ id: quotes.id, articleId: quotes.articleId, text: quotes.text })
    .from(quotes)
    .where(
      and(gte(quotes.articleId, first), lte(quotes.articleId, last), sql`${quotes.publicAt} is not null`),
    );
  const ofArticle = new Map<number, (string | null)[]>();
  for (const { articleId, caption } of captions)
    ofArticle.set(articleId, [...(ofArticle.get(articleId) ?? []), caption]);
  const languages = new Map(rows.map(({ id, language }) => [id, language]));
  for (const row of rows) {
    const { id, publicAt } = row;
    if (publicAt === null) continue;
    await store.search.articles.remove(tx, { id, publicAt });
    const words = wordsOf({ ...row, captions: ofArticle.get(id) ?? [] });
    await store.search.articles.add(tx, [{ id, publicAt, criteria: row, words }]);
  }
  for (const { id } of said) await store.search.quotes.remove(tx, id);
  await store.search.quotes.add(
    tx,
    said.map(({ id, articleId, text }) => ({ id, words: indexSaid(text, languages.get(articleId) ?? '') })),
  );
}
