/** How a store is opened: new, used, by several at once, and where it cannot be. */
import { describe, expect, it } from 'vitest';
import { createNewswire, readConfig } from '../../src/newswire.ts';
import { ENGINE, temporaryDatabase } from '../support/database.ts';
import { brief } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';

/** As many as may come up on several machines. */
const STARTS = ENGINE === 'postgres' ? 20 : 4;
const configOf = (databaseUrl: string) =>
  readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent', PORT: '0' });

describe('a new store', () => {
  it('comes up for all that start on it at once, with one sample edition', async () => {
    const databaseUrl = await temporaryDatabase();
    const starts = await Promise.all(
      Array.from({ length: STARTS }, async () => {
        const newswire = await createNewswire(configOf(databaseUrl));
        return { newswire, published: await newswire.publishSamples() };
      }),
    );
    expect(starts.map(({ published }) => published).toSorted((a, b) => b - a)).toEqual([
      25,
      ...Array<number>(STARTS - 1).fill(0),
    ]);
    for (const { newswire } of starts) await newswire.close();

    const { client } = await startNewswire({ databaseUrl, samples: true });
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
    const databaseUrl = await temporaryDatabase();
    const before = await startNewswire({ databaseUrl });
    await before.publish(brief('First'), brief('Second'));
    const asked =
      '{ logHead articles { edges { node { id slug headline publishedAt updatedAt } } } changes { endCursor events { cursor slug at } } }';
    const then = await before.client.data<{ logHead: string }>(asked);
    const key = await before.key('editor');
    await before.close();

    const after = await startNewswire({ databaseUrl });
    expect(await after.client.data(asked, {}, { key })).toEqual(then);
    await after.publish(brief('Third'));
    expect(
      await after.client.data('query ($after: Cursor) { changes(after: $after) { events { slug } } }', {
        after: then.logHead,
      }),
    ).toEqual({ changes: { events: [{ slug: 'third' }] } });
  });
});

it.each(['mysql://reader:secret@db.example/news', 'newswire.db'])(
  '%s is told to be no store, without its password',
  async (url) => {
    const config = readConfig({ DATABASE_URL: url, LOG_LEVEL: 'silent' });
    const failure = createNewswire(config).catch((error: unknown) => error);
    expect(await failure).toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringMatching(/DATABASE_URL is .*file:/),
    });
    expect(String(await failure)).not.toContain('secret');
  },
);
