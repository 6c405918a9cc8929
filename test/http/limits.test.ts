/** What would cost too much is refused at once, with the limit and the figure, and the server goes on answering. */
import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { answerOf, webSocketAddress } from '../support/client.ts';
import { generateEdition } from '../support/edition.ts';
import { type Running, useNewswire } from '../support/newswire.ts';
import { inTime } from '../support/until.ts';

/** Milliseconds in which a refusal must have come, with room for a machine that does much else. */
const QUICK = 5_000;

interface Hostile {
  what: string;
  document: string;
  variables?: Record<string, unknown>;
  /** Says the limit and the figure, where it is one of ours. */
  refusal: RegExp;
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (depth: number, open: string, inner: string, close = '}') =>
  open.repeat(depth) + inner + close.repeat(depth);
const notIn = (depth: number): object => (depth === 0 ? { hasPhoto: true } : { not: notIn(depth - 1) });

const HOSTILE: Hostile[] = [
  {
    what: 'a fragment that spreads itself',
    document: '{ ...A } fragment A on Query { logHead ...A }',
    refusal: /Cannot spread fragment "A" within itself/,
  },
  {
    what: 'fragments that spread each other',
    document:
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A logHead }',
    refusal: /Cannot spread fragment "A" within itself via "B", "C"/,
  },
  {
    what: '10,000 aliases',
    document: `{ ${times(10_000, (index) => `a${index}: logHead`)} }`,
    refusal: /Token limit of 5000 exceeded/,
  },
  {
    what: '200 aliases',
    document: `{ ${times(200, (index) => `a${index}: logHead`)} }`,
    refusal: /Aliases limit of 100 exceeded, found 200/,
  },
  {
    what: 'nearly 2 MB of tokens',
    document: `{ ${'logHead '.repeat(240_000)} }`,
    refusal: /Token limit of 5000 exceeded/,
  },
  {
    what: 'sections 20 deep',
    document: `{ sections { ${nested(20, 'children { ', 'name ')} } }`,
    refusal: /depth limit of 15 exceeded, found 2\d/,
  },
  {
    what: 'sections 1,500 deep',
    document: `{ sections { ${nested(1_500, 'children { ', 'name ')} } }`,
    refusal: /depth limit of 15 exceeded, found 150\d/,
  },
  {
    what: 'depth hidden in fragments',
    document: `{ sections { ...F0 } } ${times(20, (index) => `fragment F${index} on Section { children { ${index === 19 ? 'name' : `...F${index + 1}`} } }`)}`,
    refusal: /depth limit of 15 exceeded, found 2\d/,
  },
  {
    what: '60 directives',
    document: `{ logHead ${'@include(if: true) '.repeat(60)} }`,
    refusal: /Directives limit of 50 exceeded, found 60|can only be used once/,
  },
  {
    what: 'pages in pages',
    document:
      '{ articles(first: 100) { edges { node { related(first: 20) { photos(first: 100) { edges { node { id } } } } } } } }',
    refusal: /may cost \d{6,} .*limit is 150000/,
  },
  {
    what: 'pages in pages by variables',
    document:
      'query ($n: Int!) { articles(first: $n) { edges { node { quotes(first: $n) { edges { node { article { photos(first: $n) { edges { node { id } } } } } } } } } } }',
    variables: { n: 100 },
    refusal: /may cost \d{7,} .*limit is 150000/,
  },
  {
    what: '100,000 filter values',
    document: 'query ($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }',
    variables: { filter: { keywords: Array.from({ length: 100_000 }, (_, index) => `word${index}`) } },
    refusal: /100000 values, and the limit is 500/,
  },
  {
    what: 'filter values spread over nested not',
    document: 'query ($filter: ArticleFilter) { photos(filter: $filter) { totalCount } }',
    variables: { filter: { keywords: Array(300).fill('a'), not: { sources: Array(300).fill('b') } } },
    refusal: /600 values, and the limit is 500/,
  },
  {
    what: '50 nested not in variables',
    document: 'query ($filter: ArticleFilter) { quotes(filter: $filter) { totalCount } }',
    variables: { filter: notIn(50) },
    refusal: /50 nested "not", and the limit is 5/,
  },
  {
    what: '50 nested not in the document',
    document: `{ search(query: "a", filter: ${nested(50, '{ not: ', '{ hasPhoto: true }')}) { totalCount } }`,
    refusal: /50 nested "not", and the limit is 5/,
  },
  {
    what: 'a filter within a section',
    document: `{ sections { articles(filter: ${nested(6, '{ not: ', '{}')}) { totalCount } } }`,
    refusal: /6 nested "not", and the limit is 5/,
  },
  {
    what: 'a filter of changes',
    document: `{ changes(filter: ${nested(6, '{ not: ', '{}')}) { hasMore } }`,
    refusal: /6 nested "not", and the limit is 5/,
  },
  {
    what: 'an introspection that goes round',
    document: `{ __type(name: "Node") { ${nested(12, 'possibleTypes { interfaces { ', 'name', '} }')} } }`,
    refusal: /introspection depth|depth limit|may cost/i,
  },
  {
    what: 'variables nested 1,000 deep',
    document: 'query ($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }',
    variables: { filter: notIn(1_000) },
    refusal: /variables are nested 100\d deep, and the limit is 300/,
  },
];

