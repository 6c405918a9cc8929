/** A subscriber over a WebSocket: graphql-transport-ws as stock clients speak it, or a bare socket that listens as it is. */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Ear, Operation, Subscriber } from './subscribers.ts';

/** With or without a cursor. */
const PING = Buffer.from('{"type":"ping"');

/** Resolves when it listens or has asked to. */
export function openSocket(url: string, operation: Operation | null, ear: Ear): Promise<Subscriber> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, operation === null ? [] : ['graphql-transport-ws'], {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    const subscriber: Subscriber = {
      leave() {
        socket.removeAllListeners('close');
        socket.terminate();
      },
      pause: () => socket.pause(),
      resume: () => socket.resume(),
    };
    socket.on('error', reject);
    socket.on('close', (code) => ear.fail(new Error(`the server closed a subscriber with ${code}`)));
    socket.once('open', () => {
      if (operation === null) {
        socket.on('message', (message: Buffer) => ear.take(message, 0));
        resolve(subscriber);
        return;
      }
      socket.send('{"type":"connection_init"}');
      socket.once('message', (answer: Buffer) => {
        if (answer.includes('connection_ack')) {
          subscribe(socket, operation, ear);
          resolve(subscriber);
        } else reject(new Error(`no connection_ack: ${answer.toString()}`));
      });
    });
  });
}

function subscribe(socket: WebSocket, operation: Operation, ear: Ear): void {
  const id = randomUUID();
  const begin = Buffer.from(`{"id":"${id}",`);
  socket.send(JSON.stringify({ id, type: 'subscribe', payload: operation }));
  socket.on('message', (message: Buffer) => {
    if (message.compare(PING, 0, PING.length, 0, PING.length) === 0) socket.send('{"type":"pong"}');
    else if (message.compare(begin, 0, begin.length, 0, begin.length) === 0) ear.take(message, begin.length);
    else ear.fail(new Error(`told to another than ${id}: ${message.toString()}`));
  });
}
