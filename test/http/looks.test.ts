/** Who shares a look at the log with whom. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createLooks } from '../../src/http/looks.ts';
import { watchSockets } from '../../src/http/sockets.ts';

/** A log that moves between any two looks. */
function looksAtWhatMoves() {
  let moment = 0;
  return createLooks({ now: () => `${++moment}` });
}

test('those who ask in one turn share a look, and the next turn takes another', async () => {
  const looks = looksAtWhatMoves();
  expect([looks.now({}), looks.now({}), looks.now({})]).toEqual(['1', '1', '1']);
  await nextTurn();
  expect([looks.now({}), looks.now({})]).toEqual(['2', '2']);
});

test('a look that takes a question to the store is shared by the turn that began it, and by no other', async () => {
  let moment = 0;
  const looks = createLooks({ now: async () => `${++moment}` });
  const together = [looks.now({}), looks.now({})];
  await nextTurn();
  expect(await Promise.all([...together, looks.now({}), looks.now({})])).toEqual(['1', '1', '2', '2']);
});

test('who asks again in the same turn, or may not share, looks for itself', () => {
  const looks = looksAtWhatMoves();
  const again = {};
  expect([looks.now(again), looks.now(again), looks.now(null), looks.now({})]).toEqual(['1', '2', '3', '1']);
});

test('a connection that asks before it was answered never shares a look again', async () => {
  const asked: boolean[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer();
  const sockets = watchSockets(server);
  server.on('request', (request, response) => {
    asked.push(sockets.asked(request, response) !== null);
    waiting.push(() => response.end('.'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const get = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  client.write(get);
  await expect.poll(() => asked).toEqual([true]);
  client.write(get);
  await expect.poll(() => asked).toEqual([true, false]);
  answerAll();
  client.write(get);
  await expect.poll(() => asked).toEqual([true, false, false]);
  answerAll();
});
