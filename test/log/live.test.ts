/** What many subscribers have in common is done once, and what one of them does is no matter to the others. */
import { expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { type Transport, TRANSPORTS } from '../support/client.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';

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

/** Looked at after a commit, whoever listens, and as often as there was time for. */
const OF_EACH_COMMIT = /"embargoed_until" is not null|from "stretches"|from "log"/;

const FILTERS = [null, { breaking: true }, { hasPhoto: true }, { speakers: ['dagny holt'] }];

/** All take the piece; some are nobody else's. */
function filterOf(index: number): object | null | undefined {
  return index % 3 === 0 ? { not: { sections: [`never-${index}`] } } : FILTERS[index % FILTERS.length];
}

/** Statements that publishing and telling one event take, with so many subscribers of whom half have a filter: telling may begin first. */
async function statementsOfAnEvent(transport: Transport, subscribers: number): Promise<number> {
  let statements = 0;
  const count = (statement: string) => {
    if (!OF_EACH_COMMIT.test(statement)) statements += 1;
  };
  const { client, publish, newswire, close } = await startNewswire({ trace: count });
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const subscriptions = Array.from({ length: subscribers }, (_, index) =>
    client.subscribe<Published>(transport, index % 2 === 0 ? FILTERED : ALL, {
      after: logHead,
      ...(index % 2 === 0 ? { filter: filterOf(index / 2) } : {}),
    }),
  );
  // From here on all stand at the end of the log.
  await publish(piece('First'));
  for (const subscription of subscriptions) await subscription.next();
  statements = 0;
  const seq = newswire.newsroom.events.seen();
  await publish(piece('Second'));
  for (const subscription of subscriptions) {
    expect((await subscription.next()).articlePublished).toMatchObject({
      slug: 'second',
      article: { headline: 'Second' },
    });
  }
  expect(newswire.newsroom.events.seen()).toBe(seq + 1);
  await close();
  return statements;
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
