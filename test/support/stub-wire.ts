/**
 * A server that speaks the protocols of a Newswire and says what a test tells it to, so that what a real one does once in an hour,
 * or by its own fault, can be seen at once.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from './until.ts';
import type { WireTransport } from './wire.ts';

export const HEAD = 'head';

/** One subscription of one connection, from the side of the server. */
export interface Subscriber {
  readonly variables: Record<string, unknown>;
  /** Of what was sent, the bytes that the client has not been able to take. */
  readonly waiting: number;
  send(cursor: string): void;
  /** An event whatever it holds. */
  sendResult(result: object): void;
  refuse(code: string): void;
  /** What a server sends while nothing is published. */
  beat(cursor: string): void;
  /** A sign of life that says nothing. */
  stir(): void;
  complete(): void;
  close(code: number, reason?: string): void;
  /** Whether the client has not ended the connection. */
  isOpen(): boolean;
}

export interface StubWire {
  readonly url: string;
  readonly transport: WireTransport;
  /** Of all subscriptions that were asked for, in order. */
  readonly subscribers: Subscriber[];
  /** The one with this index, when it is there. */
  subscriber(index: number): Promise<Subscriber>;
}

interface Payload {
  query: string;
  variables: Record<string, unknown>;
}

/** `greet` says what each subscriber is told at once. */
export async function startStubWire(
  transport: WireTransport,
  greet: (subscriber: Subscriber) => void = () => undefined,
): Promise<StubWire> {
  const subscribers: Subscriber[] = [];

  function welcome(subscriber: Subscriber): void {
    subscribers.push(subscriber);
    greet(subscriber);
  }

  const server = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ server });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as Payload;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = (result: unknown, id = '') =>
      void response.write(`${id && `id: ${id}\n`}event: next\ndata: ${JSON.stringify(result)}\n\n`);
    const complete = () => void response.end('event: complete\ndata:\n\n');
    if (query.includes('logHead')) {
      next({ data: { logHead: HEAD } });
      complete();
      return;
    }
    response.flushHeaders();
    welcome({
      variables,
      get waiting() {
        return response.writableLength;
      },
      send: (cursor) => next(eventOf(cursor), cursor),
      sendResult: (result) => next(result),
      refuse: (code) => next(refusalOf(code)),
      beat: (cursor) => void response.write(`id: ${cursor}\n\n`),
      stir: () => void response.write(':\n\n'),
      complete,
      close: () => void response.destroy(),
      isOpen: () => !response.closed,
    });
  }

  sockets.on('connection', (socket) => serve(socket, welcome));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    transport,
    subscribers,
    subscriber: (index) => until(() => subscribers[index], `subscription ${index}`),
  };
}

function serve(socket: WebSocket, welcome: (subscriber: Subscriber) => void): void {
  const say = (message: object) => socket.send(JSON.stringify(message));
  socket.on('message', (data: Buffer) => {
    const { type, id, payload } = JSON.parse(data.toString()) as {
      type: string;
      id: string;
      payload: Payload;
    };
    if (type === 'connection_init') say({ type: 'connection_ack' });
    if (type !== 'subscribe') return;
    const next = (result: object) => say({ id, type: 'next', payload: result });
    if (payload.query.includes('logHead')) {
      next({ data: { logHead: HEAD } });
      say({ id, type: 'complete' });
      return;
    }
    welcome({
      variables: payload.variables,
      get waiting() {
        return socket.bufferedAmount;
      },
      send: (cursor) => next(eventOf(cursor)),
      sendResult: next,
      refuse: (code) => say({ id, type: 'error', payload: refusalOf(code).errors }),
      beat: (cursor) => say({ type: 'ping', payload: { cursor } }),
      stir: () => say({ type: 'ping' }),
      complete: () => say({ id, type: 'complete' }),
      close: (code, reason) => socket.close(code, reason),
      isOpen: () => socket.readyState === socket.OPEN,
    });
  });
}

function eventOf(cursor: string) {
  return { data: { articlePublished: { cursor, slug: cursor } } };
}

function refusalOf(code: string) {
  return { errors: [{ message: `It is ${code}.`, extensions: { code, oldest: 'oldest' } }] };
}
