/** What the helper makes of what a server may say, on a server that says it when it is told to. */
import { describe, expect, it, vi } from 'vitest';
import type { LossReport } from '../../src/client/wire.ts';
import { HEAD, startStubWire, type StubWire } from '../support/stub-wire.ts';
import { inTime, until } from '../support/until.ts';
import { slugsOf, subscribe, take, WIRE_TRANSPORTS } from '../support/wire.ts';

const LARGE = 'x'.repeat(100_000);

describe.each(WIRE_TRANSPORTS)('over %s', (transport) => {
  const start = () => startStubWire(transport);
  const follow = ({ url }: StubWire, options = {}, subscribing = {}) =>
    subscribe({ url, transport, ...options }, subscribing);

  it('who begins without a cursor holds the end of the log before it subscribes', async () => {
    const stub = await start();
    const subscription = follow(stub);
    const first = slugsOf(subscription, 1);
    (await stub.subscriber(0)).close(1011);
    const again = await stub.subscriber(1);
    expect([stub.subscribers[0]?.variables, again.variables]).toEqual([{ after: HEAD }, { after: HEAD }]);
    again.send('1');
    expect(await first).toEqual(['1']);
  });

  it('`last` is asked for until something has come, and the cursor from then on', async () => {
    const stub = await start();
    const subscription = follow(stub, {}, { variables: { last: 3, filter: { breaking: true } } });
    const one = slugsOf(subscription, 1);
    (await stub.subscriber(0)).close(1011);
    const second = await stub.subscriber(1);
    second.send('1');
    expect(await one).toEqual(['1']);
    second.close(1011);
    const two = slugsOf(subscription, 1);
    (await stub.subscriber(2)).send('2');
    expect(await two).toEqual(['2']);
    const filter = { breaking: true };
    expect(stub.subscribers.map(({ variables }) => variables)).toEqual([
      { filter, last: 3 },
      { filter, last: 3 },
      { filter, after: '1' },
    ]);
  });

  it('a heartbeat moves the cursor, and a resumption begins there', async () => {
    const stub = await start();
    const subscription = follow(stub, {}, { after: '0' });
    const event = subscription.next();
    const first = await stub.subscriber(0);
    first.beat('5');
    await until(() => subscription.cursor === '5', 'the heartbeat');
    first.stir();
    first.close(1011);
    const second = await stub.subscriber(1);
    expect(second.variables).toEqual({ after: '5' });
    second.send('6');
    expect(await event).toMatchObject({ value: { cursor: '6' } });
  });

  it('an event is done with when the next is asked for, whatever heartbeat came after it', async () => {
    const stub = await start();
    const subscription = follow(stub, {}, { after: '0' });
    const first = take(subscription, 1);
    const server = await stub.subscriber(0);
    server.send('1');
    server.beat('2');
    await first;
    expect(subscription.cursor).toBe('0');
    void subscription.next();
    await until(() => subscription.cursor === '2', 'the heartbeat');
  });

  it('what comes a second time is dropped', async () => {
    const stub = await start();
    const subscription = follow(stub, {}, { after: '0' });
    const heard = slugsOf(subscription, 4);
    const first = await stub.subscriber(0);
    for (const cursor of ['1', '2', '2', '1']) first.send(cursor);
    first.complete();
    const second = await stub.subscriber(1);
    expect(second.variables).toEqual({ after: '2' });
    for (const cursor of ['1', '2', '3', '4']) second.send(cursor);
    expect(await heard).toEqual(['1', '2', '3', '4']);
  });

  it('a connection in silence is taken for lost, and one that stirs is not', async () => {
    const stub = await start();
    const onLost = vi.fn<(loss: LossReport) => void>();
    const subscription = follow(stub, { heartbeat: 60 }, { after: '0', onLost });
    const event = subscription.next();
    const first = await stub.subscriber(0);
    const stirring = setInterval(() => first.stir(), 20);
    const from = performance.now();
    await until(() => performance.now() - from > 300, 'twice the patience');
    clearInterval(stirring);
    expect(onLost).not.toHaveBeenCalled();
    const second = await stub.subscriber(1);
    expect(onLost).toHaveBeenCalledWith(
      expect.objectContaining({ why: 'no sign of life for 150 ms', tries: 1 }),
    );
    await until(() => !first.isOpen(), 'the silent connection to be closed');
    second.send('1');
    expect(await event).toMatchObject({ value: { cursor: '1' } });
  });

  it.each(['STORE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'])('%s is tried again', async (code) => {
    const stub = await start();
    const heard = slugsOf(follow(stub, {}, { after: '0' }), 1);
    (await stub.subscriber(0)).refuse(code);
    (await stub.subscriber(1)).send('1');
    expect(await heard).toEqual(['1']);
  });

  it('a cursor whose log has gone on is thrown, with where it can be taken up', async () => {
    const stub = await start();
    const event = follow(stub, {}, { after: '0' }).next();
    (await stub.subscriber(0)).refuse('CURSOR_EXPIRED');
    await expect(inTime(event, () => 'the refusal')).rejects.toMatchObject({
      code: 'CURSOR_EXPIRED',
      extensions: { oldest: 'oldest' },
    });
  });

  it('an event in which a field failed is given with its errors', async () => {
    const stub = await start();
    const event = take(follow(stub, {}, { after: '0' }), 1);
    const errors = [{ message: 'It failed.', path: ['articlePublished', 'article'] }];
    const data = { articlePublished: { cursor: '1', slug: 'one', article: null } };
    (await stub.subscriber(0)).sendResult({ data, errors });
    expect(await event).toEqual([{ cursor: '1', data, errors }]);
  });

  it('an event without a cursor is the fault of the document', async () => {
    const stub = await start();
    const query = 'subscription ($after: Cursor) { articlePublished(after: $after) { place: cursor } }';
    const event = follow(stub, {}, { after: '0', query }).next();
    (await stub.subscriber(0)).sendResult({ data: { articlePublished: { place: '1' } } });
    await expect(inTime(event, () => 'the refusal')).rejects.toMatchObject({ code: 'BAD_DOCUMENT' });
  });

  it('the pause grows with each try that fails, and begins anew with what comes', async () => {
    const stub = await start();
    const losses: LossReport[] = [];
    const onLost = (loss: LossReport) => void losses.push(loss);
    void follow(stub, { firstPause: 8, longestPause: 32 }, { after: '0', onLost })
      .next()
      .catch(() => undefined);
    for (let index = 0; index < 4; index += 1) (await stub.subscriber(index)).complete();
    const fifth = await stub.subscriber(4);
    fifth.beat('1');
    fifth.complete();
    await stub.subscriber(5);
    expect(losses.map(({ tries }) => tries)).toEqual([1, 2, 3, 4, 1]);
    for (const [index, most] of [8, 16, 32, 32, 8].entries()) {
      expect(losses[index]?.pause).toBeLessThanOrEqual(most);
      expect(losses[index]?.pause).toBeGreaterThanOrEqual(most / 2);
    }
  });

  it.each(['signal', 'return'] as const)(
    '%s ends it while it waits, and closes the connection',
    async (how) => {
      const stub = await start();
      const ending = new AbortController();
      const subscription = follow(stub, {}, { after: '0', signal: ending.signal });
      const event = subscription.next();
      const server = await stub.subscriber(0);
      if (how === 'signal') ending.abort();
      else await inTime(subscription.return(), () => 'the return');
      expect(await inTime(event, () => 'the end')).toEqual({ done: true, value: undefined });
      await until(() => !server.isOpen(), 'the connection to be closed');
      expect(await subscription.next()).toEqual({ done: true, value: undefined });
      expect(stub.subscribers).toHaveLength(1);
    },
  );

  it('leaving the loop ends it, and what the program throws comes out of it', async () => {
    const stub = await start();
    const subscription = follow(stub, {}, { after: '0', onConnected: () => undefined });
    const heard: string[] = [];
    async function read(): Promise<void> {
      for await (const { cursor } of subscription) {
        heard.push(cursor);
        if (cursor === '2') throw new Error('enough');
      }
    }
    const reading = read();
    const server = await stub.subscriber(0);
    for (const cursor of ['1', '2', '3']) server.send(cursor);
    await expect(inTime(reading, () => 'the end')).rejects.toThrow('enough');
    expect(heard).toEqual(['1', '2']);
    await until(() => !server.isOpen(), 'the connection to be closed');
  });

  it('can be ended before it has begun, and while it connects', async () => {
    const stub = await start();
    const aborted = follow(stub, {}, { signal: AbortSignal.abort() });
    expect(await aborted.next()).toEqual({ done: true, value: undefined });
    const ending = new AbortController();
    const connecting = follow(stub, {}, { signal: ending.signal });
    const event = connecting.next();
    ending.abort();
    expect(await inTime(event, () => 'the end')).toEqual({ done: true, value: undefined });
    expect(stub.subscribers).toHaveLength(0);
  });

  it('ends while it pauses', async () => {
    const stub = await start();
    const ending = new AbortController();
    const onLost = () => ending.abort();
    const event = follow(stub, { firstPause: 60_000 }, { after: '0', signal: ending.signal, onLost }).next();
    (await stub.subscriber(0)).close(1011);
    expect(await inTime(event, () => 'the end')).toEqual({ done: true, value: undefined });
  });

  it('a program that falls behind has everything once it reads', async () => {
    const all = Array.from({ length: 30 }, (_, index) => String(index + 1));
    const stub = await startStubWire(transport, ({ variables, send }) => {
      for (const cursor of all.slice(Number(variables['after']))) send(cursor);
    });
    const subscription = follow(stub, { mostWaiting: 10 }, { after: '0' });
    expect(await slugsOf(subscription, 1)).toEqual(['1']);
    const server = await stub.subscriber(0);
    // Over SSE it is the server that waits.
    if (transport === 'websocket') await until(() => !server.isOpen(), 'the connection to be closed');
    expect(await slugsOf(subscription, all.length - 1)).toEqual(all.slice(1));
    expect(stub.subscribers.length > 1).toBe(transport === 'websocket');
  });
});

