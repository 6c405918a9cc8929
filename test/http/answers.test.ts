/** Answers from memory: what Yoga would have sent, byte for byte, and never from the past. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createClock } from '../support/clock.ts';
import { brief } from '../support/edition.ts';
import { type Running, startNewswire, useNewswire } from '../support/newswire.ts';
import { until } from '../support/until.ts';

const NEWEST = '{ articles(first: 3) { totalCount edges { node { headline section { path } } } } }';
const BY_SLUG =
  'query One($slug: String!) { article(slug: $slug) { headline } } query Other { articles(first: 1) { totalCount } }';

interface Figures {
  hits: number;
  misses: number;
  bytes: number;
}

async function figures({ url }: Running): Promise<Figures> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^newswire_answer_${name} (.+)$`, 'm').exec(text)?.[1]);
  return { hits: value('hits_total'), misses: value('misses_total'), bytes: value('bytes') };
}

/** How many of them were answered from memory, and how many had to be made, while `act` went on. */
async function during(
  running: Running,
  act: () => Promise<unknown>,
): Promise<[hits: number, misses: number]> {
  const before = await figures(running);
  await act();
  const after = await figures(running);
  return [after.hits - before.hits, after.misses - before.misses];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const inAddress = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters)}`;
const post = (body: unknown, headers: Record<string, string> = {}): [path: string, init: RequestInit] => [
  '/graphql',
  {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  },
];
const get = (
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): [string, RequestInit] => [inAddress(parameters), { headers }];

interface Whole {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** All that a client sees, but for the moment and the connection. */
async function whole(response: Response): Promise<Whole> {
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const headers = new Headers({
    'content-length': String(body.length),
    ...Object.fromEntries(response.headers),
  });
  for (const name of ['date', 'connection', 'keep-alive']) headers.delete(name);
  return { status: response.status, headers: Object.fromEntries(headers), body };
}

describe('what is asked again', () => {
  const newswire = useNewswire({ samples: true });

  it.each<[name: string, ...question: [string, RequestInit]]>([
    ['as most ask', ...post({ query: NEWEST })],
    [
      'with variables and a name',
      ...post({ query: BY_SLUG, variables: { slug: 'none' }, operationName: 'One' }),
    ],
    ['with the other name', ...post({ query: BY_SLUG, variables: { slug: 'none' }, operationName: 'Other' })],
    [
      'with the media type of GraphQL',
      ...post({ query: NEWEST }, { accept: 'application/graphql-response+json' }),
    ],
    ['with the older one', ...post({ query: NEWEST }, { accept: 'application/json' })],
    ['from a page elsewhere', ...post({ query: NEWEST }, { origin: 'https://reader.example' })],
    ['with a charset', ...post({ query: NEWEST }, { 'content-type': 'application/json; charset=utf-8' })],
    [
      'with letters of more than one byte',
      ...post({ query: '{ search(query: "café 新聞") { totalCount } }' }),
    ],
    [
      'as bare GraphQL',
      ...post('{ articles(first: 1) { totalCount } }', { 'content-type': 'application/graphql' }),
    ],
    ['in an address', ...get({ query: NEWEST })],
    [
      'in an address, with the media type of GraphQL',
      ...get({ query: NEWEST }, { accept: 'application/graphql-response+json' }),
    ],
    [
      'in an address, with variables',
      ...get({ query: BY_SLUG, operationName: 'One', variables: '{"slug":"none"}' }),
    ],
    ['of the schema', ...post({ query: '{ __schema { queryType { name } } }' })],
  ])('%s is answered from memory, byte for byte as by Yoga', async (_name, path, init) => {
    const address = `${newswire().url}${path}`;
    const byYoga = await whole(await newswire().newswire.fetch(new Request(address, init)));
    expect(byYoga.status).toBe(200);
    // The first by Yoga, the second perhaps the plain way, whose heads Yoga taught; then from memory.
    const counts = await during(newswire(), async () => {
      for (let time = 1; time <= 3; time += 1)
        expect(await whole(await fetch(address, init))).toEqual(byYoga);
    });
    expect(counts).toEqual([2, 1]);
  });

  it.each<[name: string, status: number, ...question: [string, RequestInit]]>([
    [
      'an unknown field',
      400,
      ...post({ query: '{ nothing }' }, { accept: 'application/graphql-response+json' }),
    ],
    ['no GraphQL', 400, ...post({ query: '{' }, { accept: 'application/graphql-response+json' })],
    ['an unknown field, for older clients', 200, ...post({ query: '{ nothing }' })],
    ['an error beside data', 200, ...post({ query: '{ articles(after: "x") { totalCount } }' })],
    ['bad JSON', 400, ...post('{"query":')],
    ['a list', 400, ...post('[]')],
    ['no query', 400, ...post({ variables: {} }, { accept: 'application/graphql-response+json' })],
    [
      'a mutation in an address',
      405,
      ...get({ query: 'mutation { deleteDraft(input: { id: "x", version: 1 }) { __typename } }' }),
    ],
  ])("%s is Yoga's to answer each time", async (_name, status, path, init) => {
    const address = `${newswire().url}${path}`;
    const byYoga = await whole(await newswire().newswire.fetch(new Request(address, init)));
    expect(byYoga.status).toBe(status);
    const [hits] = await during(newswire(), async () => {
      for (let time = 1; time <= 2; time += 1)
        expect(await whole(await fetch(address, init))).toEqual(byYoga);
    });
    expect(hits).toBe(0);
    newswire().takeFaults();
  });

  it('at the same time is executed once', async () => {
    const [path, init] = post({
      query: '{ articles(first: 7) { totalCount edges { node { slug bodyHtml } } } }',
    });
    const counts = await during(newswire(), async () => {
      const responses = await Promise.all(
        Array.from({ length: 20 }, () => fetch(newswire().url + path, init)),
      );
      const bodies = await Promise.all(responses.map((response) => response.text()));
      expect(new Set(bodies).size).toBe(1);
    });
    expect(counts).toEqual([19, 1]);
  });

  it('with a key is executed each time, and shared with nobody', async () => {
    const { client, key, publish } = newswire();
    const editor = await key('editor');
    await publish({ ...brief('Held'), embargoedUntil: Date.now() + 86_400_000 });
    const asked = '{ desk(state: EMBARGOED) { totalCount } }';
    const counts = await during(newswire(), async () => {
      for (let time = 1; time <= 2; time += 1) {
        expect(await client.data(asked, {}, { key: editor })).toEqual({ desk: { totalCount: 1 } });
        expect(await client.data(asked)).toEqual({ desk: { totalCount: 0 } });
      }
    });
    expect(counts).toEqual([1, 1]);
  });
});

describe('after a publication', () => {
  const HEADLINES = { query: '{ articles(first: 1) { edges { node { headline } } } }' };
  const newestOf = async ({ url }: Running, [path, init]: [string, RequestInit]) =>
    (await (await fetch(url + path, init)).json()) as unknown;
  const told = (headline: string) => ({ data: { articles: { edges: [{ node: { headline } }] } } });

  it.each([
    ['POST', post(HEADLINES)],
    ['GET', get(HEADLINES)],
  ])('no %s is answered from before it, whichever process made it', async (_method, question) => {
    const here = await startNewswire();
    const { databaseUrl } = here;
    const there = await startNewswire({ databaseUrl });
    for (let round = 1; round <= 25; round += 1) {
      const headline = `Item ${round}`;
      await [here, there][round % 2]?.publish(brief(headline));
      for (const asked of [here, there, here])
        expect(await newestOf(asked, question)).toEqual(told(headline));
    }
  });

  it('what is counted is counted anew, whichever process made it, also for who comes with a key', async () => {
    const here = await startNewswire();
    const there = await startNewswire({ databaseUrl: here.databaseUrl });
    const key = await here.key('reader');
    const asked = `{ articles { totalCount facets(by: SOURCE) { count } } search(query: "item") { totalCount } }`;
    for (let count = 1; count <= 10; count += 1) {
      await [here, there][count % 2]?.publish(
        brief(`Item ${count}`, { source: 'Courier', sourceId: `${count}` }),
      );
      for (const { client } of [here, there, here]) {
        expect(await client.data(asked, {}, { key })).toEqual({
          articles: { totalCount: count, facets: [{ count }] },
          search: { totalCount: count },
        });
      }
    }
  });

  it('while many ask, no answer is from before what was confirmed when it was asked for', async () => {
    const running = await startNewswire();
    await running.publish(brief('Item 0'));
    let confirmed = 0;
    const over = new AbortController();
    const stale: string[] = [];
    const ask = async () => {
      while (!over.signal.aborted) {
        const asked = confirmed;
        const { data } = (await newestOf(running, post(HEADLINES))) as ReturnType<typeof told>;
        const got = Number(data.articles.edges[0]?.node.headline.slice('Item '.length));
        if (got < asked) stale.push(`${got} after ${asked}`);
      }
    };
    const askers = Promise.all(Array.from({ length: 8 }, ask));
    const [hits] = await during(running, async () => {
      for (let number = 1; number <= 60; number += 1) {
        await running.publish(brief(`Item ${number}`));
        confirmed = number;
      }
    });
    over.abort();
    await askers;
    expect(stale).toEqual([]);
    expect(hits).toBeGreaterThan(0);
  });

  it('an embargo that lapses is in the next answer', async () => {
    const clock = createClock();
    const running = await startNewswire({ now: clock.now });
    const question = post({ query: '{ articles { totalCount } }' });
    const counted = (totalCount: number) => ({ data: { articles: { totalCount } } });
    await running.publish({ ...brief('Held'), embargoedUntil: clock.now() + 60_000 });
    for (let time = 1; time <= 2; time += 1) expect(await newestOf(running, question)).toEqual(counted(0));
    clock.advance(60_000);
    // A commit makes it look: the timer goes by the machine's clock.
    await running.publish(brief('Other'));
    const seen = async () => (await figures(running)).misses;
    const before = await seen();
    await until(
      async () => isDeepStrictEqual(await newestOf(running, question), counted(2)),
      'the embargo to lapse',
    );
    expect((await seen()) - before).toBeLessThanOrEqual(2);
  });
});

describe('what answers may cost', () => {
  const ask = ({ url }: Running, first: number) =>
    fetch(...withUrl(url, post({ query: `{ articles(first: ${first}) { edges { node { headline } } } }` })));
  const withUrl = (url: string, [path, init]: [string, RequestInit]): [string, RequestInit] => [
    url + path,
    init,
  ];

  it('is bounded in bytes: where memory is short what was asked before is kept, and what was asked for longest ago goes', async () => {
    const running = await startNewswire({
      samples: true,
      environment: { NEWSWIRE_MAX_ANSWER_BYTES: '10000' },
    });
    for (let first = 1; first <= 40; first += 1) await ask(running, first);
    const { bytes } = await figures(running);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(10_000);
    // Of those that were asked once, only the first were kept.
    expect(await during(running, () => ask(running, 1))).toEqual([1, 0]);
    expect(await during(running, () => ask(running, 40))).toEqual([0, 1]);
    expect(await during(running, () => ask(running, 40))).toEqual([1, 0]);
    for (let first = 20; first <= 39; first += 1) await ask(running, first);
    expect((await figures(running)).bytes).toBeLessThanOrEqual(10_000);
    expect(await during(running, () => ask(running, 39))).toEqual([1, 0]);
    expect(await during(running, () => ask(running, 1))).toEqual([0, 1]);
  });

  it('is nothing with a limit of 0', async () => {
    const running = await startNewswire({ samples: true, environment: { NEWSWIRE_MAX_ANSWER_BYTES: '0' } });
    for (let time = 1; time <= 3; time += 1) expect((await ask(running, 5)).status).toBe(200);
    expect(await figures(running)).toEqual({ hits: 0, misses: 0, bytes: 0 });
  });
});

describe('a cache on the way', () => {
  const newswire = useNewswire({ samples: true });
  const question = get({ query: NEWEST });

  it('is told to ask each time, and gets 304 for as long as nothing changed', async () => {
    const { url, publish } = newswire();
    const first = await fetch(url + question[0]);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'cache-control': 'public, no-cache',
      vary: 'Accept, Authorization, Origin',
    });
    const etag = first.headers.get('etag') ?? '';
    const again = (tag: string) => fetch(url + question[0], { headers: { 'if-none-match': tag } });
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await again(tag);
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag]);
      expect(response.headers.get('cache-control')).toBe('public, no-cache');
    }
    await publish(brief('Brand new'));
    const changed = await again(etag);
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain('Brand new');
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('keeps for itself what was asked with a key, and no error', async () => {
    const { url, key } = newswire();
    const authorization = `Bearer ${await key('reader')}`;
    const own = await fetch(url + question[0], { headers: { authorization } });
    expect(own.headers.get('cache-control')).toBe('private, no-cache');
    const wrong = await fetch(`${url}${inAddress({ query: '{ nothing }' })}`);
    expect(wrong.headers.get('cache-control')).toBe('no-store');
    expect(wrong.headers.get('etag')).toBeNull();
  });

  it('may keep nothing for others where everybody wants a key', async () => {
    const closed = await startNewswire({ samples: true, environment: { NEWSWIRE_ANONYMOUS: 'off' } });
    const authorization = `Bearer ${await closed.key('reader')}`;
    const own = await fetch(closed.url + question[0], { headers: { authorization } });
    expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect((await fetch(closed.url + question[0])).status).toBe(401);
    expect((await fetch(`${closed.url}/metrics`)).status).toBe(401);
  });
});
