/** A store that is copied answers as it did, whatever the engines that it goes from and to. */
import { expect, test, vi } from 'vitest';
import { moveStore } from '../../../src/store/copy/move.ts';
import { openStore } from '../../../src/store/open.ts';
import type { Client } from '../../support/client.ts';
import { runSql, temporaryDatabase } from '../../support/database.ts';
import { brief, generateEdition, photo } from '../../support/edition.ts';
import { startNewswire, temporaryFolder } from '../../support/newswire.ts';
import { minimal, publishArticle } from '../../support/publishing.ts';

// The first makes four copies, and starts four servers.
vi.setConfig({ testTimeout: 60_000 });

const QUIET = { begins: () => undefined, wrote: () => undefined };

async function temporaryFile(): Promise<string> {
  return `file:${await temporaryFolder()}/newswire.db`;
}

/** Something of everything that a store can hold. */
async function fillStore(databaseUrl: string): Promise<string> {
  const running = await startNewswire({ databaseUrl });
  const { publish, client, newswire } = running;
  await publish(
    ...generateEdition({ seed: 11, count: 20 }),
    brief('Waiting', { embargoedUntil: Date.now() + 3_600_000, photos: [photo('waiting')] }),
    brief('Ünïcode \u{1F5DE} 新聞', { keywords: ['新聞', '"quoted"'], description: '\u{1F980} \\ \' " \n' }),
  );
  const key = await running.key('editor');
  await publishArticle(client, minimal('By request'), { key, requestId: 'once' });
  await newswire.newsroom.keys.create('gone', 'reader');
  await newswire.newsroom.keys.revoke('gone');
  await running.close();
  await runSql(
    databaseUrl,
    `INSERT INTO pictures (name, media_type, bytes) VALUES ('p', 'image/png', x'00ff80')`,
  );
  // An id that is not given again.
  await runSql(databaseUrl, 'DELETE FROM photos WHERE id = (SELECT max(id) FROM photos)');
  return key;
}

async function fillBriefly(databaseUrl: string, ...headlines: string[]): Promise<void> {
  const { publish, close } = await startNewswire({ databaseUrl, idle: true });
  await publish(...headlines.map((headline) => brief(headline)));
  await close();
}

const ASKED = `{
  logHead
  articles(first: 100) { totalCount edges { cursor node {
    id slug headline description bodyHtml keywords urgency version publishedAt updatedAt language wordCount
    section { id path } versions { version kind at }
    photos(first: 10) { edges { node { id url caption } } } quotes(first: 10) { edges { node { id text speaker } } }
  } } }
  sections { id path name }
  changes(first: 500) { endCursor events { __typename cursor slug at } }
}`;
const SEARCH = `query ($query: String!) { search(query: $query, first: 100) { totalCount edges { snippet node { slug } } } }`;

async function answersOf(client: Client): Promise<unknown> {
  const found: unknown[] = [];
  for (const query of ['"part 7"', 'gran*', 'bridge -lantern', '新聞', 'counted OR fog', 'waiting']) {
    type Search = { search: { edges: { node: { slug: string } }[]; totalCount: number } };
    const { search } = await client.data<Search>(SEARCH, { query });
    // Engines rank by rules of their own.
    found.push({ ...search, edges: search.edges.map((edge) => JSON.stringify(edge)).toSorted() });
  }
  return { asked: await client.data(ASKED), found };
}

const TABLES = [
  'stretches', 'copies', 'moves', 'log', 'sections', 'articles', 'article_versions', 'article_sections',
  'article_keywords', 'photos', 'quotes', 'pictures', 'api_keys', 'requests', 'audit',
  'follows', 'follow_items', 'article_parts',
  'sqlite_sequence',
]; // prettier-ignore

/** Every row of a SQLite file. */
async function rowsOf(url: string): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const read = await runSql(url, `SELECT * FROM ${table}`);
    rows[table] = read.map((row) => JSON.stringify(row)).toSorted();
  }
  return rows;
}

/** Copies until something of it is written, as a process would that is killed then. */
async function breakOff(from: string, to: string): Promise<void> {
  const watcher = {
    begins: () => undefined,
    wrote() {
      throw new Error('broken off');
    },
  };
  await expect(moveStore(from, to, watcher)).rejects.toThrow('broken off');
}

/** How it began. */
async function moveAgain(from: string, to: string): Promise<string> {
  let began = '';
  const move = await moveStore(from, to, { begins: (how) => void (began = how), wrote: () => undefined });
  expect(move.sourceWentOn).toBe(false);
  return began;
}

async function refused(from: string, to: string): Promise<string> {
  const error: unknown = await moveStore(from, to, QUIET).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
  return (error as Error).message;
}

