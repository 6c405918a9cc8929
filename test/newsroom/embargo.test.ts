/** An article under embargo is nowhere, and its lapse is one publication like any other, whenever it falls due. */
import { describe, expect, it } from 'vitest';
import { type Client, TRANSPORTS } from '../support/client.ts';
import { createClock } from '../support/clock.ts';
import { temporaryDatabase } from '../support/database.ts';
import { brief, statement } from '../support/edition.ts';
import { keepSecretPicture, lookEverywhere, NOWHERE, secret, SHOWN } from '../support/everywhere.ts';
import { startNewswire } from '../support/newswire.ts';
import { minimal, publishArticle } from '../support/publishing.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
describe('while an embargo lasts', () => {
  it('the article, its photos, quotes and sections are nowhere; when it has lapsed they are everywhere', async () => {
    const clock = createClock();
    const running = await startNewswire({ now: clock.now });
    const { client, publish } = running;
    await keepSecretPicture(running);
    await publish(brief('Another', { keywords: ['weir', 'other'], publishedAt: clock.now() - HOUR }));
    await publish({ ...secret, embargoedUntil: clock.now() + HOUR });
    const others = () =>
      client.data(
        '{ articles { totalCount } sections { path } article(slug: "another") { related { slug } } }',
      );

    expect(await lookEverywhere(running)).toEqual(NOWHERE);
    expect(await told(client)).toEqual(['another']);
    expect(await others()).toEqual({
      articles: { totalCount: 1 },
      sections: [{ path: 'news' }],
      article: { related: [] },
    });
    for (const transport of TRANSPORTS) {
      const events = client.subscribe<Told>(transport, TOLD, { last: 100 });
      expect((await events.next()).articlePublished.slug).toBe('another');
      await events.end();
    }

    const after = await head(client);
    clock.advance(HOUR);
    // A commit makes it look: the timer goes by the machine's clock.
    await publish(brief('A third', { keywords: ['other'] }));
    await until(async () => (await told(client)).length === 3, 'the embargo to lapse');

    expect(await lookEverywhere(running)).toEqual(SHOWN);
    expect(await others()).toMatchObject({
      articles: { totalCount: 3 },
      article: { related: expect.arrayContaining([{ slug: 'the-secret-lantern' }]) },
    });
    expect(await told(client, after)).toEqual(['a-third', 'the-secret-lantern']);
  });

  it('who published it sees it whole in the answer, and who publishes it again is told so', async () => {
    const { client, key } = await startNewswire();
    const editor = await key('editor');
    const embargoedUntil = new Date(Date.now() + HOUR).toISOString();
    const input = minimal('Held', {
      section: 'vault/deep',
      url: 'https://courier.example/held',
      paragraphs: [statement('Nobody may know', 'Wen Halloran')],
      photos: [{ url: 'https://pictures.example/held.jpg' }],
      embargoedUntil,
    });
    const answer = await client.data(
      `mutation ($input: ArticleInput!) { publishArticle(input: $input) { ... on ArticleSaved { cursor article {
        slug publishedAt embargoedUntil section { path } bodyHtml
        leadPhoto { url article { slug } }
        photos { totalCount edges { node { article { slug } } } }
        quotes { totalCount edges { node { text article { slug } } } }
      } } } }`,
      { input },
      { key: editor },
    );
    const article = { slug: 'held' };
    expect(answer).toEqual({
      publishArticle: {
        cursor: await head(client),
        article: {
          ...article,
          publishedAt: null,
          embargoedUntil: embargoedUntil,
          section: { path: 'vault/deep' },
          bodyHtml: expect.stringContaining('Nobody may know'),
          leadPhoto: { url: 'https://pictures.example/held.jpg', article },
          photos: { totalCount: 1, edges: [{ node: { article } }] },
          quotes: { totalCount: 1, edges: [{ node: { text: 'Nobody may know,', article } }] },
        },
      },
    });
    expect(await publishArticle(client, { ...input, headline: 'Held again' }, { key: editor })).toMatchObject(
      {
        __typename: 'ConflictError',
        article,
      },
    );
    expect(await client.data('{ article(slug: "held") { slug } sections { path } }')).toEqual({
      article: null,
      sections: [],
    });
  });
});

