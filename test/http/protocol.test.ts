/** What graphql-transport-ws has a server do, and what it has it do with clients that do not keep to it. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { brief } from '../support/edition.ts';
import { type Running, startNewswire, useNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';
import { connectRawSocket, INIT, type Message, openRawSocket } from '../support/raw-socket.ts';
import { until } from '../support/until.ts';

const QUERY = '{ __typename }';
const ANSWER = { data: { __typename: 'Query' } };
const LIVE = 'subscription { articlePublished { slug } }';
const PUBLISH = 'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }';

const newswire = useNewswire({ environment: { NEWSWIRE_INIT_TIMEOUT_SECONDS: '1' } });
const endpoint = () => newswire().client.endpoint;

function subscribe(id: string, query: string, variables: Record<string, unknown> = {}) {
  return { id, type: 'subscribe', payload: { query, variables } };
}
const complete = (id: string) => ({ id, type: 'complete' });

/** Nothing is written to the store until the answer is called. */
function holdWrites({ newswire: { newsroom } }: Running): () => void {
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  void newsroom.store.write(() => held);
  onTestFinished(release);
  return release;
}

/** The slugs that each operation was told of. */
function toldOf(messages: readonly Message[]): Record<string, unknown[]> {
  const told: Record<string, unknown[]> = {};
  for (const { type, id = '', payload } of messages)
    if (type === 'next') (told[id] ??= []).push(JSON.stringify(payload).match(/"slug":"([^"]*)"/)?.[1]);
  return told;
}

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
    expect(await raw.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
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

describe('a completion by the client', () => {
  it('of an operation that is over, or never was, is nothing', async () => {
    const raw = await connectRawSocket(endpoint());
    raw.send(complete('never'), subscribe('a', QUERY));
    expect(await raw.next()).toMatchObject({ type: 'next', id: 'a' });
    expect(await raw.next()).toEqual(complete('a'));
    raw.send(complete('a'), complete('a'), subscribe('b', LIVE), complete('b'), complete('b'));
    expect(await raw.untilNow()).toEqual([]);
  });

  it('ends a subscription: nothing that is published after is told', async () => {
    const running = await startNewswire();
    const raw = await connectRawSocket(running.client.endpoint);
    raw.send(subscribe('a', LIVE), subscribe('witness', LIVE));
    await untilHeard(running, raw, ['a', 'witness']);
    raw.send(complete('a'));
    await raw.untilNow();
    await running.publish(brief('After'));
    await running.publish(brief('Last'));
    const heard = await untilTold(raw, 'witness', 'last');
    expect(toldOf(heard)).toEqual({ witness: ['after', 'last'] });
  });

  it('of a mutation under way keeps its answer back, and the id is another’s at once', async () => {
    const running = await startNewswire();
    const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
    const release = holdWrites(running);
    raw.send(subscribe('a', PUBLISH, { input: minimal('Held') }), complete('a'), subscribe('a', QUERY));
    expect(await raw.untilNow()).toEqual([]);
    release();
    expect(await raw.next()).toEqual({ type: 'next', id: 'a', payload: ANSWER });
    expect(await raw.next()).toEqual(complete('a'));
    expect(await raw.untilNow()).toEqual([]);
  });

  it('of what waits for its id is one too', async () => {
    const running = await startNewswire();
    const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
    const release = holdWrites(running);
    const held = subscribe('a', PUBLISH, { input: minimal('Held') });
    raw.send(held, complete('a'), subscribe('a', '{ logHead }'), complete('a'), subscribe('a', QUERY));
    await raw.untilNow();
    release();
    expect(await raw.next()).toEqual({ type: 'next', id: 'a', payload: ANSWER });
    expect(await raw.next()).toEqual(complete('a'));
    expect(await raw.untilNow()).toEqual([]);
  });

  it('of what waits for its id leaves the id in use until then', async () => {
    const running = await startNewswire();
    const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
    holdWrites(running);
    const held = subscribe('a', PUBLISH, { input: minimal('Held') });
    raw.send(held, complete('a'), subscribe('a', QUERY), subscribe('a', QUERY));
    expect(await raw.closed()).toMatchObject({ code: 4409 });
  });

  it.each(['anyone', 'reader'] as const)(
    'and the same id again in one packet leave one subscription, of %s',
    async (who) => {
      const running = await startNewswire();
      const key = who === 'anyone' ? {} : { key: await running.key(who) };
      const raw = await connectRawSocket(running.client.endpoint, key);
      for (let round = 0; round < 10; round += 1) raw.send(subscribe('a', LIVE), complete('a'));
      raw.send(subscribe('a', 'subscription { articleChanged { article { slug } } }'));
      await until(async () => {
        await running.publish(brief('Probe'));
        return (await raw.untilNow()).length > 0;
      }, 'the last one to listen');
      await running.publish(brief('Told once'));
      await running.publish(brief('Last'));
      const heard = await untilTold(raw, 'a', 'last');
      expect(toldOf(heard)['a']?.filter((slug) => slug === 'told-once')).toEqual(['told-once']);
      expect(heard.every(({ payload }) => JSON.stringify(payload).includes('articleChanged'))).toBe(true);
      raw.send(complete('a'), subscribe('witness', LIVE));
      await untilHeard(running, raw, ['witness']);
      await running.publish(brief('After'));
      expect(toldOf(await untilTold(raw, 'witness', 'after'))['a']).toBeUndefined();
    },
  );

  it('that meets an event on its way is the end nevertheless', async () => {
    const running = await startNewswire();
    const raw = await connectRawSocket(running.client.endpoint);
    for (let round = 0; round < 20; round += 1) {
      const id = `round ${round}`;
      raw.send(subscribe(id, LIVE));
      await untilHeard(running, raw, [id]);
      const published = running.publish(brief(`Race ${round}`));
      raw.send(complete(id));
      // The event may still have been told; once the server has answered what came after the completion, none is.
      const before = await raw.untilNow();
      expect(before.filter(({ type }) => type !== 'next')).toEqual([]);
      await published;
      expect(await raw.untilNow()).toEqual([]);
    }
  });
});

describe('what is no message', () => {
  const { payload } = subscribe('a', QUERY);
  it.each([
    ['', /JSON/],
    ['nonsense', /JSON/],
    ['{"type":"ping"', /JSON/],
    ['null', /object/],
    ['[]', /object/],
    ['"ping"', /object/],
    ['{}', /type/],
    ['{"type":1}', /type/],
    ['{"type":"start"}', /start/],
    [`{"type":"${'x'.repeat(500)}"}`, /type/],
    ['{"type":"ping","payload":1}', /payload/],
    ['{"type":"pong","payload":[]}', /payload/],
    ['{"type":"connection_init","payload":"key"}', /payload/],
    [JSON.stringify({ type: 'subscribe', payload }), /id/],
    [JSON.stringify({ type: 'subscribe', id: '', payload }), /id/],
    [JSON.stringify({ type: 'subscribe', id: 1, payload }), /id/],
    [JSON.stringify({ type: 'subscribe', id: 'a' }), /payload/],
    [JSON.stringify({ type: 'subscribe', id: 'a', payload: {} }), /query/],
    [JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: 1 } }), /query/],
    [JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: QUERY, variables: [] } }), /variables/],
    [
      JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: QUERY, operationName: 1 } }),
      /operationName/,
    ],
    [JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: QUERY, extensions: 1 } }), /extensions/],
    ['{"type":"complete"}', /id/],
    ['{"type":"complete","id":""}', /id/],
    // These are a server's.
    ['{"type":"connection_ack"}', /connection_ack/],
    ['{"type":"next","id":"a","payload":{}}', /next/],
    ['{"type":"error","id":"a","payload":[{"message":"a"}]}', /error/],
  ])('closes the connection with 4400: %s', async (message, reason) => {
    const raw = await connectRawSocket(endpoint());
    raw.send(message);
    expect(await raw.closed()).toEqual({ code: 4400, reason: expect.stringMatching(reason) });
  });

  it('closes the connection with 4400 where it is binary', async () => {
    const raw = await connectRawSocket(endpoint());
    raw.send(Buffer.from(JSON.stringify(subscribe('a', QUERY))));
    expect(await raw.closed()).toEqual({ code: 4400, reason: 'Messages are text, not binary' });
  });

  it('closes it at once: what stands behind it is not done', async () => {
    const raw = await connectRawSocket(endpoint(), { key: await newswire().key('editor') });
    raw.send('nonsense', subscribe('a', PUBLISH, { input: minimal('Not done') }));
    expect(await raw.closed()).toMatchObject({ code: 4400 });
    expect(await newswire().client.data('{ articles { totalCount } }')).toEqual({
      articles: { totalCount: 0 },
    });
  });

  it('ends what was under way, and nobody is told of it as a fault', async () => {
    const said = vi.spyOn(console, 'error');
    onTestFinished(() => said.mockRestore());
    const running = await startNewswire({ environment: { NEWSWIRE_MAX_BODY_BYTES: '1000' } });
    for (const message of ['nonsense', 'x'.repeat(2_000)]) {
      const raw = await connectRawSocket(running.client.endpoint);
      raw.send(subscribe('a', LIVE));
      await untilHeard(running, raw, ['a']);
      raw.send(message);
      expect((await raw.closed()).code).toBe(message === 'nonsense' ? 4400 : 1009);
    }
    await running.publish(brief('To nobody'));
    expect(said).not.toHaveBeenCalled();
  });

  it('is invalid UTF-8, which is closed with 1007', async () => {
    const raw = await connectRawSocket(endpoint());
    raw.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await raw.closed()).code).toBe(1007);
  });
});

type Raw = Awaited<ReturnType<typeof connectRawSocket>>;

/** Until each of the subscriptions was told of something. */
async function untilHeard({ publish }: Running, raw: Raw, ids: readonly string[]): Promise<void> {
  const heard = new Set<string | undefined>();
  await until(async () => {
    await publish(brief('Probe'));
    for (const { type, id } of await raw.untilNow()) if (type === 'next') heard.add(id);
    return ids.every((id) => heard.has(id));
  }, `${ids.join()} to listen`);
}

/** What came until the operation was told of the article; later articles of the probes do not count. */
async function untilTold(raw: Raw, id: string, slug: string): Promise<Message[]> {
  const messages: Message[] = [];
  let isTold = false;
  while (!isTold) {
    const message = await raw.next();
    messages.push(message);
    isTold = toldOf([message])[id]?.includes(slug) === true;
  }
  return messages.filter(({ payload }) => !JSON.stringify(payload).includes('"probe'));
}
