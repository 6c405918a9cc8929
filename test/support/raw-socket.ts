/** A WebSocket client that keeps no protocol: it sends what it is told to, and shows all that it is sent, and how it ended. */
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { webSocketAddress } from './client.ts';
import { inTime } from './until.ts';

export interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

export interface Closing {
  code: number;
  reason: string;
}

export interface RawSocket {
  readonly socket: WebSocket;
  /** All at once: the server has them in one piece. Objects go as JSON, buffers as binary. */
  send(...messages: (object | string | Buffer)[]): void;
  /** The next message that was not taken yet. */
  next(): Promise<Message>;
  /** All that came before the answer to a ping that is sent now. */
  untilNow(): Promise<Message[]>;
  closed(): Promise<Closing>;
}

export interface RawOptions {
  /** "graphql-transport-ws" unless said otherwise. */
  protocols?: string[];
  headers?: Record<string, string>;
  /** Of this end. */
  localAddress?: string;
  /** Whether it answers the server's pings; they are messages in any case. */
  pongs?: boolean;
}

export const INIT = { type: 'connection_init' };

export function subscribe(id: string, query: string, variables: Record<string, unknown> = {}) {
  return { id, type: 'subscribe', payload: { query, variables } };
}

export function complete(id: string) {
  return { id, type: 'complete' };
}

const ACKNOWLEDGED = { type: 'connection_ack' };

/** Open, and nothing asked yet. */
export async function openRawSocket(endpoint: string, options: RawOptions = {}): Promise<RawSocket> {
  const { protocols = ['graphql-transport-ws'], pongs = false, ...rest } = options;
  const socket = new WebSocket(webSocketAddress(endpoint), protocols, rest);
  onTestFinished(() => socket.terminate());
  const untaken: Message[] = [];
  let came = () => undefined as void;
  let pings = 0;
  const closing = new Promise<Closing>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message;
    if (pongs && message.type === 'ping') socket.send('{"type":"pong"}');
    untaken.push(message);
    came();
  });
  if (socket.readyState !== socket.OPEN) await inTime(once(socket, 'open'), () => 'a connection');

  function send(...messages: (object | string | Buffer)[]): void {
    for (const message of messages) {
      const isRaw = typeof message === 'string' || Buffer.isBuffer(message);
      socket.send(isRaw ? message : JSON.stringify(message));
    }
  }

  async function next(): Promise<Message> {
    for (;;) {
      const message = untaken.shift();
      if (message !== undefined) return message;
      const more = new Promise<void>((resolve) => (came = resolve));
      const ended = closing.then(({ code, reason }) => {
        throw new Error(`closed with ${code} instead of a message: ${reason}`);
      });
      await inTime(Promise.race([more, ended]), () => 'a message');
    }
  }

  return {
    socket,
    send,
    next,
    async untilNow() {
      const payload = { number: (pings += 1) };
      send({ type: 'ping', payload });
      const before: Message[] = [];
      for (;;) {
        const message = await next();
        if (JSON.stringify(message) === JSON.stringify({ type: 'pong', payload })) return before;
        before.push(message);
      }
    },
    closed: () => inTime(closing, () => 'the connection to close'),
  };
}

/** Open and acknowledged. */
export async function connectRawSocket(
  endpoint: string,
  { key, ...options }: RawOptions & { key?: string } = {},
): Promise<RawSocket> {
  const raw = await openRawSocket(endpoint, options);
  raw.send(key === undefined ? INIT : { ...INIT, payload: { Authorization: `Bearer ${key}` } });
  const answer = await raw.next();
  if (JSON.stringify(answer) !== JSON.stringify(ACKNOWLEDGED))
    throw new Error(`not acknowledged: ${JSON.stringify(answer)}`);
  return raw;
}