describe('an embargo lapses', () => {
  it('by itself when its time has come, and subscribers hear of it once', async () => {
    const { client, publish } = await startNewswire();
    const after = await head(client);
    const events = client.subscribe<Told>('WebSocket', TOLD, { after });
    const due = Date.now() + 1_200;
    await publish({ ...secret, embargoedUntil: due });
    expect((await events.next()).articlePublished).toMatchObject({
      slug: 'the-secret-lantern',
      kind: 'PUBLISHED',
      version: 1,
      article: { publishedAt: expect.any(String), embargoedUntil: new Date(due).toISOString() },
    });
    expect(Date.now()).toBeGreaterThanOrEqual(due);
    await publish(brief('Next'));
    expect((await events.next()).articlePublished.slug).toBe('next');
    expect(await told(client, after)).toEqual(['the-secret-lantern', 'next']);
  });

  it('at the next start, where it fell due while nothing ran', async () => {
    const databaseUrl = await temporaryDatabase();
    const clock = createClock();
    const before = await startNewswire({ databaseUrl, now: clock.now });
    await before.publish(
      { ...secret, embargoedUntil: clock.now() + HOUR },
      brief('Later', { embargoedUntil: clock.now() + 3 * HOUR }),
    );
    const after = await head(before.client);
    await before.close();

    clock.advance(2 * HOUR);
    const { client } = await startNewswire({ databaseUrl, now: clock.now });
    await until(async () => (await told(client, after)).length, 'the embargo to lapse');
    expect(await told(client, after)).toEqual(['the-secret-lantern']);
    expect(await client.data('{ articles { edges { node { slug publishedAt } } } }')).toEqual({
      articles: {
        edges: [{ node: { slug: 'the-secret-lantern', publishedAt: new Date(clock.now()).toISOString() } }],
      },
    });
  });

  it('once, whatever number of servers are on the store, and all hear of it', async () => {
    const databaseUrl = await temporaryDatabase();
    const servers = [await startNewswire({ databaseUrl }), await startNewswire({ databaseUrl })];
    const [first] = servers;
    const after = await head(first?.client);
    const listening = servers.map(({ client }) => client.subscribe<Told>('SSE', TOLD, { after }));
    const due = Date.now() + 1_000;
    await first?.publish(
      ...Array.from({ length: 5 }, (_, index) => brief(`Due ${index}`, { embargoedUntil: due + index })),
    );
    const expected = ['due-0', 'due-1', 'due-2', 'due-3', 'due-4'];
    for (const events of listening) {
      expect((await events.take(5)).map(({ articlePublished }) => articlePublished.slug)).toEqual(expected);
    }
    await first?.publish(brief('Last'));
    for (const events of listening) expect((await events.next()).articlePublished.slug).toBe('last');
    for (const { client } of servers) expect(await told(client, after)).toEqual([...expected, 'last']);
  });

  it('and the same request is still answered alike', async () => {
    const clock = createClock();
    const { client, key, publish } = await startNewswire({ now: clock.now });
    const editor = await key('editor');
    const input = minimal('Held', { embargoedUntil: new Date(clock.now() + HOUR).toISOString() });
    const first = await publishArticle(client, input, { key: editor, requestId: 'r' });
    clock.advance(2 * HOUR);
    await publish(brief('Wakes it'));
    await until(async () => (await told(client, first.cursor)).includes('held'), 'the embargo to lapse');
    const again = await publishArticle(client, input, { key: editor, requestId: 'r' });
    expect([again.__typename, again.cursor, again.article?.id]).toEqual([
      'ArticleSaved',
      first.cursor,
      first.article?.id,
    ]);
    expect(await told(client, first.cursor)).toEqual(['wakes-it', 'held']);
  });
});

it('an embargo that has passed already holds nothing back', async () => {
  const { client, publish } = await startNewswire();
  const embargoedUntil = Date.now() - HOUR;
  await publish(brief('Long since', { embargoedUntil }));
  expect(await client.data('{ article(slug: "long-since") { embargoedUntil version } }')).toEqual({
    article: { embargoedUntil: new Date(embargoedUntil).toISOString(), version: 1 },
  });
});

interface Told {
  articlePublished: { slug: string };
}

const TOLD = `subscription ($after: Cursor, $last: Int) {
  articlePublished(after: $after, last: $last) { slug kind version article { publishedAt embargoedUntil } }
}`;

async function head(client: Client | undefined): Promise<string> {
  return (await client?.data<{ logHead: string }>('{ logHead }'))?.logHead ?? '';
}

async function told(client: Client, after?: string): Promise<string[]> {
  const { changes } = await client.data<{ changes: { events: { slug: string }[] } }>(
    'query ($after: Cursor) { changes(after: $after) { events { slug } } }',
    { after },
  );
  return changes.events.map(({ slug }) => slug);
}
