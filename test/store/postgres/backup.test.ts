/** A backup of a PostgreSQL store is a SQLite store in a file; a backup of either engine goes back to either. */
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { moveStore } from '../../../src/store/copy/move.ts';
import { restoreStore } from '../../../src/store/open.ts';
import type { Restoration } from '../../../src/store/store.ts';
import type { Client } from '../../support/client.ts';
import { runSql, temporaryDatabase } from '../../support/database.ts';
import { BEFORE_NAMES, withoutMigrations } from '../../support/earlier-version.ts';
import { brief, generateEdition } from '../../support/edition.ts';
import { startNewswire, temporaryFolder } from '../../support/newswire.ts';

const CHANGES =
  'query ($after: Cursor) { changes(first: 1000, after: $after) { endCursor events { slug } } }';
const WIRE = 'subscription ($after: Cursor) { articlePublished(after: $after) { cursor slug } }';
type Wire = { articlePublished: { cursor: string; slug: string } };

const yes = async () => true;

async function head(client: Client): Promise<string> {
  return (await client.data<{ logHead: string }>('{ logHead }')).logHead;
}

async function slugsAfter(client: Client, after: string): Promise<string[]> {
  const { changes } = await client.data<{ changes: { events: { slug: string }[] } }>(CHANGES, { after });
  return changes.events.map(({ slug }) => slug);
}

test('a running server goes on with what was restored, as a new stretch of the log', async () => {
  const folder = await temporaryFolder();
  const [file, later] = [`${folder}/backup.db`, `${folder}/later.db`];
  const { client, publish, newswire, databaseUrl } = await startNewswire();
  await publish(brief('One'));
  const early = await head(client);
  await publish(brief('Two'));
  const atBackup = await head(client);
  await newswire.newsroom.store.backup(file);
  const past = client.subscribe<Wire>('SSE', WIRE, { after: atBackup });
  await publish(brief('Lost'));
  const late = (await past.next()).articlePublished.cursor;

  expect(await restoreStore(databaseUrl, file, yes)).toMatchObject({ articles: 2, replaced: 3 });

  expect(await past.refusal()).toMatchObject({ code: 'CURSOR_OTHER_LOG' });
  const { errors } = await client.ask(CHANGES, { after: late });
  expect(errors).toMatchObject([{ extensions: { code: 'CURSOR_OTHER_LOG' } }]);
  const going = client.subscribe<Wire>('WebSocket', WIRE, { after: early });
  expect((await going.next()).articlePublished.slug).toBe('two');
  await publish(brief('Three'));
  expect((await going.next()).articlePublished).toEqual({ slug: 'three', cursor: await head(client) });
  expect(await slugsAfter(client, early)).toEqual(['two', 'three']);
  expect(await slugsAfter(client, atBackup)).toEqual(['three']);
  type Found = { articles: { totalCount: number }; search: { totalCount: number } };
  const found = await client.data<Found>(
    '{ articles { totalCount } search(query: "valley") { totalCount } }',
  );
  expect(found).toEqual({ articles: { totalCount: 3 }, search: { totalCount: 3 } });

  // Who has not gone past a backup goes on without a break.
  await newswire.newsroom.store.backup(later);
  await restoreStore(databaseUrl, later, yes);
  await publish(brief('Four'));
  expect((await going.next()).articlePublished).toEqual({ slug: 'four', cursor: await head(client) });
});

