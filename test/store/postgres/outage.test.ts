/** PostgreSQL goes away and comes back: who asks is told to try again, who listens stays and misses nothing. */
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TRANSPORTS } from '../../support/client.ts';
import { temporaryDatabase } from '../../support/database.ts';
import { brief } from '../../support/edition.ts';
import { type Running, startNewswire } from '../../support/newswire.ts';
import { type Proxy, startProxy } from '../../support/proxy.ts';
import { until } from '../../support/until.ts';

interface Heard {
  articlePublished: { slug: string; article: { headline: string; quotes: { totalCount: number } } };
}
const LIVE =
  'subscription ($after: Cursor) { articlePublished(after: $after) { slug article { headline quotes { totalCount } } } }';
const AWAY = { code: 'STORE_UNAVAILABLE', retryable: true };

/** A store with a way to it that can be cut, and another machine that keeps its own. */
async function twoWays(): Promise<{ other: Running; way: Proxy }> {
  const databaseUrl = await temporaryDatabase();
  // Ended last: it sees that no socket is left, the proxy's own neither.
  const other = await startNewswire({ databaseUrl, idle: true });
  return { other, way: await startProxy(databaseUrl) };
}

it('queries and mutations are told to try again, /ready says no, and then all is as before', async () => {
  const { way } = await twoWays();
  const { client, url, key, publish } = await startNewswire({ databaseUrl: way.url });
  await publish(brief('First'));
  const editor = await key('editor');
  await way.cut();

  expect((await client.ask('{ articles { totalCount } }')).errors).toMatchObject([{ extensions: AWAY }]);
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ logHead }' }),
  });
  expect(response.status).toBe(503);
  const publication =
    'mutation { publishArticle(requestId: "r1", input: { headline: "Second", section: "a", paragraphs: ["b"] }) { __typename } }';
  expect((await client.ask(publication, {}, { key: editor })).errors).toMatchObject([{ extensions: AWAY }]);
  expect((await fetch(`${url}/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health`)).status).toBe(200);

  await way.mend();
  await until(async () => (await fetch(`${url}/ready`)).status === 200, 'the server to be ready again');
  expect(await client.data(publication, {}, { key: editor })).toEqual({
    publishArticle: { __typename: 'ArticleSaved' },
  });
  expect(await client.data('{ articles { totalCount } }')).toEqual({ articles: { totalCount: 2 } });
});

it.each(TRANSPORTS)('a subscription over %s stays open, and goes on where it was', async (transport) => {
  const { other, way } = await twoWays();
  const { client, url, publish } = await startNewswire({ databaseUrl: way.url });
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const events = client.subscribe<Heard>(transport, LIVE, { after: logHead });
  await publish(brief('Before'));
  expect((await events.next()).articlePublished.slug).toBe('before');

  for (const round of [1, 2]) {
    await way.cut();
    await other.publish(brief(`While it was away ${round}`), brief(`And again ${round}`));
    expect((await fetch(`${url}/ready`)).status).toBe(503);
    await way.mend();
    const slugs = (await events.take(2)).map(({ articlePublished }) => articlePublished.slug);
    expect(slugs).toEqual([`while-it-was-away-${round}`, `and-again-${round}`]);
  }
  await until(async () => (await fetch(`${url}/ready`)).status === 200, 'the server to be ready again');
  await publish(brief('After'));
  expect(await events.next()).toEqual({
    articlePublished: { slug: 'after', article: { headline: 'After', quotes: { totalCount: 0 } } },
  });
});

it('events that are under way while the store goes are delivered whole when it is back', async () => {
  const { other, way } = await twoWays();
  const { client, publish } = await startNewswire({ databaseUrl: way.url });
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const events = client.subscribe<Heard>('WebSocket', LIVE, { after: logHead });
  await publish(brief('First'));
  await events.next();
  const cuts = [0, 1, 2, 3, 4].map((turn) => turn * 7);
  const all: string[] = [];
  for (const [turn, wait] of cuts.entries()) {
    const headlines = Array.from({ length: 20 }, (_, index) => `Turn ${turn} item ${index}`);
    all.push(...headlines);
    await other.publish(...headlines.map((headline) => brief(headline)));
    // Somewhere between being woken and having answered all twenty.
    for (let step = 0; step < wait; step += 1) await new Promise((resolve) => setImmediate(resolve));
    await way.cut();
    await way.mend();
  }
  const heard = await events.take(all.length);
  expect(heard.map(({ articlePublished }) => articlePublished.article.headline)).toEqual(all);
});

it('a client with a key that comes meanwhile may come again later', async () => {
  const { way } = await twoWays();
  const { url, key } = await startNewswire({ databaseUrl: way.url });
  const reader = await key('reader');
  await way.cut();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.once('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${reader}` } }));
  });
  expect((await once(socket, 'close'))[0]).toBe(1013);
});
