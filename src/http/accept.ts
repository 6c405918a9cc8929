/** Takes WebSockets: from whom, how many and how large their messages, each looked after until it is closed. */
import type { IncomingMessage, Server } from 'node:http';
import { handleProtocols, makeServer, type ServerOptions as Hooks } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { SERVICE_RESTART, TRY_AGAIN_LATER, whereToResume } from './close-codes.ts';
import type { Connections, Slot } from './connections.ts';
import { type Conversation, converse, type Extra } from './conversation.ts';
import { createHeartbeat } from './heartbeat.ts';
import { isAllowed, type Origins } from './origins.ts';
import { createReading } from './reading.ts';

/** How long a client may take to answer that the connection is closed, in milliseconds. */
const GRACE = 2_000;

export interface AcceptParts {
  path: string;
  connections: Connections;
  logger: Logger;
  /** Of a message. */
  maxBodyBytes: number;
  origins: Origins;
  publicUrl: string | null;
  /** Milliseconds. */
  heartbeat: number;
  /** Milliseconds. */
  idleTimeout: number;
  /** Milliseconds that a client may leave what waits for it unread. */
  slowClientTimeout: number;
  /** After which the client misses nothing, where so many operations are under way; null: not known now. */
  cursorOf(socket: WebSocket, operations: number): string | null;
}

export interface WebSockets {
  /** Tells every client to come back later, and ends its subscriptions. */
  close(): Promise<void>;
}

export function acceptWebSockets(hooks: Hooks<never, Extra>, server: Server, parts: AcceptParts): WebSockets {
  const graphql = makeServer(hooks);
  const { path, connections, logger, maxBodyBytes, origins, publicUrl, cursorOf } = parts;
  // ws's types do not have `closeTimeout` yet.
  const options: ServerOptions & { closeTimeout: number } = {
    server,
    path,
    maxPayload: maxBodyBytes,
    handleProtocols: (protocols) => handleProtocols(protocols),
    // A message a turn: who sends many at once does not keep the others waiting.
    allowSynchronousEvents: false,
    // It costs memory for each connection, and bytes that many share would be compressed for each anew.
    perMessageDeflate: false,
    closeTimeout: GRACE,
    verifyClient({ req: { headers } }, answer) {
      if (isAllowed({ origin: headers.origin, host: headers.host }, origins, publicUrl)) answer(true);
      else answer(false, 403, 'Pages of this origin may not use this server: it is not in NEWSWIRE_ORIGINS.');
    },
  };
  const sockets = new WebSocketServer(options);
  const talks = new WeakMap<WebSocket, Conversation>();
  const cursorNow = (socket: WebSocket) => cursorOf(socket, talks.get(socket)?.operations() ?? 0);
  const heartbeat = createHeartbeat({ ...parts, period: parts.heartbeat, cursorOf: cursorNow });
  const reading = createReading();

  /** What a client did wrong, or that it went away: ws closes with the code for it. */
  function clientFailed(error: Error): void {
    logger.debug({ err: error }, 'a WebSocket client failed');
  }

  function enter(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', clientFailed);
    const { socket: raw, headers } = request;
    const slot = slotFor(socket, request);
    if (slot === null) return;
    socket.once('close', () => slot.close());
    const origin = `http://${headers.host ?? 'localhost'}`;
    const authorization = headers.authorization ?? null;
    const talk = converse(graphql, { socket, slot, origin, authorization }, logger);
    talks.set(socket, talk);
    heartbeat.watch({ socket, raw, lastBusy: talk.lastBusy });
    const check = () => reading.check(socket, raw);
    socket.on('message', check);
    socket.on('ping', check);
  }

  function slotFor(socket: WebSocket, { socket: { remoteAddress } }: IncomingMessage): Slot | null {
    try {
      return connections.open(remoteAddress);
    } catch (error) {
      if (!(error instanceof NewswireError)) throw error;
      socket.close(TRY_AGAIN_LATER, error.message);
      return null;
    }
  }

  sockets.on('connection', enter);
  sockets.on('error', (error) => logger.error({ err: error }, 'the listener for WebSockets failed'));

  return {
    async close() {
      heartbeat.close();
      for (const socket of sockets.clients)
        socket.close(SERVICE_RESTART, `The server restarts: resume ${whereToResume(cursorNow(socket))}`);
      const late = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), GRACE);
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      clearTimeout(late);
      reading.close();
    },
  };
}
