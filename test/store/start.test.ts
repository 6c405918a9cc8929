/** How a store is opened: new, used, by several at once, and where it cannot be. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createNewswire, readConfig } from '../../src/newswire.ts';
import { brief } from '../support/edition.ts';
import { startNewswire, temporaryFolder } from '../support/newswire.ts';

const configOf = (file: string) =>
  readConfig({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent', PORT: '0' });

describe('a new store', () => {
  it('comes up for all that start on it at once, with one sample edition', async () => {
    const file = `${await temporaryFolder()}/deep/in/newswire.db`;
    const starts = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const newswire = await createNewswire(configOf(file));
        return { newswire, published: await newswire.publishSamples() };
      }),
    );
    expect(starts.map(({ published }) => published).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 25]);
    for (const { newswire } of starts) await newswire.close();

    const { client } = await startNewswire({ file, samples: true });
    const answer = await client.data<{ changes: { events: { slug: string }[] } }>(
      '{ articles { totalCount } changes(first: 1000) { events { slug } } }',
    );
    expect(answer).toMatchObject({ articles: { totalCount: 25 } });
    expect(new Set(answer.changes.events.map(({ slug }) => slug)).size).toBe(25);
    expect(answer.changes.events).toHaveLength(25);
  });

  it('gets no samples once something was published in it', async () => {
    const { publish, newswire } = await startNewswire();
    await publish(brief('First'));
    expect(await newswire.publishSamples()).toBe(0);
  });

  it('gets its samples in the past, whatever the clock says', async () => {
    const now = Date.parse('2020-05-05T05:05:05Z');
    const { client } = await startNewswire({ samples: true, now: () => now });
    const { articles } = await client.data<{ articles: { edges: { node: { publishedAt: string } }[] } }>(
      '{ articles(first: 100) { edges { node { publishedAt } } } }',
    );
    expect(articles.edges).toHaveLength(25);
    for (const { node } of articles.edges) expect(Date.parse(node.publishedAt)).toBeLessThanOrEqual(now);
  });
});

describe('a used store', () => {
  it('has after a restart what it had, and goes on with its log', async () => {
    const file = `${await temporaryFolder()}/newswire.db`;
    const before = await startNewswire({ file });
    await before.publish(brief('First'), brief('Second'));
    const asked =
      '{ logHead articles { edges { node { id slug headline publishedAt updatedAt } } } changes { endCursor events { cursor slug at } } }';
    const then = await before.client.data<{ logHead: string }>(asked);
    const key = await before.key('editor');
    await before.close();

    const after = await startNewswire({ file });
    expect(await after.client.data(asked, {}, { key })).toEqual(then);
    await after.publish(brief('Third'));
    expect(
      await after.client.data('query ($after: Cursor) { changes(after: $after) { events { slug } } }', {
        after: then.logHead,
      }),
    ).toEqual({ changes: { events: [{ slug: 'third' }] } });
  });

  it('is one file again when it is closed', async () => {
    const file = `${await temporaryFolder()}/newswire.db`;
    const { publish, close } = await startNewswire({ file });
    await publish(brief('First'));
    await close();
    expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([true, false]);
  });

  it('waits for another that is writing, and then writes', async () => {
    const file = `${await temporaryFolder()}/newswire.db`;
    const { publish, client } = await startNewswire({ file });
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    const published = publish(brief('Patient'));
    // Reading goes on beside.
    expect(await client.data('{ articles { totalCount } }')).toEqual({ articles: { totalCount: 0 } });
    other.exec('COMMIT');
    other.close();
    expect(await published).toMatchObject([{ kind: 'SAVED', slug: 'patient' }]);
  });
});

describe('what cannot be opened is one sentence that says why', () => {
  it.each([
    ['a folder', async (path: string) => mkdir(path), /cannot be opened/],
    [
      'a file that is something else',
      async (path: string) => writeFile(path, 'These are no rows. '.repeat(500)),
      /not a database/,
    ],
    ['a store of a newer Newswire', newer, /made by a newer Newswire/],
  ])('%s', async (_what, make, message) => {
    const file = `${await temporaryFolder()}/newswire.db`;
    await make(file);
    await expect(createNewswire(configOf(file))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(message),
    });
  });

  it.each(['postgres://reader:secret@db.example/news', 'newswire.db', 'mysql://x'])('%s', async (url) => {
    const config = readConfig({ DATABASE_URL: url, LOG_LEVEL: 'silent' });
    const failure = createNewswire(config).catch((error: unknown) => error);
    expect(await failure).toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringMatching(/DATABASE_URL is .*file:/),
    });
    expect(String(await failure)).not.toContain('secret');
  });
});

async function newer(file: string): Promise<void> {
  await (await createNewswire(configOf(file))).close();
  const database = new Sqlite(file);
  database.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 99999999999999)");
  database.close();
}
