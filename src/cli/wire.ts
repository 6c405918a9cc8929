/**
 * The live wire of a server, over WebSocket, as one stream that outlives its connections: after a loss it goes on from the
 * last cursor, so that nothing is missed and nothing comes twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { NewswireError } from '../errors.ts';

/** What is published, as far as a line about it wants to know. */
export interface WireEvent {
  cursor: string;
  at: string;
  slug: string;
  version: number;
  /** null where it may no longer be shown. */
  article: {
    headline: string;
    description: string | null;
    language: string;
    urgency: number;
    breaking: boolean;
    url: string | null;
    source: string | null;
    publishedAt: string | null;
    section: { path: string; name: string };
  } | null;
}

/** An ArticleFilter of the API. */
export type WireFilter = object;

export interface Wire {
  /** The endpoint, ws: or wss:. */
  url: string;
  filter: WireFilter;
  after: string | null;
  last: number | null;
  onEvent(event: WireEvent): void;
  /** The wire stands, for the first time or again. */
  onConnected(again: boolean): void;
  /** It was lost, and is being tried again. */
  onLost(why: string): void;
}

const PUBLISHED = /* GraphQL */ `
  subscription Watch($filter: ArticleFilter, $after: Cursor, $last: Int) {
    articlePublished(filter: $filter, after: $after, last: $last) {
      cursor
      at
      slug
      version
      article {
        headline
        description
        language
        urgency
        breaking
        url
        source
        publishedAt
        section {
          path
          name
        }
      }
    }
  }
`;

/** Milliseconds between tries: the first pause, which doubles up to the longest. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** Milliseconds that a server may take to answer a connection or a ping. */
const PATIENCE = 10_000;
/** Milliseconds that a connection is kept while nothing is asked over it. */
const BETWEEN = 100;
/** Milliseconds between pings, by which a connection is seen to have gone. */
const PING_EVERY = 15_000;

/** Close codes from here on say that coming again will not help (graphql-transport-ws), */
const FIRST_FINAL_CODE = 4400;
/** but for this: graphql-ws's own, where `terminate` ended a connection that answered no ping. */
const TERMINATED_CODE = 4499;

/** The connection has failed, and not what was asked over it. */
class ConnectionLost extends Error {}

/** Resolves when `signal` aborts. Throws BAD_USER_INPUT where the server refuses, or where it is not there the first time. */
export async function followWire(wire: Wire, signal: AbortSignal): Promise<void> {
  let cursor = wire.after;
  let last = wire.last;
  let hasConnected = false;
  let pause = FIRST_PAUSE;

  async function connection(): Promise<void> {
    await using server = connect(wire.url, signal);
    const { logHead } = await server.ask<{ logHead: string }>('{ logHead }');
    wire.onConnected(hasConnected);
    hasConnected = true;
    pause = FIRST_PAUSE;
    const begin = last === null ? { after: cursor ?? logHead } : { last };
    // Should this connection be lost before its first event, the next goes on from here; `last` is of the beginning only.
    cursor ??= logHead;
    last = null;
    for await (const { articlePublished: event } of server.hear<{ articlePublished: WireEvent }>(PUBLISHED, {
      filter: wire.filter,
      ...begin,
    })) {
      cursor = event.cursor;
      wire.onEvent(event);
    }
    throw new ConnectionLost('the server ended the subscription');
  }

  while (!signal.aborted) {
    try {
      await connection();
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ConnectionLost)) throw error;
      if (!hasConnected) {
        throw new NewswireError(
          'BAD_USER_INPUT',
          `${wire.url} cannot be reached (${error.message}): start a server with "newswire serve", or name another with --url.`,
        );
      }
      if (pause === FIRST_PAUSE) wire.onLost(error.message);
      await sleep(pause * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

interface Connection extends AsyncDisposable {
  /** The answer to a query. */
  ask<Data>(query: string): Promise<Data>;
  hear<Data>(subscription: string, variables: Record<string, unknown>): AsyncGenerator<Data>;
}

/** One connection, which is not tried again. It ends when `signal` aborts. Throws ConnectionLost, or BAD_USER_INPUT where the server refuses. */
function connect(url: string, signal: AbortSignal): Connection {
  let fault = '';
  let unanswered: NodeJS.Timeout | undefined;
  const client = createClient({
    url,
    webSocketImpl: PatientWebSocket,
    retryAttempts: 0,
    // Between the question and the subscription nothing is going on; the process stays as long as this may take.
    lazyCloseTimeout: BETWEEN,
    connectionAckWaitTimeout: PATIENCE,
    keepAlive: PING_EVERY,
    on: {
      error: (error) => (fault = faultOf(error)),
      ping(received) {
        if (!received) unanswered = setTimeout(() => client.terminate(), PATIENCE);
      },
      pong: () => clearTimeout(unanswered),
      closed: () => clearTimeout(unanswered),
    },
  });
  const end = () => void client.dispose();
  signal.addEventListener('abort', end, { once: true });

  async function* hear<Data>(query: string, variables: Record<string, unknown>): AsyncGenerator<Data> {
    try {
      for await (const result of client.iterate<Data>({ query, variables })) {
        if (result.errors) throw refusal(result.errors);
        if (result.data) yield result.data;
      }
    } catch (error) {
      throw meaningOf(error, fault);
    }
  }

  return {
    hear,
    async ask<Data>(query: string) {
      for await (const data of hear<Data>(query, {})) return data;
      throw new ConnectionLost('the server gave no answer');
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', end);
      await client.dispose();
    },
  };
}

class PatientWebSocket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    super(address, protocols, { handshakeTimeout: PATIENCE });
  }
}

/** graphql-ws throws errors of GraphQL as a list, and the event that closed the socket as it is. */
function meaningOf(error: unknown, fault: string): Error {
  if (error instanceof NewswireError || error instanceof ConnectionLost) return error;
  if (Array.isArray(error)) return refusal(error);
  const { code, reason } = closing(error);
  if (code !== null && code >= FIRST_FINAL_CODE && code !== TERMINATED_CODE) {
    return new NewswireError('BAD_USER_INPUT', `The server refuses the connection (${code} ${reason}).`);
  }
  return new ConnectionLost(fault || reason || faultOf(error) || `it was closed with ${code ?? 'no'} code`);
}

function closing(event: unknown): { code: number | null; reason: string } {
  if (typeof event !== 'object' || event === null) return { code: null, reason: '' };
  const code = 'code' in event && typeof event.code === 'number' ? event.code : null;
  const reason = 'reason' in event && typeof event.reason === 'string' ? event.reason : '';
  return { code, reason };
}

function faultOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  // Of a host with several addresses, each with its own fault, the whole has no message.
  return message || ('error' in error ? codeOf(error.error) : codeOf(error));
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function refusal(errors: readonly { message: string }[]): NewswireError {
  return new NewswireError('BAD_USER_INPUT', errors.map(({ message }) => message).join(' '));
}
