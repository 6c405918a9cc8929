/** An article under embargo is nowhere, and its lapse is one publication like any other, whenever it falls due. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { keepPicture } from '../../src/newsroom/pictures.ts';
import { type Client, TRANSPORTS } from '../support/client.ts';
import { createClock } from '../support/clock.ts';
import { temporaryDatabase } from '../support/database.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { minimal, publishArticle } from '../support/publishing.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
const secret = brief('The secret lantern', {
  section: breadcrumbOfPath('vault/deep'),
  url: 'https://courier.example/secret',
  source: 'Courier',
  sourceId: 's-1',
  keywords: ['Weir', 'Secrets'],
  urgency: 1,
  blocks: [paragraph(statement('Nobody may know', 'Wen Halloran'))],
  photos: [photo('secret', { url: '/photos/secret.svg', caption: 'A covered lantern' })],
});

/** Everything that the public can ask which might show it; all is empty or null while it is hidden. */
const EVERYWHERE = `query ($ids: [ID!]!, $id: ID!) {
  article(slug: "the-secret-lantern") { slug }
  bySlug: articleByIdentifier(identifier: { slug: "the-secret-lantern" }) { slug }
  byUrl: articleByIdentifier(identifier: { url: "https://courier.example/secret" }) { slug }
  bySource: articleByIdentifier(identifier: { sourceId: { source: "Courier", id: "s-1" } }) { slug }
  byId: articleByIdentifier(identifier: { id: $id }) { slug }
  node(id: $id) { __typename }
  nodes(ids: $ids) { __typename }
  newest: articles(filter: $none) { ...Listed }
  oldest: articles(orderBy: OLDEST, filter: { keywords: ["secrets"] }) { ...Listed }
  updated: articles(orderBy: UPDATED, filter: { speakers: ["Wen Halloran"] }) { ...Listed }
  text: articles(filter: { text: "secret lantern" }) { ...Listed }
  notOther: articles(filter: { not: { keywords: ["other"] } }) { ...Listed }
  search(query: "secret OR covered OR nobody") { totalCount edges { node { slug } } }
  photos(filter: { sources: ["Courier"] }) { totalCount edges { node { caption } } }
  quotes(speaker: "Wen Halloran") { totalCount edges { node { text } } }
  said: quotes(search: "nobody") { totalCount edges { node { text } } }
  section(path: "vault/deep") { path }
  above: section(path: "vault") { path children { path } articles { ...Listed } }
  changes(filter: { sources: ["Courier"] }) { events { slug } }
}
fragment Listed on ArticleConnection { totalCount edges { node { slug } } }`.replace(
  '(filter: $none)',
  '(filter: { sources: ["Courier"] })',
);

const HIDDEN = { totalCount: 0, edges: [] };

describe('while an embargo lasts', () => {
  it('the article, its photos, quotes and sections are nowhere; when it has lapsed they are everywhere', async () => {
    const clock = createClock();
    const { client, newswire, publish, url } = await startNewswire({ now: clock.now });
    await newswire.newsroom.store.write((tx) =>
      keepPicture(newswire.newsroom.store, tx, {
        name: 'secret.svg',
        mediaType: 'image/svg+xml',
        bytes: Buffer.from('<svg/>'),
      }),
    );
    await publish(brief('Another', { keywords: ['weir', 'other'], publishedAt: clock.now() - HOUR }));
    await publish({ ...secret, embargoedUntil: clock.now() + HOUR });
    const ids = guessedIds();
    const everywhere = () => client.data<Record<string, unknown>>(EVERYWHERE, { ids, id: ids[0] });
    const others = () =>
      client.data(
        '{ articles { totalCount } sections { path } article(slug: "another") { related { slug } } }',
      );
    const picture = async () => (await fetch(`${url}/photos/secret.svg`)).status;

    expect(await everywhere()).toEqual({
      article: null,
      bySlug: null,
      byUrl: null,
      bySource: null,
      byId: null,
      node: null,
      nodes: [null, null, null, null],
      newest: HIDDEN,
      oldest: HIDDEN,
      updated: HIDDEN,
      text: HIDDEN,
      notOther: HIDDEN,
      search: HIDDEN,
      photos: HIDDEN,
      quotes: HIDDEN,
      said: HIDDEN,
      section: null,
      above: null,
      changes: { events: [] },
    });
    expect(await others()).toEqual({
      articles: { totalCount: 1 },
      sections: [{ path: 'news' }],
      article: { related: [] },
    });
    expect(await picture()).toBe(404);
    for (const transport of TRANSPORTS) {
      const events = client.subscribe<Told>(transport, TOLD, { last: 100 });
      expect((await events.next()).articlePublished.slug).toBe('another');
      await events.end();
    }

    const after = await head(client);
    clock.advance(HOUR);
    // A commit makes it look: the timer goes by the machine's clock.
    await publish(brief('A third', { keywords: ['other'] }));
    await until(async () => (await everywhere())['article'], 'the embargo to lapse');

    const one = { totalCount: 1, edges: [{ node: { slug: 'the-secret-lantern' } }] };
    const found = { slug: 'the-secret-lantern' };
    expect(await everywhere()).toEqual({
      article: found,
      bySlug: found,
      byUrl: found,
      bySource: found,
      byId: found,
      node: { __typename: 'Article' },
      nodes: ['Article', 'Section', 'Photo', 'Quote'].map((__typename) => ({ __typename })),
      newest: one,
      oldest: one,
      updated: one,
      text: one,
      notOther: one,
      search: one,
      photos: { totalCount: 1, edges: [{ node: { caption: 'A covered lantern' } }] },
      quotes: { totalCount: 1, edges: [{ node: { text: 'Nobody may know,' } }] },
      said: { totalCount: 1, edges: [{ node: { text: 'Nobody may know,' } }] },
      section: { path: 'vault/deep' },
      above: { path: 'vault', children: [{ path: 'vault/deep' }], articles: one },
      changes: { events: [found] },
    });
    expect(await others()).toMatchObject({
      articles: { totalCount: 3 },
      article: { related: expect.arrayContaining([found]) },
    });
    expect(await picture()).toBe(200);
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

async function told(client: Client, after: string | undefined): Promise<string[]> {
  const { changes } = await client.data<{ changes: { events: { slug: string }[] } }>(
    'query ($after: Cursor) { changes(after: $after) { events { slug } } }',
    { after },
  );
  return changes.events.map(({ slug }) => slug);
}

/** Of the second article of a store, in the fourth section, with the first photo and quote: a guess that anybody may make. */
function guessedIds(): string[] {
  return ['Article:2', 'Section:4', 'Photo:1', 'Quote:1'].map((id) => Buffer.from(id).toString('base64url'));
}
