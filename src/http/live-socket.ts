/**
 * A live operation over a WebSocket: each event's bytes are made once for all who want the same, and only the operation's id is
 * its own. A client that does not read is not written to beyond a limit; it is given the rest when it reads again.
 */
import type { WebSocket } from 'ws';
import type { Answer } from '../graphql/selection.ts';
import type { LiveOperation } from './live.ts';

/** Bytes that may wait in this process for one client to read. */
const FULL = 256 * 1_024;
const TEXT = { binary: false, compress: false } as const;
const END = Buffer.from('}');

export interface LiveSocketOperation extends LiveOperation {
  socket: WebSocket;
  id: string;
  /** What the client is told of what ends it. */
  tell: (error: unknown) => Error;
}

/** As graphql-ws takes an operation's results; it gives none, since it sends them by itself. */
export function sendLive({
  source,
  selection,
  socket,
  id,
  tell,
}: LiveSocketOperation): AsyncGenerator<never, void> {
  const ending = new AbortController();
  const begin = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  const gate = createGate(socket, ending.signal);

  function take({ json }: Answer): boolean {
    const message = Buffer.concat([begin, json, END]);
    const isFull = socket.bufferedAmount + message.length > FULL;
    socket.send(message, TEXT, isFull ? gate.open : undefined);
    return !isFull;
  }

  const over = source
    .listen({ selection, take, ready: gate.ready }, ending.signal)
    .catch((error: unknown) => Promise.reject(tell(error)));
  // Whoever awaits it hears of it.
  over.catch(() => undefined);

  async function end(): Promise<{ done: true; value: undefined }> {
    ending.abort();
    return { done: true, value: undefined };
  }

  return {
    async next() {
      await over;
      return { done: true, value: undefined };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  } as AsyncGenerator<never, void>;
}

/** Closed while more waits in this process for the client than may. */
function createGate(socket: WebSocket, signal: AbortSignal) {
  let waiting: (() => void) | undefined;

  function open(): void {
    if (socket.bufferedAmount <= FULL || socket.readyState !== socket.OPEN) waiting?.();
  }

  return {
    open,
    ready(): Promise<void> {
      if (socket.bufferedAmount <= FULL || socket.readyState !== socket.OPEN || signal.aborted)
        return Promise.resolve();
      return new Promise((resolve) => {
        waiting = () => {
          waiting = undefined;
          signal.removeEventListener('abort', resolveNow);
          resolve();
        };
        const resolveNow = () => waiting?.();
        signal.addEventListener('abort', resolveNow);
      });
    },
  };
}
