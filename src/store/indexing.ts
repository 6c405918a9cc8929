/**
 * The words that searches look at are made of what is kept, and can be made anew: where a store's are of another version than
 * this program's, its opening does so. It goes by batches of articles, each in a transaction that notes how far it came: what is
 * broken off goes on where it stopped, and several processes share the work.
 */
import { and, asc, gt, gte, lte, max, sql } from 'drizzle-orm';
import { INDEX_VERSION, indexSaid, wordsOf } from '../news/searchable.ts';
import type { Store, Tables, WriteDb } from './store.ts';

/** Articles of one transaction: others that write wait for it. */
const BATCH = 100;

/** Resolves when all that is public can be found. `told`: of each percent that is done, from 0. */
export async function indexWhereDue(
  store: Store,
  told: (percent: number) => void = () => undefined,
): Promise<void> {
  const { articles, indexings } = store.tables;
  const [known] = await store.db.select().from(indexings);
  if (isCurrent(known)) return;
  const [newest] = await store.db.select({ id: max(articles.id) }).from(articles);
  const last = newest?.id ?? 0;
  let percent = -1;
  for (let place: number | null = 0; place !== null;) {
    const done = Math.floor((100 * place) / Math.max(last, 1));
    if (last > 0 && done > percent) told((percent = done));
    place = await store.write((tx) => indexNext(store, tx));
  }
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

/** Answers the last article that is indexed, by its id; null when all are. */
async function indexNext(store: Store, tx: WriteDb): Promise<number | null> {
  const { articles, indexings } = store.tables;
  const [known] = await tx.select().from(indexings);
  if (isCurrent(known)) return null;
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
  if (rows.length > 0) await indexRows(store, tx, rows);
  const last = rows.length < BATCH ? null : (rows.at(-1)?.id ?? null);
  await tx.update(indexings).set({ place: last });
  return last;
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
  const indexed = rows.flatMap((row) => {
    const { id, publicAt } = row;
    if (publicAt === null) return [];
    const words = wordsOf({ ...row, captions: ofArticle.get(id) ?? [] });
    return [{ id, publicAt, criteria: row, words }];
  });
  await store.search.articles.remove(tx, indexed);
  await store.search.articles.add(tx, indexed);
  const quoted = said.map(({ id, articleId, text }) => ({
    id,
    words: indexSaid(text, languages.get(articleId) ?? ''),
  }));
  await store.search.quotes.remove(
    tx,
    quoted.map(({ id }) => id),
  );
  await store.search.quotes.add(tx, quoted);
}