test('backups go from SQLite to PostgreSQL, in place of a copy that broke off, and from there to SQLite', async () => {
  const folder = await temporaryFolder();
  const url = `file:${folder}/first.db`;
  const first = await startNewswire({ databaseUrl: url });
  await first.publish(...generateEdition({ seed: 8, count: 5 }));
  const cursor = await head(first.client);
  await first.newswire.newsroom.store.backup(`${folder}/1.db`);
  // As an earlier version left it.
  for (const undo of [
    ...BEFORE_NAMES,
    'DROP TABLE audit',
    'DROP INDEX articles_hidden',
    'ALTER TABLE articles DROP COLUMN draft',
    'ALTER TABLE article_versions DROP COLUMN facts',
    'DROP INDEX articles_criteria',
    'DROP TABLE indexings',
    'DROP TABLE article_terms',
    'DROP TABLE quote_terms',
    'CREATE VIRTUAL TABLE article_words USING fts5(body)',
    'CREATE VIRTUAL TABLE quote_words USING fts5(text)',
    withoutMigrations(5),
  ]) {
    await runSql(`file:${folder}/1.db`, undo);
  }

  const databaseUrl = await temporaryDatabase();
  const breakOff = {
    begins() {
      throw new Error('broken off');
    },
    wrote: () => undefined,
  };
  await expect(moveStore(url, databaseUrl, breakOff)).rejects.toThrow('broken off');
  expect(await restoreStore(databaseUrl, `${folder}/1.db`, yes)).toMatchObject({
    articles: 5,
    replaced: null,
  });
  const second = await startNewswire({ databaseUrl });
  await second.publish(brief('Second'));
  await second.newswire.newsroom.store.backup(`${folder}/2.db`);
  const third = `file:${folder}/third.db`;
  expect(await restoreStore(third, `${folder}/2.db`, yes)).toMatchObject({ articles: 6, replaced: null });
  const { client, publish } = await startNewswire({ databaseUrl: third });
  await publish(brief('Third'));
  expect(await slugsAfter(client, cursor)).toEqual(['second', 'third']);
});

test('who reads while it is restored sees the old or the new, and never half of either', async () => {
  const file = `${await temporaryFolder()}/backup.db`;
  const { publish, newswire, databaseUrl } = await startNewswire({ idle: true });
  await publish(...generateEdition({ seed: 5, count: 10 }));
  await newswire.newsroom.store.backup(file);
  await publish(...generateEdition({ seed: 6, count: 20 }).slice(10));
  const seen = new Set<string>();
  const restored = new AbortController();
  const counts = `SELECT (SELECT count(*) FROM articles) || ' ' || (SELECT count(*) FROM log) || ' ' || (SELECT count(*) FROM article_terms) AS seen`;
  const reading = (async () => {
    while (!restored.signal.aborted)
      seen.add(((await runSql(databaseUrl, counts))[0] as { seen: string }).seen);
  })();
  await restoreStore(databaseUrl, file, yes);
  restored.abort();
  await reading;
  expect([...seen].filter((one) => !['20 20 20', '10 10 10'].includes(one))).toEqual([]);
  expect(seen.size).toBeGreaterThan(0);
});

test('what is no backup is refused, what is replaced is told first, and the store stays as it was', async () => {
  const folder = await temporaryFolder();
  await writeFile(`${folder}/words.db`, 'Only words');
  const { client, publish, newswire, databaseUrl } = await startNewswire();
  await publish(brief('One'));
  await newswire.newsroom.store.backup(`${folder}/backup.db`);
  await publish(brief('Two'));
  for (const name of ['words.db', 'nowhere.db', '.']) {
    await expect(restoreStore(databaseUrl, `${folder}/${name}`, yes)).rejects.toMatchObject({
      message: expect.stringContaining('name a'),
    });
  }
  await expect(newswire.newsroom.store.backup(`${folder}/words.db`)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('exists already'),
  });
  const told: Restoration[] = [];
  const refuse = async (restoration: Restoration) => told.push(restoration) === 0;
  expect(await restoreStore(databaseUrl, `${folder}/backup.db`, refuse)).toBeNull();
  expect(told).toMatchObject([{ articles: 1, replaced: 2 }]);
  expect(told[0]?.location).not.toContain('@');
  expect(await client.data('{ articles { totalCount } }')).toEqual({ articles: { totalCount: 2 } });
});
