/** How many connections there may be, and how much on each: who comes over a limit is told which, and what ends makes room. */
import { describe, expect, it } from 'vitest';
import { createConnections } from '../../src/http/connections.ts';
import { startNewswire } from '../support/newswire.ts';
import { connectRawSocket, INIT, openRawSocket, type RawSocket } from '../support/raw-socket.ts';
import { until } from '../support/until.ts';

const LIVE = 'subscription { articlePublished { slug } }';

function subscribe(id: string) {
  return { id, type: 'subscribe', payload: { query: LIVE } };
}

/** Whether it is served, or what it is told instead. */
async function fate(raw: RawSocket): Promise<unknown> {
  return raw.untilNow().then(
    () => 'served',
    () => raw.closed(),
  );
}

it.each([
  ['NEWSWIRE_MAX_CONNECTIONS', 'All 2 connections (NEWSWIRE_MAX_CONNECTIONS) are taken: come back later.'],
  [
    'NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT',
    'Your address has 2 connections (NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT): close some.',
  ],
])('connections over %s are closed with 1013, until one ends', async (name, reason) => {
  const { client } = await startNewswire({ environment: { [name]: '2' } });
  const [first, second] = [await openRawSocket(client.endpoint), await openRawSocket(client.endpoint)];
  expect([await fate(first), await fate(second)]).toEqual(['served', 'served']);
  expect(await fate(await openRawSocket(client.endpoint))).toEqual({ code: 1013, reason });
  // Queries are no connections.
  expect(await client.data('{ __typename }')).toEqual({ __typename: 'Query' });
  first.socket.close(1000);
  await first.closed();
  await until(
    async () => (await fate(await openRawSocket(client.endpoint))) === 'served',
    'room for another',
  );
  second.socket.terminate();
  await until(
    async () => (await fate(await openRawSocket(client.endpoint))) === 'served',
    'room for another',
  );
});

it('who holds a key has connections of their own, over both transports, and takes none of their address', async () => {
  const { client, key } = await startNewswire({ environment: { NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT: '2' } });
  const [one, other] = [await key('reader'), await key('reader')];
  const first = await connectRawSocket(client.endpoint, { key: one });
  const document = 'subscription { articlePublished { slug } }';
  const stream = () =>
    fetch(`${client.endpoint}?query=${encodeURIComponent(document)}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${one}` },
    });
  const second = await stream();
  expect(second.status).toBe(200);
  const message = 'Your key has 2 connections (NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT): close some.';
  const third = await stream();
  expect([third.status, await third.json()]).toMatchObject([503, { errors: [{ message }] }]);
  const late = await openRawSocket(client.endpoint);
  late.send({ ...INIT, payload: { Authorization: `Bearer ${one}` } });
  expect(await late.closed()).toEqual({ code: 1013, reason: message });
  for (const options of [{ key: other }, { key: other }, {}])
    expect(await fate(await connectRawSocket(client.endpoint, options))).toBe('served');
  first.socket.close();
  await first.closed();
  await until(async () => {
    const again = await openRawSocket(client.endpoint);
    again.send({ ...INIT, payload: { Authorization: `Bearer ${one}` } });
    return (await fate(again)) === 'served';
  }, 'room for another of the key');
  await second.body?.cancel();
});

it.each([
  [
    'NEWSWIRE_MAX_SUBSCRIPTIONS_PER_CONNECTION',
    'This connection has 2 operations under way, which is its limit: complete one, open another connection, or raise NEWSWIRE_MAX_SUBSCRIPTIONS_PER_CONNECTION.',
  ],
  [
    'NEWSWIRE_MAX_SUBSCRIPTIONS',
    'This server has 2 operations under way, which is its limit: try again later, or raise NEWSWIRE_MAX_SUBSCRIPTIONS.',
  ],
])('subscriptions over %s are refused, until one is completed', async (name, message) => {
  const { client } = await startNewswire({ environment: { [name]: '2' } });
  const raw = await connectRawSocket(client.endpoint);
  raw.send(subscribe('a'), subscribe('b'), subscribe('c'));
  const refusal = { type: 'error', payload: [{ message, extensions: { code: 'LIMIT_EXCEEDED' } }] };
  expect(await raw.next()).toEqual({ ...refusal, id: 'c' });
  raw.send({ id: 'a', type: 'complete' });
  await until(async () => {
    raw.send(subscribe('c'));
    return (await raw.untilNow()).length === 0;
  }, 'room for another');
  raw.send(subscribe('d'));
  expect(await raw.next()).toEqual({ ...refusal, id: 'd' });
});

it('a connection that breaks off leaves its subscriptions’ places to others', async () => {
  const { client } = await startNewswire({ environment: { NEWSWIRE_MAX_SUBSCRIPTIONS: '2' } });
  const gone = await connectRawSocket(client.endpoint);
  gone.send(subscribe('a'), subscribe('b'));
  await gone.untilNow();
  gone.socket.terminate();
  const raw = await connectRawSocket(client.endpoint);
  await until(async () => {
    raw.send(subscribe('a'));
    return (await raw.untilNow()).length === 0;
  }, 'room for another');
  raw.send(subscribe('b'));
  expect(await raw.untilNow()).toEqual([]);
  raw.send(subscribe('c'));
  expect(await raw.next()).toMatchObject({ type: 'error', id: 'c' });
});

describe('a client', () => {
  const limits = { maxConnections: 100, maxSubscriptions: 100, maxSubscriptionsPerConnection: 100 };

  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8:0:0:5::', true],
    ['::1', '::2', true],
    ['::1', '1::', false],
    ['1:2:3:4::', '1:2:3:4:5:6:7:8', true],
    ['1::4:5:6:7:8', '1:0:0:4::', true],
  ])('at %s is the one at %s: %s', (one, other, isSame) => {
    const connections = createConnections({ ...limits, maxConnectionsPerClient: 1 });
    connections.open(one);
    const open = () => connections.open(other);
    if (isSame) expect(open).toThrow(/Your address has 1 connections/);
    else expect(open).not.toThrow();
  });

  it('is told so in no more than a close has room for', () => {
    const most = 9_999_999;
    const full = createConnections({ ...limits, maxConnections: 0, maxConnectionsPerClient: most });
    const own = createConnections({ ...limits, maxConnectionsPerClient: 0 });
    for (const connections of [full, own])
      expect(() => connections.open('::1')).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    const told = [full, own].map((connections) => {
      try {
        return connections.open('::1');
      } catch (error) {
        return (error as Error).message.length + String(most).length;
      }
    });
    expect(Math.max(...(told as number[]))).toBeLessThanOrEqual(123);
  });

  it('frees its place once, however often it is closed', () => {
    const connections = createConnections({ ...limits, maxConnections: 2, maxConnectionsPerClient: 2 });
    const slot = connections.open('a');
    connections.open('a');
    slot.begin();
    slot.close();
    slot.close();
    slot.end();
    connections.open('a');
    expect(() => connections.open('b')).toThrow(/All 2 connections/);
  });
});
