/** WebSocket clients in number, who count what they are sent and hold it against each other. */
import { WebSocket } from 'ws';

/** Milliseconds without a receipt after which no more are waited for. Events must not come among each other. */
const PATIENCE = 20_000;
/** Sockets that are opened at once. */
const TOGETHER = 50;

export interface Received {
  message: Buffer;
  /** As `performance.now()` tells it. */
  first: number;
  last: number;
}

export interface Subscribers {
  /** Does `publish`, and waits until everyone has received one message and all the same. Throws where that fails. */
  receive(publish: () => Promise<void>): Promise<Received>;
  /** The same for those who may not all be listening yet: publishes until everyone has received. */
  warmUp(publish: () => Promise<void>): Promise<Received>;
  close(): void;
}

export interface SubscriberOptions {
  url: string;
  count: number;
  /** graphql-transport-ws: the query to subscribe to. Without it sockets listen as they are. */
  query?: string;
}

/** The id that each subscriber gives its one subscription. */
const ID = '1';

export async function connectSubscribers({ url, count, query }: SubscriberOptions): Promise<Subscribers> {
  let message: Buffer | null = null;
  let received = 0;
  let first = 0;
  let last = 0;
  let failure: Error | null = null;
  let settled: (() => void) | null = null;

  function take(bytes: Buffer): void {
    last = performance.now();
    if (message === null) {
      message = bytes;
      first = last;
    } else if (!message.equals(bytes)) {
      fail(new Error(`two subscribers were told differently:\n${message.toString()}\n${bytes.toString()}`));
    }
    received += 1;
    if (received === count) settled?.();
  }

  function fail(error: Error): void {
    failure ??= error;
    settled?.();
  }

  async function publishAndWait(publish: () => Promise<void>): Promise<void> {
    message = null;
    received = 0;
    const over = new Promise<void>((resolve) => (settled = resolve));
    await publish();
    const published = performance.now();
    const silence = setInterval(() => {
      if (performance.now() - Math.max(published, last) > PATIENCE) settled?.();
    }, 100);
    await over;
    clearInterval(silence);
    settled = null;
    if (failure) throw failure;
  }

  function whole(): Received | null {
    return message === null || received !== count ? null : { message, first, last };
  }

  const sockets: WebSocket[] = [];
  for (let opened = 0; opened < count; opened += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, count - opened) }, () =>
      open({ url, query, take, fail }),
    );
    sockets.push(...(await Promise.all(some)));
  }

  return {
    async receive(publish) {
      await publishAndWait(publish);
      const all = whole();
      if (all === null)
        throw new Error(`${received} of ${count} received the event, and nobody for ${PATIENCE / 1_000} s`);
      return all;
    },
    async warmUp(publish) {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await publishAndWait(publish);
        const all = whole();
        if (all !== null) return all;
      }
      throw new Error(`only ${received} of ${count} received an event: the others never came to listen`);
    },
    close() {
      for (const socket of sockets) {
        socket.removeAllListeners('close');
        socket.terminate();
      }
    },
  };
}

interface OpenOptions {
  url: string;
  query: string | undefined;
  take: (message: Buffer) => void;
  fail: (error: Error) => void;
}

/** Resolves when it listens, or has asked to. */
function open({ url, query, take, fail }: OpenOptions): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, query === undefined ? [] : ['graphql-transport-ws'], {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    socket.on('error', reject);
    socket.on('close', (code) => fail(new Error(`the server closed a subscriber with ${code}`)));
    socket.once('open', () => {
      if (query === undefined) {
        socket.on('message', take);
        resolve(socket);
        return;
      }
      socket.send('{"type":"connection_init"}');
      socket.once('message', (answer: Buffer) => {
        if (!answer.includes('connection_ack')) fail(new Error(`no connection_ack: ${answer.toString()}`));
        socket.send(JSON.stringify({ id: ID, type: 'subscribe', payload: { query } }));
        socket.on('message', (message: Buffer) => {
          if (message.equals(PING)) socket.send('{"type":"pong"}');
          else take(message);
        });
        resolve(socket);
      });
    });
  });
}

const PING = Buffer.from('{"type":"ping"}');
