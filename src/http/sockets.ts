/** The connections of a server: which of them nothing was asked over yet, and which ask one thing at a time. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How many connections the system tells of at once; with more, a turn of the event loop asks it again (libuv's `uv__io_poll`). */
const AT_ONCE = 1_024;
/** For what else the loop waits on: the store, other processes, workers. */
const OTHERS = 124;

export interface Sockets {
  /**
   * Connections over which nothing was asked yet, as browsers open them to be ready. Node takes them for busy ones, and would wait
   * for them.
   */
  readonly unused: ReadonlySet<Socket>;
  /**
   * Notes that something is asked. Answers the connection where what it asks was sent before the turn of the event loop began to
   * read; null where that is not sure, because other requests of its are under way, or came before their time.
   */
  asked(request: IncomingMessage, response: ServerResponse): Socket | null;
}

export function watchSockets(server: Server): Sockets {
  const unused = new Set<Socket>();
  const pipelining = new WeakSet<Socket>();
  let open = 0;
  // One for all: it stays with each socket.
  function forget(this: Socket): void {
    open -= 1;
    unused.delete(this);
  }
  server.on('connection', (socket) => {
    open += 1;
    unused.add(socket);
    socket.on('close', forget);
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => unused.delete(socket));
  return {
    unused,
    asked({ socket }, response) {
      unused.delete(socket);
      // A response gets the connection when those before it are sent.
      if (response.socket === null) pipelining.add(socket);
      return open > AT_ONCE - OTHERS || pipelining.has(socket) ? null : socket;
    },
  };
}