/** Each fragment spreads the next twice: 2^40 ways to go. */
const doubling = (first: number) => `{ articles(first: ${first}) { edges { node { ...F0 } } } }
  ${times(40, (index) => `fragment F${index} on Article { ...F${index + 1} ...F${index + 1} }`)}
  fragment F40 on Article { slug }`;
/** The same, each time within a field. */
const DOUBLING_FIELDS = `{ articles(first: 2) { edges { node { section { ...F0 } } } } }
  ${times(12, (index) => `fragment F${index} on Section { parent { ...F${index + 1} } again: parent { ...F${index + 1} } }`)}
  fragment F12 on Section { name }`;

const newswire = useNewswire({}, async ({ publish }) => {
  await publish(...generateEdition({ seed: 81, count: 60 }));
});

async function answersStill({ client }: Running): Promise<void> {
  expect(await client.data('{ articles { totalCount } }')).toEqual({ articles: { totalCount: 60 } });
}

describe('over HTTP', () => {
  it.each(HOSTILE)('$what is refused', async ({ document, variables, refusal }) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const begun = performance.now();
      const { status, errors, data } = await newswire().client.ask(document, variables, {
        headers: { accept },
      });
      expect(performance.now() - begun).toBeLessThan(QUICK);
      expect(data).toBeNull();
      expect(errors.map(({ message }) => message).join('\n')).toMatch(refusal);
      // By the specification, what GraphQL itself finds invalid is 200 to who accepts plain JSON.
      if (accept !== 'application/json' || errors[0]?.extensions?.code === 'LIMIT_EXCEEDED')
        expect(status).toBe(400);
    }
    await answersStill(newswire());
  });

  it.each([2_500_000, 5_000_000])('a body of %i bytes is refused with 413', async (size) => {
    const { status, errors } = await newswire().client.ask(`{ ${'logHead '.repeat(size / 8)} }`);
    expect(status).toBe(413);
    expect(errors[0]?.message).toMatch(
      /larger than the limit of 2000000 bytes: send less, or raise NEWSWIRE_MAX_BODY_BYTES/,
    );
    await answersStill(newswire());
  });

  it('a body that does not say how long it is, is refused once it is too long', async () => {
    const { endpoint } = newswire().client;
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(100_000).fill(32));
        if ((sent += 1) === 100) controller.close();
      },
    });
    // `duplex` is Node's own.
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    const response = await fetch(endpoint, request).catch((error: unknown) => error);
    // The server may close before all was sent: the client then hears of that, or of the answer.
    if (response instanceof Response) {
      expect((await answerOf(response)).status).toBe(413);
    } else expect(response).toBeInstanceOf(TypeError);
    expect(sent).toBeLessThan(100);
    await answersStill(newswire());
  });

  it.each([
    ['fragments that double', doubling(2)],
    ['fragments that double on a page of none', doubling(0)],
    ['fields that double', DOUBLING_FIELDS],
  ])('%s cost little, whether they are answered or refused', async (_what, document) => {
    const begun = performance.now();
    const { status } = await newswire().client.ask(document);
    expect(performance.now() - begun).toBeLessThan(QUICK);
    expect(status).toBeLessThan(500);
    await answersStill(newswire());
  });

  it('100,000 nested not are refused, and not a fault', async () => {
    const filter = `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
    const response = await fetch(newswire().client.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"query ($f: ArticleFilter) { articles(filter: $f) { totalCount } }","variables":{"f":${filter}}}`,
    });
    const { status, errors } = await answerOf(response);
    expect(status).toBe(400);
    expect(errors[0]?.message).toMatch(/variables are nested 10000\d deep, and the limit is 300/);
    await answersStill(newswire());
  });

  it('the same holds for GET', async () => {
    const { endpoint } = newswire().client;
    for (const { document, refusal } of HOSTILE.filter(
      (each) => each.document.length < 4_000 && each.variables === undefined,
    )) {
      const answer = await answerOf(
        await fetch(`${endpoint}?query=${encodeURIComponent(document)}`, {
          headers: { accept: 'application/graphql-response+json' },
        }),
      );
      expect(answer.status).toBe(400);
      expect(answer.errors.map(({ message }) => message).join('\n')).toMatch(refusal);
    }
  });

  it('a client’s largest ordinary page is answered', async () => {
    const { status, errors, data } = await newswire().client.ask<{ articles: { edges: unknown[] } }>(`{
      articles(first: 100) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
        id slug url source headline description byline dateline language bodyHtml wordCount keywords urgency breaking
        version publishedAt updatedAt copyrightNotice section { id name path }
        leadPhoto { url caption altText creditLine width height }
        photos { edges { node { id url caption altText creditLine creator dateCreated width height focalPoint { x y } paragraph } } }
        quotes { edges { node { id text type speaker speakerRole cue via paragraph start end } } }
      } } }
    }`);
    expect([status, errors, data?.articles.edges.length]).toEqual([200, [], 60]);
  });
});

