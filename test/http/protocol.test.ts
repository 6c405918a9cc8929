/** What graphql-transport-ws has a server do: the connection, pings, and operations with their ids. */
import { describe, expect, it } from 'vitest';
import { holdWrites } from '../support/hold-writes.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';
import { complete, connectRawSocket, INIT, openRawSocket, subscribe } from '../support/raw-socket.ts';

const QUERY = '{ __typename }';
const ANSWER = { data: { __typename: 'Query' } };
const LIVE = 'subscription { articlePublished { slug } }';
const PUBLISH = 'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }';

const newswire = useNewswire({ environment: { NEWSWIRE_INIT_TIMEOUT_SECONDS: '1' } });
const endpoint = () => newswire().client.endpoint;

describe('a connection', () => {
  it('is of the protocol that both name', async () => {
    const raw = await openRawSocket(endpoint(), { protocols: ['other', 'graphql-transport-ws'] });
    expect(raw.socket.protocol).toBe('graphql-transport-ws');
  });

  it('is closed with 4406 where the client names no protocol', async () => {
    const raw = await openRawSocket(endpoint(), { protocols: [] });
    expect(await raw.closed()).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it.each([INIT, { ...INIT, payload: null }, { ...INIT, payload: { anything: [1] } }])(
    'is acknowledged once, to %j',
    async (init) => {
      const raw = await openRawSocket(endpoint());
      raw.send(init);
      expect(await raw.untilNow()).toEqual([{ type: 'connection_ack' }]);
    },
  );

  it('is closed with 4408 where the client does not ask for it in time', async () => {
    const raw = await openRawSocket(endpoint());
    // What is allowed before does not make up for it.
    raw.send({ type: 'ping' }, { type: 'pong' });
    expect(await raw.closed()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('is closed with 4429 where it is asked for twice', async () => {
    const raw = await connectRawSocket(endpoint());
    raw.send(INIT);
    expect(await raw.closed()).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  it('is closed with 4429 where it is asked for twice before it is acknowledged', async () => {
    const raw = await openRawSocket(endpoint());
    const key = await newswire().key('reader');
    const init = { ...INIT, payload: { Authorization: `Bearer ${key}` } };
    raw.send(init, init);
    expect(await raw.closed()).toMatchObject({ code: 4429 });
  });

  it('is closed with 4403 where its key is none', async () => {
    const raw = await openRawSocket(endpoint());
    raw.send({ ...INIT, payload: { Authorization: 'Bearer nonsense' } });
    expect(await raw.closed()).toEqual({
      code: 4403,
      reason: expect.stringContaining('holds no key in use'),
    });
  });

  it.each(['reader', 'editor'] as const)('is closed with 4401 where a %s asks before it', async (role) => {
    const key = await newswire().key(role);
    const raw = await openRawSocket(endpoint(), { headers: { authorization: `Bearer ${key}` } });
    raw.send(subscribe('a', PUBLISH, { input: minimal(`Before ${role}`) }), INIT);
    expect(await raw.closed()).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(await newswire().client.data('{ articles { totalCount } }')).toEqual({
      articles: { totalCount: 0 },
    });
  });
});

describe('a ping', () => {
  it('is answered before and after the connection, with what it carried', async () => {
    const raw = await openRawSocket(endpoint());
    raw.send({ type: 'ping' }, { type: 'ping', payload: { a: [1, { b: null }] } }, INIT, {
      type: 'ping',
      payload: null,
    });
    const answers = await raw.untilNow();
    expect(answers).toContainEqual({ type: 'connection_ack' });
    expect(answers.filter(({ type }) => type === 'pong')).toEqual([
      { type: 'pong' },
      { type: 'pong', payload: { a: [1, { b: null }] } },
      { type: 'pong' },
    ]);
  });

  it('may be answered without having been', async () => {
    const raw = await connectRawSocket(endpoint());
    raw.send({ type: 'pong' }, { type: 'pong', payload: { any: 'thing' } });
    expect(await raw.untilNow()).toEqual([]);
  });
});

describe('an operation', () => {
  it('is answered by its results and its completion, under its id', async () => {
    const raw = await connectRawSocket(endpoint());
    const ids = ['1', 'ä ❤️', '__proto__', 'constructor', '"', 'x'.repeat(1_000)];
    for (const id of ids) {
      raw.send(subscribe(id, QUERY));
      expect(await raw.next()).toEqual({ type: 'next', id, payload: ANSWER });
      expect(await raw.next()).toEqual({ type: 'complete', id });
    }
  });

  it('may have null where it has nothing to say', async () => {
    const raw = await connectRawSocket(endpoint());
    const payload = { query: QUERY, variables: null, operationName: null, extensions: null };
    raw.send({ id: 'a', type: 'subscribe', payload });
    expect(await raw.next()).toEqual({ type: 'next', id: 'a', payload: ANSWER });
  });

  it.each([
    ['is not valid', '{ nothing }'],
    ['is no GraphQL', '{'],
    ['names no operation', 'fragment A on Query { logHead }'],
  ])('that %s is answered by an error only, and its id is free', async (_what, query) => {
    const raw = await connectRawSocket(endpoint());
    raw.send(subscribe('a', query));
    expect(await raw.next()).toEqual({
      type: 'error',
      id: 'a',
      payload: [expect.objectContaining({ message: expect.any(String) })],
    });
    raw.send(subscribe('a', QUERY));
    expect(await raw.next()).toEqual({ type: 'next', id: 'a', payload: ANSWER });
    expect(await raw.next()).toEqual({ type: 'complete', id: 'a' });
    expect(await raw.untilNow()).toEqual([]);
  });

  it('that cannot begin where it was to is told so and completed, and its id is free', async () => {
    const raw = await connectRawSocket(endpoint());
    for (let round = 0; round < 2; round += 1) {
      raw.send(subscribe('a', 'subscription { articlePublished(after: "nowhere") { slug } }'));
      expect(await raw.next()).toMatchObject({
        type: 'next',
        id: 'a',
        payload: { errors: [{ extensions: { code: 'BAD_CURSOR' } }] },
      });
      expect(await raw.next()).toEqual(complete('a'));
    }
  });

  it.each([LIVE, PUBLISH])('of an id in use closes the connection with 4409: %s', async (query) => {
    const running = await startNewswire();
    const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
    holdWrites(running);
    raw.send(
      subscribe('a', query, query === PUBLISH ? { input: minimal('Once') } : {}),
      subscribe('a', QUERY),
    );
    expect(await raw.closed()).toEqual({ code: 4409, reason: 'Subscriber for a already exists' });
  });

  it('of a long id in use closes the connection with what of the reason has room', async () => {
    const raw = await connectRawSocket(endpoint());
    raw.send(subscribe('ä'.repeat(500), LIVE), subscribe('ä'.repeat(500), LIVE));
    expect(await raw.closed()).toEqual({ code: 4409, reason: `Subscriber for ${'ä'.repeat(54)}` });
  });
});
