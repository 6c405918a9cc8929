/** What many subscribers have in common is done once, and what one of them does is no matter to the others. */
import { createClient } from 'graphql-ws';
import { expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { paragraph } from '../../src/news/block.ts';
import { type Transport, TRANSPORTS, webSocketAddress } from '../support/client.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { until } from '../support/until.ts';

interface Published {
  articlePublished: { cursor: string; slug: string; article: { headline: string; versions: unknown[] } };
}

const FIELDS = `cursor slug article {
  headline section { name path } leadPhoto { caption } quotes { edges { node { text speaker } } }
}`;
const ALL = `subscription ($after: Cursor) { articlePublished(after: $after) { ${FIELDS} } }`;
const FILTERED = `subscription ($after: Cursor, $filter: ArticleFilter) {
  articlePublished(after: $after, filter: $filter) { ${FIELDS} }
}`;

const piece = (headline: string) =>
  brief(headline, {
    urgency: 2,
    blocks: [paragraph(statement('The lamp was lit', 'Dagny Holt'))],
    photos: [photo('lamp')],
  });

/** Statements that telling one event takes, with `count` subscribers of whom each has one of the filters. */
async function statementsOfAnEvent(transport: Transport, count: number): Promise<number> {
  let statements = 0;
  const { client, publish, newswire, close } = await startNewswire({ trace: () => (statements += 1) });
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const filters = [null, { breaking: true }, { hasPhoto: true }, { speakers: ['dagny holt'] }];
  const subscriptions = Array.from({ length: count }, (_, index) =>
    client.subscribe<Published>(transport, index % 2 === 0 ? FILTERED : ALL, {
      after: logHead,
      ...(index % 2 === 0 ? { filter: filters[(index / 2) % filters.length] } : {}),
    }),
  );
  // From here on all stand at the end of the log.
  await publish(piece('First'));
  for (const subscription of subscriptions) await subscription.next();
  statements = 0;
  const seq = newswire.newsroom.events.seen();
  await publish(piece('Second'));
  const published = statements;
  for (const subscription of subscriptions) {
    expect((await subscription.next()).articlePublished).toMatchObject({
      slug: 'second',
      article: { headline: 'Second' },
    });
  }
  expect(newswire.newsroom.events.seen()).toBe(seq + 1);
  await close();
  return statements - published;
}

it.each(TRANSPORTS)(
  'an event costs as many statements over %s for eighty as for eight',
  async (transport) => {
    const eight = await statementsOfAnEvent(transport, 8);
    expect(await statementsOfAnEvent(transport, 80)).toBeLessThanOrEqual(eight);
  },
);

it.each(TRANSPORTS)('who may see more is not mixed with who may not over %s', async (transport) => {
  const { client, publish, key } = await startNewswire();
  const editor = await key('editor');
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const document = `subscription ($after: Cursor) { articlePublished(after: $after) { slug article { versions { version } } } }`;
  const subscribe = (options: { key?: string }) =>
    client.subscribe<Published>(transport, document, { after: logHead }, options);
  const subscriptions = [{ key: editor }, {}, { key: editor }, {}].map(subscribe);
  await publish(piece('First'), piece('Second'));
  const seen: number[][] = [];
  for (const subscription of subscriptions) {
    const events = await subscription.take(2);
    seen.push(events.map(({ articlePublished }) => articlePublished.article.versions.length));
  }
  expect(seen).toEqual([
    [1, 1],
    [0, 0],
    [1, 1],
    [0, 0],
  ]);
});

it('different variables below the root are different selections', async () => {
  const { client, publish } = await startNewswire();
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const document = `subscription ($after: Cursor, $most: Int) {
    articlePublished(after: $after) { article { quotes(first: $most) { edges { node { text } } } } }
  }`;
  const most = [0, 1, 2, 1];
  const subscriptions = most.map((count) =>
    client.subscribe<{ articlePublished: { article: { quotes: { edges: unknown[] } } } }>(
      'WebSocket',
      document,
      {
        after: logHead,
        most: count,
      },
    ),
  );
  const said = ['It was dark', 'It was late', 'It was cold'].map((words) =>
    paragraph(statement(words, 'Wen Halloran')),
  );
  await publish(brief('Said', { blocks: said }));
  for (const [index, subscription] of subscriptions.entries()) {
    const { articlePublished } = await subscription.next();
    expect(articlePublished.article.quotes.edges).toHaveLength(most[index] ?? 0);
  }
});

const LARGE = 60_000;
const MANY = 400;

it('a client that stops reading costs a bounded amount of memory, holds up nobody, and then has everything in order', async () => {
  const { client, publish } = await startNewswire();
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const document = `subscription ($after: Cursor) { articlePublished(after: $after) { slug article { bodyText } } }`;
  const heard: string[] = [];
  const sockets: WebSocket[] = [];
  const slow = createClient({
    url: webSocketAddress(client.endpoint),
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        sockets.push(this);
      }
    },
    retryAttempts: 0,
  });
  onTestFinished(async () => slow.dispose());
  slow.subscribe<Published>(
    { query: document, variables: { after: logHead } },
    {
      next: ({ data }) => void heard.push(data?.articlePublished.slug ?? ''),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  const quick = client.subscribe<Published>('WebSocket', document, { after: logHead });
  await publish(brief('First'));
  await until(() => heard.length === 1, 'the first event');
  await quick.next();

  const [socket] = sockets;
  socket?.pause();
  const before = process.memoryUsage().arrayBuffers;
  const words = 'all work and no news '.repeat(LARGE / 21);
  const expected: string[] = [];
  for (let index = 0; index < MANY; index += 20) {
    const headlines = Array.from({ length: 20 }, (_, more) => `Number ${index + more}`);
    await publish(...headlines.map((headline) => brief(headline, { blocks: [paragraph(words)] })));
    expected.push(...headlines.map((headline) => headline.toLowerCase().replace(' ', '-')));
    for (const slug of expected.slice(-20)) expect((await quick.next()).articlePublished.slug).toBe(slug);
  }
  // What was published meanwhile is 24 MB; what a kernel holds is not ours.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * LARGE);
  expect(heard).toHaveLength(1);

  socket?.resume();
  await until(() => heard.length === MANY + 1, `${MANY} events that waited: ${heard.length}`);
  expect(heard.slice(1)).toEqual(expected);
});
