/** A WebSocket is asked for signs of life, and read only while it reads; who gives none, or wants nothing, is let go. */
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { brief } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { connectRawSocket, openRawSocket } from '../support/raw-socket.ts';
import { inTime, until } from '../support/until.ts';

const SUBSCRIBE = {
  id: 'a',
  type: 'subscribe',
  payload: { query: 'subscription { articlePublished { slug } }' },
};
/** Milliseconds. */
const QUICK = { heartbeat: 150 };
/** Of a ping's payload. */
const MEGABYTE = 'x'.repeat(1_000_000);

it('a client that gives signs of life stays, and one that is silent is ended', async () => {
  const { client, publish } = await startNewswire({ sooner: QUICK });
  const lively = await connectRawSocket(client.endpoint, { pongs: true });
  // Frames of WebSocket's own, which are no messages of the protocol, are signs too.
  const frames = await connectRawSocket(client.endpoint);
  frames.socket.on('message', () => frames.socket.pong());
  const silent = await connectRawSocket(client.endpoint);
  lively.send(SUBSCRIBE);
  silent.send(SUBSCRIBE);
  expect((await silent.closed()).code).toBe(1006);
  expect(frames.socket.readyState).toBe(frames.socket.OPEN);
  const heard = await lively.untilNow();
  expect(heard.length).toBeGreaterThanOrEqual(2);
  expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(['ping']));
  await publish(brief('Still there'));
  await until(async () => (await lively.next()).type === 'next', 'the event');
});

it('a heartbeat carries the cursor after which nothing is missed, also past what the filter leaves out', async () => {
  const { client, publish } = await startNewswire({ sooner: QUICK });
  const query = 'subscription { articlePublished(filter: { breaking: true }) { slug } }';
  const socket = await connectRawSocket(client.endpoint, { pongs: true });
  socket.send({ ...SUBSCRIBE, payload: { query } });
  const stream = client.endpoint.concat(`?query=${encodeURIComponent(query)}`);
  const gone = new AbortController();
  const response = await fetch(stream, { headers: { accept: 'text/event-stream' }, signal: gone.signal });
  const reader = response.body?.getReader();
  await publish(brief('Nothing breaks'));
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const ping = { type: 'ping', payload: { cursor: logHead } };
  let heard: unknown;
  await until(async () => {
    heard = await socket.next();
    return isDeepStrictEqual(heard, ping);
  }, 'a ping with the head of the log');
  expect(heard).toEqual(ping);
  await until(async () => {
    const { value } = (await reader?.read()) ?? {};
    return Buffer.from(value ?? []).toString() === `id: ${logHead}\n\n`;
  }, 'a block with the head of the log');
  gone.abort();
});

it('a connection that wants nothing is closed with 1000, and one that does is not', async () => {
  const { client } = await startNewswire({ sooner: { ...QUICK, idleTimeout: 200 } });
  const wanting = await connectRawSocket(client.endpoint, { pongs: true });
  wanting.send(SUBSCRIBE);
  for (let round = 0; round < 2; round += 1) {
    const idle = await connectRawSocket(client.endpoint, { pongs: true });
    // What was asked once and is over is nothing.
    if (round === 1) idle.send({ ...SUBSCRIBE, payload: { query: '{ __typename }' } });
    expect(await idle.closed()).toEqual({ code: 1000, reason: 'Idle: nothing was asked for 0.2 s.' });
  }
  expect(await wanting.untilNow()).not.toContainEqual(expect.objectContaining({ type: 'complete' }));
});

it('a client that asks and never reads is not read for long, and is ended', async () => {
  const { client } = await startNewswire({ sooner: { ...QUICK, slowClientTimeout: 300 } });
  const flood = await openRawSocket(client.endpoint);
  flood.socket.pause();
  let taken = 0;
  const ping = JSON.stringify({ type: 'ping', payload: { MEGABYTE } });
  for (let sent = 0; sent < 40; sent += 1) flood.socket.send(ping, (error) => (taken += error ? 0 : 1));
  expect((await flood.closed()).code).toBe(1006);
  // What the two ends' buffers of the system hold, and little more.
  expect(taken).toBeLessThan(25);
});

it('a client that reads slowly is given everything', async () => {
  const { client } = await startNewswire({ sooner: QUICK });
  const slow = await connectRawSocket(client.endpoint);
  const COUNT = 15;
  const sizes: number[] = [];
  const all = new Promise<void>((resolve) => {
    slow.socket.on('message', (data: Buffer) => {
      // The server's own pings are short.
      if (data.length > 100) sizes.push(data.length);
      if (sizes.length === COUNT) return resolve();
      slow.socket.pause();
      setTimeout(() => slow.socket.resume(), 1_000 / COUNT);
    });
  });
  const expected = Array.from({ length: COUNT }, (_, number) => {
    const payload = { number, text: MEGABYTE };
    slow.send({ type: 'ping', payload });
    return JSON.stringify({ type: 'pong', payload }).length;
  });
  await inTime(all, () => `${sizes.length} answers to be ${COUNT}`);
  expect(sizes).toEqual(expected);
  expect(slow.socket.readyState).toBe(slow.socket.OPEN);
});
