/**
 * What rows are found and read by is made of what is kept, and can be made anew: the words that searches look at, the names of those
 * who are quoted, and what is packed beside an article. Where a store's are of another version than this program's, its opening does so. It goes by batches of rows, each
 * in a transaction that notes how far it came: what is broken off goes on where it stopped, and several processes share the work.
 */
import { and, asc, eq, gt, gte, inArray, lte, max, sql } from 'drizzle-orm';
import { SPEAKERS_VERSION, speakerName } from '../news/quotes/speaker.ts';
import { INDEX_VERSION, indexSaid, wordsOf } from '../news/searchable.ts';
import { packAgain, PACKING_VERSION } from './packed-parts.ts';
import type { ReadDb, Store, Tables, WriteDb } from './store.ts';

/** Articles of one transaction: others that write wait for it. */
const BATCH = 100;
/** Quotes of one. */
const QUOTES = 500;

/** One thing that rows are found or read by. */
interface Work {
  /** Of its row in `indexings`. */
  id: number;
  version: string;
  newest(store: Store): Promise<number>;
  /** Takes out what another version has made. */
  begin(store: Store, tx: WriteDb): Promise<void>;
  /** Makes it of what comes after a row, by its id; answers the last one, null where that was all. */
  next(store: Store, tx: WriteDb, place: number): Promise<number | null>;
}

const WORDS: Work = {
  id: 1,
  version: INDEX_VERSION,
  async newest({ db, tables: { articles } }) {
    const [newest] = await db.select({ id: max(articles.id) }).from(articles);
    return newest?.id ?? 0;
  },
  async begin({ search }, tx) {
    await search.articles.clear(tx);
    await search.quotes.clear(tx);
  },
  async next(store, tx, place) {
    const { articles } = store.tables;
    const rows = await tx
      .select()
      .from(articles)
      .where(gt(articles.id, place))
      .orderBy(asc(articles.id))
      .limit(BATCH);
    if (rows.length > 0) await indexRows(store, tx, rows);
    return rows.length < BATCH ? null : (rows.at(-1)?.id ?? null);
  },
};

const SPEAKERS: Work = {
  id: 2,
  version: SPEAKERS_VERSION,
  async newest({ db, tables: { quotes } }) {
    const [newest] = await db.select({ id: max(quotes.id) }).from(quotes);
    return newest?.id ?? 0;
  },
  begin: async () => undefined,
  async next(store, tx, place) {
    const { quotes } = store.tables;
    const { id, speaker } = quotes;
    const rows = await tx
      .select({ id, speaker })
      .from(quotes)
      .where(gt(id, place))
      .orderBy(asc(id))
      .limit(QUOTES);
    const last = rows.at(-1)?.id ?? place;
    const told = [...new Set(rows.flatMap((row) => row.speaker ?? []))];
    if (told.length > 0) {
      const names = told.map((name) => ({ name, ...speakerName(name) }));
      const when = (part: 'family' | 'given') => {
        const cases = names.map((one) => sql`when ${one.name} then ${one.family === '' ? null : one[part]}`);
        return sql`case ${speaker} ${sql.join(cases, sql` `)} end`;
      };
      await tx
        .update(quotes)
        .set({ speakerFamily: when('family'), speakerGiven: when('given') })
        .where(and(gt(id, place), lte(id, last), inArray(speaker, told)));
    }
    return rows.length < QUOTES ? null : last;
  },
};

const PARTS: Work = {
  id: 3,
  version: PACKING_VERSION,
  newest: WORDS.newest,
  begin: async () => undefined,
  async next(store, tx, place) {
    const { id } = store.tables.articles;
    const rows = await tx
      .select({ id })
      .from(store.tables.articles)
      .where(gt(id, place))
      .orderBy(asc(id))
      .limit(BATCH);
    const last = rows.at(-1)?.id ?? place;
    await packAgain(store, tx, { first: place + 1, last });
    return rows.length < BATCH ? null : last;
  },
};

const WORKS = [WORDS, SPEAKERS, PARTS];

/** Resolves when all that is public can be found. `told`: of each percent that is done, from 0. */
export async function indexWhereDue(
  store: Store,
  told: (percent: number) => void = () => undefined,
): Promise<void> {
  const due = dueIn(await store.db.select().from(store.tables.indexings));
  if (due.length > 0 && (await isEmpty(store))) {
    await store.write(async (tx) => {
      if (await isEmpty({ db: tx, tables: store.tables })) await beginIndex(store, tx);
    });
  }
  for (const work of due) await workOff(store, work, told);
}

/** Whether all can be found in a store that others write to. */
export async function isIndexed({ db, tables }: { db: ReadDb; tables: Tables }): Promise<boolean> {
  return dueIn(await db.select().from(tables.indexings)).length === 0;
}

/** Notes that what an empty store has is of this version. */
export async function beginIndex(store: Store, tx: WriteDb): Promise<void> {
  const { indexings } = store.tables;
  await tx.delete(indexings);
  await tx.insert(indexings).values(WORKS.map(({ id, version }) => ({ id, version, place: null })));
}

type Indexing = Tables['indexings']['$inferSelect'];

function dueIn(known: readonly Indexing[]): Work[] {
  return WORKS.filter(
    (work) =>
      !known.some(({ id, version, place }) => id === work.id && version === work.version && place === null),
  );
}

async function isEmpty({ db, tables: { articles } }: { db: Pick<ReadDb, 'select'>; tables: Tables }) {
  return (await db.select({ id: articles.id }).from(articles).limit(1)).length === 0;
}

async function workOff(store: Store, work: Work, told: (percent: number) => void): Promise<void> {
  const last = await work.newest(store);
  let percent = -1;
  for (let place: number | null = 0; place !== null;) {
    const done = Math.floor((100 * place) / Math.max(last, 1));
    if (last > 0 && done > percent) told((percent = done));
    place = await store.write((tx) => workOn(store, tx, work));
  }
}

/** Answers the last row that is done, by its id; null when all are. */
async function workOn(store: Store, tx: WriteDb, work: Work): Promise<number | null> {
  const { indexings } = store.tables;
  const ofWork = eq(indexings.id, work.id);
  const known = await tx.select().from(indexings).where(ofWork);
  if (!dueIn(known).includes(work)) return null;
  const [row] = known;
  let place = row?.version === work.version ? row.place : null;
  if (place === null) {
    await work.begin(store, tx);
    await tx.delete(indexings).where(ofWork);
    await tx.insert(indexings).values({ id: work.id, version: work.version, place: (place = 0) });
  }
  const last = await work.next(store, tx, place);
  await tx.update(indexings).set({ place: last }).where(ofWork);
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
