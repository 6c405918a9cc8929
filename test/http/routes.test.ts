/** What each path answers, and how GraphQL is reached over HTTP beside the audits. */
import { describe, expect, it } from 'vitest';
import { answerOf } from '../support/client.ts';
import { brief, photo } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';

const newswire = useNewswire({ samples: true });

describe('a path', () => {
  it('/ leads to GraphiQL', async () => {
    const response = await fetch(`${newswire().url}/`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
    const page = await fetch(`${newswire().url}/`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('Newswire');
  });

  it('GraphiQL asks nothing of another host', async () => {
    const page = await fetch(newswire().client.endpoint, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect(html).toContain('FrontPage');
    expect(html).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\//);
  });

  it.each([
    ['/health', 'alive'],
    ['/ready', 'ready'],
  ])('%s says %s', async (path, said) => {
    const response = await fetch(`${newswire().url}${path}`);
    expect([response.status, await response.text()]).toEqual([200, `${said}\n`]);
  });

  it.each([
    '/nothing',
    '/graphql/more',
    '/photos/',
    '/photos/none.svg',
    '/photos/newswire.db',
    '/photos/a%2fb.svg',
    '/photos/a/b.svg',
  ])('%s is not found', async (path) => {
    const response = await fetch(`${newswire().url}${path}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('only /graphql takes what is sent', async () => {
    for (const path of ['/', '/health', '/photos/regatta.svg', '/nothing']) {
      const response = await fetch(`${newswire().url}${path}`, { method: 'POST', body: '{}' });
      expect(response.status).toBe(405);
    }
  });
});

describe('a picture', () => {
  it('is shown, and nothing in it runs', async () => {
    const response = await fetch(`${newswire().url}/photos/regatta.svg`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      'cache-control': 'public, no-cache',
    });
    const picture = await response.arrayBuffer();
    expect(response.headers.get('content-length')).toBe(String(picture.byteLength));
  });

  it('is not sent again to who has it, and asks each time', async () => {
    const url = `${newswire().url}/photos/regatta.svg`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const asked = async (tags: string) => {
      const response = await fetch(url, { headers: { 'if-none-match': tags } });
      return [response.status, response.headers.get('etag'), (await response.text()).length > 0];
    };
    expect(await asked(`"other", W/${etag}`)).toEqual([304, etag, false]);
    expect(await asked('"other"')).toEqual([200, etag, true]);
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await fetch(`${newswire().url}/photos/regatta.svg`, { method: 'HEAD' });
    expect([response.status, (await response.text()).length]).toEqual([200, 0]);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
  });
});

/** By a star, or by naming who asks, which caches must then be told. */
function expectOpenTo(origin: string, headers: Headers): void {
  const allowed = headers.get('access-control-allow-origin');
  expect(['*', origin]).toContain(allowed);
  if (allowed !== '*') expect(headers.get('vary')).toMatch(/origin/i);
}

describe('GraphQL over HTTP', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(newswire().client.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
      body,
    });

  it.each([
    '',
    'not json',
    '[]',
    '{}',
    'null',
    '{"query":1}',
    '{"query":"{ logHead }","variables":"x"}',
    '\u0000',
  ])('refuses the body %j with 400 and an error', async (body) => {
    const answer = await answerOf(await post(body));
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.message).toEqual(expect.any(String));
  });

  it('refuses what is not JSON with 415', async () => {
    expect((await post('query=1', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('answers a query over GET and refuses a mutation over it', async () => {
    const { endpoint } = newswire().client;
    const query = await fetch(`${endpoint}?query=${encodeURIComponent('{ articles { totalCount } }')}`);
    expect(await answerOf(query)).toMatchObject({ status: 200, data: { articles: { totalCount: 25 } } });
    const mutation = 'mutation { publishArticle(input: { headline: "x", section: "x" }) { __typename } }';
    const refused = await fetch(`${endpoint}?query=${encodeURIComponent(mutation)}`);
    expect(refused.status).toBe(405);
    expect((await answerOf(refused)).errors[0]?.message).toMatch(/mutation .*from a POST request/);
  });

  it('lets any site read, and says so before', async () => {
    const preflight = await fetch(newswire().client.endpoint, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://reader.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.status).toBeLessThan(300);
    const { headers } = preflight;
    expectOpenTo('https://reader.example', headers);
    expect(headers.get('access-control-allow-methods')).toMatch(/POST/);
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(/authorization.*content-type/);
    // With cookies it would be another matter.
    expect(headers.get('access-control-allow-credentials')).not.toBe('true');
    const answer = await post('{"query":"{ logHead }"}', { origin: 'https://reader.example' });
    expectOpenTo('https://reader.example', answer.headers);
    await answer.text();
  });

  it('introspection answers', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { status, errors } = await newswire().client.ask(getIntrospectionQuery());
    expect([status, errors]).toEqual([200, []]);
  });
});

it('two in one process do not know of each other', async () => {
  const [one, other] = [await startNewswire(), await startNewswire()];
  await one.publish(brief('Only here', { photos: [photo('here')] }));
  const key = await one.key('editor');
  const asked = '{ logHead articles { totalCount } sections { path } article(slug: "only-here") { slug } }';
  expect(await one.client.data(asked)).toMatchObject({ articles: { totalCount: 1 } });
  expect(await other.client.data(asked)).toMatchObject({
    articles: { totalCount: 0 },
    sections: [],
    article: null,
  });
  expect((await other.client.ask('{ logHead }', {}, { key })).status).toBe(401);
  await one.close();
  expect(await other.client.data(asked)).toMatchObject({ articles: { totalCount: 0 } });
});

it('a library answers by fetch alone what the server answers', async () => {
  const { newswire: idle } = await startNewswire({ idle: true, samples: true });
  const response = await idle.fetch(
    new Request('http://library.example/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: '{ articles { totalCount } photos(first: 1) { edges { node { url } } } }',
      }),
    }),
  );
  expect(await answerOf(response)).toMatchObject({
    status: 200,
    data: {
      articles: { totalCount: 25 },
      photos: { edges: [{ node: { url: expect.stringMatching(/^http:\/\/library\.example\/photos\//) } }] },
    },
  });
});
