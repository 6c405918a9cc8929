/** Takes WebSockets: from whom, how many and how large their messages, each looked after until it is closed. */
import type { IncomingMessage, Server } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions as Hooks } from 'graphql-ws';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import { NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { SERVICE_RESTART, TRY_AGAIN_LATER, whereToResume } from './close-codes.ts';
import type { Connections, Slot } from './connections.ts';
import { Conversation } from './conversation.ts';
import { createHeartbeat, type Watched } from './heartbeat.ts';
import { isAllowed, type Origins } from './origins.ts';
import { createReading } from './reading.ts';

/** How long a client may take to answer that the connection is closed, in milliseconds. */
const GRACE = 2_000;

/** Knows what is said over it. */
class TalkingSocket extends WebSocket {
  talk: Conversation | undefined;
  watched: Watched | undefined;
}

export interface AcceptParts {
  path: string;
  connections: Connections;
  logger: Logger;
  /** What a client is told of what ends its operation. */
  tell: (error: unknown) => GraphQLFormattedError;
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
  /** In which a client must ask for the connection, in milliseconds. */
  initTimeout: number;
}

export interface WebSockets {
  /** Tells every client to come back later, and ends its subscriptions. */
  close(): Promise<void>;
}

export function acceptWebSockets(
  hooks: Hooks<never, Conversation>,
  server: Server,
  parts: AcceptParts,
): WebSockets {
  const { path, connections, logger, tell, maxBodyBytes, origins, publicUrl, initTimeout } = parts;
  // Its own clock for the first message would stay with each connection.
  const talking = {
    graphql: makeServer({ ...hooks, connectionInitWaitTimeout: 0 }),
    logger,
    tell,
    initTimeout,
  };
  // ws's types do not have `closeTimeout` yet.
  const options: ServerOptions<typeof TalkingSocket> & { closeTimeout: number } = {
    server,
    path,
    maxPayload: maxBodyBytes,
    handleProtocols: (protocols) => handleProtocols(protocols),
    // A message a turn: who sends many at once does not keep the others waiting.
    allowSynchronousEvents: false,
    // It costs memory for each connection, and bytes that many share would be compressed for each anew.
    perMessageDeflate: false,
    // They are counted here.
    clientTracking: false,
    closeTimeout: GRACE,
    WebSocket: TalkingSocket,
    verifyClient({ req: { headers } }, answer) {
      if (isAllowed({ origin: headers.origin, host: headers.host }, origins, publicUrl)) answer(true);
      else answer(false, 403, 'Pages of this origin may not use this server: it is not in NEWSWIRE_ORIGINS.');
    },
  };
  const sockets = new WebSocketServer<typeof TalkingSocket>(options);
  const conversations = new Set<Conversation>();
  const heartbeat = createHeartbeat({ ...parts, period: parts.heartbeat });
  const reading = createReading();
  let lastOrigin = { host: '', origin: '' };
  let allGone = () => {};

  /** What a client did wrong, or that it went away: ws closes with the code for it. */
  function clientFailed(error: Error): void {
    logger.debug({ err: error }, 'a WebSocket client failed');
  }

  function enter(socket: TalkingSocket, request: IncomingMessage): void {
    socket.on('error', clientFailed);
    const { socket: raw, headers } = request;
    const slot = slotFor(socket, request);
    if (slot === null) return;
    const origin = originOf(headers.host ?? 'localhost');
    const authorization = headers.authorization ?? null;
    const talk = new Conversation(talking, { socket, raw, slot, origin, authorization });
    conversations.add(talk);
    socket.talk = talk;
    socket.watched = heartbeat.watch(talk);
    socket.on('message', onMessage);
    socket.on('ping', onPing);
    socket.on('close', onClose);
  }

  /** The same string for all who reach this server alike. */
  function originOf(host: string): string {
    if (lastOrigin.host !== host) lastOrigin = { host, origin: `http://${host}` };
    return lastOrigin.origin;
  }

  // One of each for all: a listener of its own would stay with each socket.
  function onMessage(this: WebSocket, data: Buffer, isBinary: boolean): void {
    (this as TalkingSocket).talk?.take(data, isBinary);
    onPing.call(this);
  }
  function onPing(this: WebSocket): void {
    const { talk } = this as TalkingSocket;
    if (talk !== undefined) reading.check(talk);
  }
  function onClose(this: WebSocket, code: number, reason: Buffer): void {
    const { talk, watched } = this as TalkingSocket;
    if (talk === undefined || watched === undefined) return;
    conversations.delete(talk);
    heartbeat.forget(watched);
    talk.slot.close();
    talk.ended(code, reason.toString());
    if (conversations.size === 0) allGone();
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
      for (const talk of conversations)
        talk.close(SERVICE_RESTART, `The server restarts: resume ${whereToResume(talk.cursor())}`);
      sockets.close();
      const late = setTimeout(() => conversations.forEach(({ socket }) => socket.terminate()), GRACE);
      if (conversations.size > 0) await new Promise<void>((resolve) => (allGone = resolve));
      clearTimeout(late);
      reading.close();
    },
  };
}
