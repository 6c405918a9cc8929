/** The end of a server: everyone is told, nothing waits for ever, and nothing keeps the process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { expect, it } from 'vitest';
import WebSocket from 'ws';
import { TRANSPORTS, webSocketAddress } from '../support/client.ts';
import { temporaryDatabase } from '../support/database.ts';
import { brief } from '../support/edition.ts';
import { type Running, startNewswire } from '../support/newswire.ts';
import { pathOfProgram } from '../support/programs.ts';
import { inTime, until } from '../support/until.ts';

const LIVE = 'subscription { articlePublished(last: 1) { slug } }';

it('a WebSocket is told that the service restarts, and after which cursor to resume', async () => {
  const { client, publish, close } = await startNewswire();
  await publish(brief('First'));
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const closed = new Promise<unknown>((resolve) => {
    const socket = createClient({
      url: webSocketAddress(client.endpoint),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      on: { closed: resolve },
    });
    const heard = () => void close();
    socket.subscribe({ query: LIVE }, { next: heard, error: () => undefined, complete: () => undefined });
  });
  expect(await inTime(closed, () => 'the connection to be closed')).toMatchObject({
    code: 1012,
    reason: `The server restarts: resume after ${logHead}`,
  });
});

it('a stream of events ends, and what was heard is enough to resume', async () => {
  const { client, publish, close } = await startNewswire();
  await publish(brief('First'));
  const response = await fetch(client.endpoint, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: LIVE }),
  });
  const text = inTime(
    response.text().catch(() => 'cut off'),
    () => 'the stream to end',
  );
  await close();
  expect(await text).toBeTypeOf('string');
});

it('requests under way are answered, and new ones find nobody', async () => {
  const { client, publish, close, newswire } = await startNewswire();
  await publish(...Array.from({ length: 40 }, (_, index) => brief(`Item ${index}`)));
  const asked = Array.from({ length: 10 }, () =>
    client.data('{ articles(first: 40) { totalCount edges { node { bodyHtml } } } }'),
  );
  // The server has them all before it is told to end.
  const first = await Promise.race(asked);
  const closing = close();
  const answers = await Promise.allSettled(asked);
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  expect(first).toMatchObject({ articles: { totalCount: 40 } });
  await closing;
  await expect(fetch(client.endpoint)).rejects.toThrow('fetch failed');
  // A second time changes nothing.
  await newswire.close();
});

it('who does not answer the end is not waited for', async () => {
  const running = await startNewswire();
  const silent = await handshake(running);
  // It reads nothing from here on, and so never answers the closing frame.
  silent.pause();
  const begun = performance.now();
  await running.newswire.close();
  expect(performance.now() - begun).toBeLessThan(8_000);
  silent.destroy();
});

it('nothing keeps the process once it is closed', async () => {
  const child = spawn(process.execPath, [pathOfProgram('closes')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: await temporaryDatabase(), PORT: '0', LOG_LEVEL: 'error' },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let complained = '';
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  const ended = once(child, 'exit');
  await until(() => said.includes('closed'), 'the script to close its Newswire', 15_000);
  expect(await inTime(ended, () => 'the process to end by itself')).toEqual([0, null]);
  expect(complained).toBe('');
  expect(said).toBe('100 subscriptions had their event\nclosed\n');
});

it.each(TRANSPORTS)(
  'subscriptions that are completed over %s leave the server as it was',
  async (transport) => {
    const { client, publish, newswire } = await startNewswire();
    await publish(brief('First'));
    for (let round = 0; round < 20; round += 1) {
      const waiting = client.subscribe(transport, LIVE);
      await waiting.next();
      await waiting.end();
    }
    // Those who are gone are not told: publishing finds nobody.
    await publish(brief('Second'));
    const begun = performance.now();
    await newswire.close();
    expect(performance.now() - begun).toBeLessThan(2_000);
  },
);

/** A connection that speaks WebSocket as far as its first message. */
async function handshake({ url }: Running): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    [
      'GET /graphql HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      '',
      '',
    ].join('\r\n'),
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 101/);
  return socket;
}