test('from engine to engine everything stays: rows, ids, answers, searches, cursors, keys', async () => {
  const first = await temporaryFile();
  const key = await fillStore(first);
  const stores = [
    first,
    await temporaryDatabase(),
    await temporaryDatabase(),
    await temporaryFile(),
    await temporaryFile(),
  ];
  for (const [index, to] of stores.slice(1).entries()) {
    const move = await moveStore(stores[index] ?? '', to, QUIET);
    expect(move).toMatchObject({ counts: { articles: 23, pictures: 1 }, sourceWentOn: false });
  }
  const last = stores.at(-1) ?? '';
  expect(await rowsOf(last)).toEqual(await rowsOf(first));

  const said: unknown[] = [];
  const ids: unknown[] = [];
  // The original, one that PostgreSQL got of PostgreSQL, and one that SQLite got of SQLite.
  for (const databaseUrl of [first, stores[2] ?? '', last]) {
    // Pictures have one address, whoever serves them.
    const environment = { NEWSWIRE_PUBLIC_URL: 'https://news.example' };
    const { client, publish, runSql: run, close } = await startNewswire({ databaseUrl, environment });
    said.push(await answersOf(client));
    const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
    // What was asked for once is not published once more; what is new goes on from where the log was, under new ids.
    const again = await publishArticle(client, minimal('By request'), { key, requestId: 'once' });
    expect(again).toMatchObject({ __typename: 'ArticleSaved', article: { slug: 'by-request' } });
    await publish(brief('Afterwards', { photos: [photo('afterwards')] }));
    const after = 'query ($after: Cursor) { changes(after: $after) { events { slug } } }';
    expect(await client.data(after, { after: logHead })).toEqual({
      changes: { events: [{ slug: 'afterwards' }] },
    });
    const given = await run(
      'SELECT (SELECT max(id) FROM articles) AS article, (SELECT max(id) FROM photos) AS photo',
    );
    ids.push(
      Object.values(given[0] as object)
        .map(String)
        .join(),
    );
    await close();
  }
  for (const answers of said.slice(1)) expect(answers).toEqual(said[0]);
  expect(ids).toEqual(ids.map(() => ids[0]));
});

test('one that broke off is no store to others, and goes on where it stopped', async () => {
  const [from, other, back] = [await temporaryFile(), await temporaryFile(), await temporaryFile()];
  const to = await temporaryDatabase();
  await fillStore(from);
  await fillBriefly(other, 'Two');
  await breakOff(from, to);
  await expect(openStore(to)).rejects.toMatchObject({
    code: 'STORE_UNUSABLE',
    message: expect.stringMatching(/unfinished copy of .*newswire\.db: run "newswire copy"/),
  });
  expect(await refused(other, to)).toContain('unfinished copy of');
  await breakOff(from, to);
  expect(await moveAgain(from, to)).toBe('resumed');
  expect(await refused(from, to)).toContain('was copied from it');
  // To a file likewise.
  await breakOff(to, back);
  await expect(openStore(back)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
  expect(await moveAgain(to, back)).toBe('resumed');
  expect(await rowsOf(back)).toEqual(await rowsOf(from));
});

test('one that broke off begins anew where its source has changed since', async () => {
  const [from, to, back] = [await temporaryFile(), await temporaryDatabase(), await temporaryFile()];
  await fillBriefly(from, 'One', 'Two');
  await breakOff(from, to);
  await fillBriefly(from, 'Since');
  expect(await moveAgain(from, to)).toBe('over');
  await moveStore(to, back, QUIET);
  expect(await rowsOf(back)).toEqual(await rowsOf(from));
});

test('what is published meanwhile is not in the copy, which is whole, and says so', async () => {
  const [from, to] = [await temporaryDatabase(), await temporaryFile()];
  const { publish } = await startNewswire({ databaseUrl: from, idle: true });
  await publish(brief('One'), brief('Two'));
  const move = await moveStore(from, to, {
    begins: () => publish(brief('Meanwhile')).then(() => undefined),
    wrote: () => undefined,
  });
  expect(move).toMatchObject({ counts: { articles: 2 }, sourceWentOn: true });
  expect(await runSql(to, 'SELECT slug FROM articles ORDER BY id')).toEqual([
    { slug: 'one' },
    { slug: 'two' },
  ]);
});

test('a target that holds something is refused and left as it is', async () => {
  const [from, full] = [await temporaryFile(), await temporaryDatabase()];
  await fillBriefly(from, 'One');
  await fillBriefly(full, 'Three');
  expect(await refused(from, full)).toMatch(/is not empty \(1 articles, 1 rows of the log, 0 keys/);
  expect(await runSql(full, 'SELECT slug FROM articles')).toEqual([{ slug: 'three' }]);
  expect(await refused(from, from)).toContain('itself');
});

test('long bodies are carried few at a time, so that they fit into memory', async () => {
  const [from, to] = [await temporaryFile(), await temporaryFile()];
  const embargoedUntil = Date.now() + 3_600_000;
  const { publish, close } = await startNewswire({ databaseUrl: from, idle: true });
  // No search looks at what is not public.
  await publish(...Array.from({ length: 20 }, (_, index) => brief(`Long ${index}`, { embargoedUntil })));
  await close();
  await runSql(from, `UPDATE articles SET description = replace(hex(zeroblob(150000)), '0', 'x')`);
  const batches: number[] = [];
  const { counts } = await moveStore(from, to, {
    begins: () => undefined,
    wrote: (rows) => void batches.push(rows),
  });
  expect(counts.articles).toBe(20);
  // The articles come last but for what is packed of them.
  expect(batches.slice(-3)).toEqual([16, 4, 20]);
});

test('a server that is open on the empty target serves the copy, and sends its readers there anew', async () => {
  const from = await temporaryFile();
  await fillBriefly(from, 'One', 'Two');
  const { client, publish, databaseUrl: to } = await startNewswire();
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  type Wire = { articlePublished: { slug: string } };
  const document = 'subscription ($after: Cursor) { articlePublished(after: $after) { slug } }';
  const live = client.subscribe<Wire>('SSE', document, { after: logHead });
  await moveStore(from, to, QUIET);
  expect(await live.refusal()).toMatchObject({ code: 'CURSOR_OTHER_LOG' });
  expect(await client.data('{ search(query: "valley") { totalCount } }')).toEqual({
    search: { totalCount: 2 },
  });
  const head = await client.data<{ logHead: string }>('{ logHead }');
  const anew = client.subscribe<Wire>('WebSocket', document, { after: head.logHead });
  await publish(brief('Three'));
  expect((await anew.next()).articlePublished.slug).toBe('three');
});
