/** A store whose words are an earlier version's is indexed anew when it is opened: once, whatever breaks off and whoever opens it too. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { brief, photo } from '../support/edition.ts';
import { openStore } from '../../src/store/open.ts';
import { BEFORE_NAMES, withoutMigrations } from '../support/earlier-version.ts';
import { ENGINE, runSql, temporaryDatabase } from '../support/database.ts';
import { paragraph } from '../../src/news/block.ts';
import { type Running, startNewswire } from '../support/newswire.ts';
import { expectPacked } from '../support/packed.ts';

/** More than are indexed in one transaction. */
const COUNT = 130;
const EDITION = Array.from({ length: COUNT }, (_, index) =>
  brief(`Lanterns number ${index}`, {
    blocks: [paragraph(`“Nobody counted the boats of ${index},” Dagny Holt said.`)],
    photos: [photo(`boat-${index}`, { caption: 'A granary in the evening.' })],
  }),
);

/** A store of `COUNT` public articles, and one that was withheld, which nobody has open. */
async function storeOf(): Promise<string> {
  const databaseUrl = await temporaryDatabase();
  const running = await startNewswire({ databaseUrl, idle: true });
  await running.publish(...EDITION, brief('Lanterns withheld'));
  const { store, editor } = running.newswire.newsroom;
  const { articles } = store.tables;
  const rows = await store.db.select({ id: articles.id, slug: articles.slug }).from(articles);
  const last = rows.find(({ slug }) => slug === 'lanterns-withheld');
  expect((await editor.withhold({ id: last?.id ?? 0, notice: null, by: null })).kind).toBe('SAVED');
  await running.close();
  return databaseUrl;
}

async function counts({ newswire }: Running) {
  const query = `{
    stem: search(query: "lantern") { totalCount }
    exact: search(query: "\\"granary in the evening\\"") { totalCount }
    said: quotes(search: "counting") { totalCount }
    seventh: search(query: "\\"number 7\\"") { edges { node { slug } } }
    named: quotes(speaker: "HOLT") { totalCount }
    whole: article(slug: "lanterns-number-7") { quotes { edges { node { speaker } } } leadPhoto { url } }
  }`;
  const response = await newswire.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }),
  );
  return ((await response.json()) as { data: unknown }).data;
}

const RIGHT = {
  stem: { totalCount: COUNT },
  exact: { totalCount: COUNT },
  said: { totalCount: COUNT },
  named: { totalCount: COUNT },
  seventh: { edges: [{ node: { slug: 'lanterns-number-7' } }] },
  whole: {
    quotes: { edges: [{ node: { speaker: 'Dagny Holt' } }] },
    leadPhoto: { url: photo('boat-7').url },
  },
  indexing: [{ place: null }, { place: null }, { place: null }],
};

/** What the store answers, once it is open, and what it says of its words. */
async function answers(databaseUrl: string): Promise<object> {
  const running = await startNewswire({ databaseUrl, idle: true });
  const found = (await counts(running)) as object;
  await running.close();
  return { ...found, indexing: await runSql(databaseUrl, 'SELECT place FROM indexings') };
}

it('words of another version are made anew, and what is hidden stays so', async () => {
  const databaseUrl = await storeOf();
  await runSql(databaseUrl, `UPDATE indexings SET version = 'of yesterday'`);
  const percents: number[] = [];
  const store = await openStore(databaseUrl, { indexing: (percent) => percents.push(percent) });
  await store.close();
  // Of the words, of the names, and of what is packed.
  expect(percents).toEqual([0, expect.any(Number), 0, 0, expect.any(Number)]);
  expect(await answers(databaseUrl)).toEqual(RIGHT);
});

it('goes on where it was broken off', async () => {
  const databaseUrl = await storeOf();
  const terms = ENGINE === 'sqlite' ? 'rowid & 2147483647' : 'id';
  await runSql(databaseUrl, `DELETE FROM article_terms WHERE ${terms} > 40`);
  await runSql(
    databaseUrl,
    `DELETE FROM quote_terms WHERE ${ENGINE === 'sqlite' ? 'rowid' : 'id'} IN (SELECT id FROM quotes WHERE article_id > 40)`,
  );
  await runSql(databaseUrl, 'UPDATE indexings SET place = 40 WHERE id = 1');
  const percents: number[] = [];
  const store = await openStore(databaseUrl, { indexing: (percent) => percents.push(percent) });
  await store.close();
  expect(await answers(databaseUrl)).toEqual(RIGHT);
});

it('shares the work among several that open it at once, and finds each article once', async () => {
  const databaseUrl = await storeOf();
  await runSql(databaseUrl, 'UPDATE indexings SET place = 0');
  // Its words are all there: whoever adds them again must take them out first.
  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(databaseUrl)));
  await Promise.all(stores.map((store) => store.close()));
  expect(await answers(databaseUrl)).toEqual(RIGHT);
});

it('what is packed of another version is packed anew, of hidden articles too', async () => {
  const databaseUrl = await storeOf();
  await runSql(databaseUrl, "UPDATE article_parts SET quotes = '[]' WHERE article_id > 100");
  await runSql(databaseUrl, 'DELETE FROM article_parts WHERE article_id <= 100');
  await runSql(databaseUrl, "UPDATE indexings SET version = 'of yesterday' WHERE id = 3");
  const running = await startNewswire({ databaseUrl, idle: true });
  await expectPacked(running);
  await running.close();
  expect(await answers(databaseUrl)).toEqual(RIGHT);
});

it('names of another version are made anew, and only they', async () => {
  const databaseUrl = await storeOf();
  await runSql(databaseUrl, "UPDATE quotes SET speaker_family = 'dagny', speaker_given = NULL");
  await runSql(databaseUrl, "UPDATE indexings SET version = 'of yesterday' WHERE id = 2");
  expect(await answers(databaseUrl)).toEqual(RIGHT);
});

it('a store without the tables of this version gets them, with all words', async () => {
  const databaseUrl = await storeOf();
  const folder = new URL(`../../drizzle/${ENGINE}/`, import.meta.url);
  const [migration = ''] = readdirSync(folder).filter((name) => name.endsWith('words_by_stem.sql'));
  const text = readFileSync(new URL(migration, folder), 'utf8');
  for (const undo of BEFORE_NAMES) await runSql(databaseUrl, undo);
  for (const [, index] of text.matchAll(/CREATE INDEX [`"](articles_\w+)/g))
    await runSql(databaseUrl, `DROP INDEX ${index}`);
  for (const table of ['article_terms', 'quote_terms', 'indexings']) {
    await runSql(databaseUrl, `DROP TABLE ${table}`);
  }
  // What the words stood in, by whatever columns.
  for (const table of ['article_words', 'quote_words'])
    await runSql(databaseUrl, `CREATE TABLE ${table} (id integer)`);
  await runSql(databaseUrl, withoutMigrations(4));
  expect(await answers(databaseUrl)).toEqual(RIGHT);
});