it('over SSE, what a program does not read stays with the server', async () => {
  const all = Array.from({ length: 150 }, (_, index) => String(index + 1));
  const stub = await startStubWire('sse', ({ sendResult }) => {
    for (const cursor of all) sendResult({ data: { articlePublished: { cursor, slug: LARGE } } });
  });
  const follow = () => subscribe({ url: stub.url, transport: 'sse' }, { after: '0' });
  const slow = follow();
  await take(slow, 1);
  // In the time in which another has everything.
  await take(follow(), all.length);
  expect(stub.subscribers[0]?.waiting).toBeGreaterThan((all.length * LARGE.length) / 3);
  expect((await take(slow, all.length - 1)).map(({ cursor }) => cursor)).toEqual(all.slice(1));
});

it.each([
  [4400, 'REFUSED'],
  [4401, 'UNAUTHENTICATED'],
  [4403, 'FORBIDDEN'],
  [4409, 'REFUSED'],
  [4429, 'REFUSED'],
])('a WebSocket that is closed with %d is not tried again: %s', async (close, code) => {
  const stub = await startStubWire('websocket');
  const event = subscribe({ url: stub.url }, { after: '0' }).next();
  (await stub.subscriber(0)).close(close, 'No.');
  await expect(inTime(event, () => 'the refusal')).rejects.toMatchObject({
    code,
    message: expect.stringContaining(`${close} No.`),
  });
});

it.each([1000, 1001, 1011, 1012, 1013, 4408, 4500])(
  'a WebSocket that is closed with %d is tried again, after a restart at once',
  async (close) => {
    const stub = await startStubWire('websocket');
    const onLost = vi.fn<(loss: LossReport) => void>();
    const heard = slugsOf(subscribe({ url: stub.url }, { after: '0', onLost }), 2);
    const first = await stub.subscriber(0);
    first.send('1');
    first.close(close, 'For a while.');
    const second = await stub.subscriber(1);
    expect(second.variables).toEqual({ after: '1' });
    second.send('2');
    expect(await heard).toEqual(['1', '2']);
    const [loss] = onLost.mock.calls[0] ?? [];
    expect(loss?.why).toContain(`${close} For a while.`);
    expect(loss?.pause === 0).toBe(close === 1012);
  },
);