describe('over WebSocket', () => {
  async function askOverWebSocket(
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<unknown> {
    const client = createClient({
      url: webSocketAddress(newswire().client.endpoint),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    try {
      return await inTime(
        new Promise((resolve) => {
          client.subscribe(
            { query: document, variables },
            { next: resolve, error: (errors) => resolve({ errors }), complete: () => resolve(null) },
          );
        }),
        () => 'an answer',
        QUICK,
      );
    } finally {
      await client.dispose();
    }
  }

  it.each(HOSTILE)('$what is refused', async ({ document, variables, refusal }) => {
    const answer = await askOverWebSocket(document, variables);
    expect(answer).toMatchObject({ errors: expect.anything() });
    expect(JSON.stringify(answer).replaceAll('\\"', '"')).toMatch(refusal);
    await answersStill(newswire());
  });

  it('a subscription that asks too much is refused', async () => {
    const answer = await askOverWebSocket(
      'subscription { articlePublished { article { related(first: 20) { photos(first: 100) { edges { node { article { quotes(first: 100) { edges { node { id } } } } } } } } } } }',
    );
    expect(JSON.stringify(answer)).toMatch(/may cost \d{6,}/);
  });

  it('a message that is too large closes the connection', async () => {
    const socket = new WebSocket(webSocketAddress(newswire().client.endpoint), 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(`{"type":"ping","payload":{"a":"${'a'.repeat(2_100_000)}"}}`));
    // RFC 6455: message too big.
    expect(await inTime(closed, () => 'the connection to close')).toBe(1009);
    await answersStill(newswire());
  });
});
