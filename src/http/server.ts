/** The listener: node:http in front of the routes, bounded bodies, and an orderly end. */
import { once, setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { MaybePromise } from '../store/store.ts';
import { type Answer, isAnswer, sendAnswer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { Connections, Slot } from './connections.ts';
import { type EventStream, eventStreamOf, type Pouring } from './event-stream.ts';
import { Incoming, readBody } from './incoming.ts';
import type { Metrics } from './metrics.ts';
import { ResponseSink } from './response-sink.ts';
import { watchSockets } from './sockets.ts';
import { serveWebSockets, type WebSocketParts } from './websocket.ts';

/** Seconds after which one that found no place may come again. */
const RETRY_AFTER = '30';

export interface ServerParts extends WebSocketParts {
  ask: Asking;
  metrics: Metrics;
  logger: Logger;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Milliseconds that requests under way may go on after the end was asked for. */
  drainTimeout: number;
}

export interface Listening {
  /** "http://127.0.0.1:4000" */
  readonly url: string;
  /** Stops accepting, tells subscribers to come back, waits for requests under way, and closes. */
  close(): Promise<void>;
}

/** Throws BAD_CONFIG where the address cannot be listened on. */
export async function listen(parts: ServerParts): Promise<Listening> {
  const { ask, metrics, logger, host, port, maxBodyBytes, connections, drainTimeout } = parts;
  const ending = new AbortController();
  // Each endless answer listens.
  setMaxListeners(0, ending.signal);
  const streams = new Set<Pouring>();
  const options = { connections, streams, ending: ending.signal };
  const server = createServer();
  const sockets = watchSockets(server);
  server.on('request', (request, response) => {
    const asker = sockets.asked(request, response);
    readBody(request, maxBodyBytes, (body) => {
      if (body === 'too large') {
        refuse(response, tooLarge(maxBodyBytes));
        metrics.answered(response.statusCode);
        return;
      }
      const leaving = leavingOf(response);
      const made = ask.answer(new Incoming(request, body), { asker, gone: leaving.signal });
      if (!(made instanceof Promise) && isAnswer(made)) {
        sendAnswer(response, made);
        metrics.answered(made.status);
        return;
      }
      answer(made, { request, response, leaving }, options)
        .catch((error: unknown) => {
          if (!response.destroyed && !isGone(error))
            logger.error({ err: error }, 'an answer could not be sent');
          response.destroy();
        })
        .finally(() => {
          if (response.headersSent) metrics.answered(response.statusCode);
        });
    });
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NewswireError(
      'BAD_CONFIG',
      `Cannot listen on ${host}:${port} (${why}): set HOST and PORT to an address that is free.`,
      { cause },
    );
  }
  // Not before: it would log a listener's faults, which are told above.
  const webSockets = serveWebSockets(server, parts);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets.unused) socket.destroy();
      // A connection that answers its last request is idle only then.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      await webSockets.close();
      // Streams would go on for ever; their clients resume by cursor.
      for (const stream of streams) stream.end();
      ending.abort();
      const late = setTimeout(() => server.closeAllConnections(), drainTimeout);
      await closed;
      clearInterval(sweep);
      clearTimeout(late);
    },
  };
}

interface AnswerOptions {
  connections: Connections;
  streams: Set<Pouring>;
  ending: AbortSignal;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  leaving: Leaving;
}

async function answer(
  made: MaybePromise<Answer | Response>,
  { request, response, leaving }: Exchange,
  { connections, streams, ending }: AnswerOptions,
): Promise<void> {
  const answered = await made;
  if (isAnswer(answered)) return sendAnswer(response, answered);
  const stream = eventStreamOf(answered);
  if (stream !== null) {
    const open = () => connections.open(request.socket.remoteAddress, stream.holder);
    const slot = slotFor(response, open);
    if (slot === null) return;
    // It may go on for days, without the request.
    leaving.forget();
    response.writeHead(answered.status, [...answered.headers].flat());
    return pour(stream, { response, slot, streams, isEnding: ending.aborted });
  }
  response.writeHead(answered.status, [...answered.headers].flat());
  if (answered.body !== null) await send(answered.body, response, ending);
  else response.end();
}

interface Leaving {
  signal(): AbortSignal;
  forget(): void;
}

/** Aborts when the client goes away, for those who ask for it. */
function leavingOf(response: ServerResponse): Leaving {
  let leave = (): void => undefined;
  return {
    signal() {
      const gone = new AbortController();
      leave = () => gone.abort();
      response.once('close', leave);
      return gone.signal;
    },
    forget: () => void response.off('close', leave),
  };
}

interface Course {
  response: ServerResponse;
  slot: Slot;
  streams: Set<Pouring>;
  isEnding: boolean;
}

function pour(stream: EventStream, { response, slot, streams, isEnding }: Course): void {
  const pouring = stream.pour(new ResponseSink(response), () => response.end());
  streams.add(pouring);
  const gone = () => {
    streams.delete(pouring);
    slot.close();
    pouring.end();
  };
  response.on('close', gone);
  if (response.destroyed) gone();
  else if (isEnding) pouring.end();
}

/** A stream is a connection of its own, with one operation on it. */
function slotFor(response: ServerResponse, open: () => Slot): Slot | null {
  let slot: Slot | undefined;
  try {
    slot = open();
    slot.begin();
    slot.check();
    return slot;
  } catch (error) {
    slot?.close();
    if (!(error instanceof NewswireError)) throw error;
    refuse(response, { status: 503, text: error.message, headers: { 'retry-after': RETRY_AFTER } });
    return null;
  }
}

interface Refusal {
  status: number;
  text: string;
  headers: Record<string, string>;
}

function tooLarge(maxBodyBytes: number): Refusal {
  const text = `The request's body is larger than the limit of ${maxBodyBytes} bytes: send less, or raise NEWSWIRE_MAX_BODY_BYTES.`;
  return { status: 413, text, headers: { connection: 'close' } };
}

function refuse(response: ServerResponse, { status, text, headers }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify({ errors: [{ message: text, extensions: { code: 'LIMIT_EXCEEDED' } }] }));
}

/** At the client's pace; a client that goes away, and `ending`, end the source. */
async function send(
  body: ReadableStream<Uint8Array>,
  response: ServerResponse,
  ending: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  response.once('close', stop);
  ending.addEventListener('abort', stop);
  if (ending.aborted) stop();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (!response.write(part.value)) await writable(response);
    }
    response.end();
  } finally {
    response.off('close', stop);
    ending.removeEventListener('abort', stop);
  }
}

function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
    if (response.destroyed) go();
  });
}

/** The client went away, or we told it to. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return (
    code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ABORT_ERR' || code === 'EPIPE'
  );
}
