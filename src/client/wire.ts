/**
 * `newswire/client`: subscribes to a Newswire, in a browser or in Node, and has every event once and in order however often
 * the connection breaks. It knows nothing of the server but its protocols, and is no part of it.
 */
import type { Open } from './connection.ts';
import { overSse } from './sse.ts';
import { createSubscription, type SubscribeOptions, type Subscription } from './subscription.ts';
import { overWebSocket, type WebSocketClass } from './web-socket.ts';
import { WireError } from './wire-error.ts';

export type { ResultError } from './loss.ts';
export type { LossReport, SubscribeOptions, Subscription, WireEvent } from './subscription.ts';
export type { WebSocketClass } from './web-socket.ts';
export { WireError, type WireErrorCode } from './wire-error.ts';

export interface WireOptions {
  /** The GraphQL endpoint, http(s): or ws(s): whatever the transport; in a browser also "/graphql". */
  url: string;
  /** 'websocket' unless it says otherwise; 'sse' goes through everything that HTTP goes through. */
  transport?: 'websocket' | 'sse';
  /** An API key. */
  key?: string;
  /** The class, for Node below 22, which has none: `import { WebSocket } from 'ws'`. */
  webSocket?: WebSocketClass;
  /** For SSE, where the requests need more than is given here. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds between the server's heartbeats, 12,000; after two and a half in silence a connection is taken for lost. */
  heartbeat?: number;
  /** Milliseconds before a connection is tried again, 500; doubled with each try that fails, and shortened by chance. */
  firstPause?: number;
  /** Milliseconds that the pause grows to, 30,000. */
  longestPause?: number;
  /** That may fail in a row; for ever unless it is given. */
  tries?: number;
  /** Events that may wait here for the program, 1,000. Beyond that the connection is closed until they are taken. */
  mostWaiting?: number;
}

export interface Wire {
  /** Throws WireError BAD_DOCUMENT where the document could not be resumed. Each has a connection of its own. */
  subscribe<Data = Record<string, unknown>>(options: SubscribeOptions): Subscription<Data>;
}

const HEARTBEAT = 12_000;
/** Heartbeats that may be missed, and the time that one may take. */
const PATIENCE = 2.5;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const MOST_WAITING = 1_000;

/** Connects to nothing yet. Throws WireError BAD_OPTIONS. */
export function createWire(options: WireOptions): Wire {
  const { firstPause = FIRST_PAUSE, longestPause = LONGEST_PAUSE, tries = Infinity } = options;
  const open = options.transport === 'sse' ? sseOf(options) : webSocketOf(options);
  return {
    subscribe: (subscribing) =>
      createSubscription({ open, pauses: { first: firstPause, longest: longestPause, tries } }, subscribing),
  };
}

function sseOf({ url, key, heartbeat = HEARTBEAT, fetch }: WireOptions): Open {
  return overSse({
    url: addressOf(url, 'http'),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    // Browsers refuse it as a method of something else.
    fetch: fetch ?? ((...request) => globalThis.fetch(...request)),
    silence: heartbeat * PATIENCE,
  });
}

function webSocketOf({
  url,
  key,
  heartbeat = HEARTBEAT,
  mostWaiting = MOST_WAITING,
  ...rest
}: WireOptions): Open {
  const webSocket = rest.webSocket ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
  if (webSocket === undefined) {
    throw new WireError(
      'BAD_OPTIONS',
      `There is no WebSocket here: give the class of the package "ws" as webSocket, or take transport: 'sse'.`,
    );
  }
  return overWebSocket({
    url: addressOf(url, 'ws'),
    connectionParams: key === undefined ? {} : { Authorization: `Bearer ${key}` },
    webSocket,
    silence: heartbeat * PATIENCE,
    mostWaiting,
  });
}

/** The same place by the protocol that is wanted, secure where it was. */
function addressOf(url: string, protocol: 'http' | 'ws'): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  const address = URL.canParse(url, page) ? new URL(url, page) : null;
  if (address === null || !/^(http|ws)s?:$/.test(address.protocol)) {
    throw new WireError(
      'BAD_OPTIONS',
      `url is "${url}": give the address of a GraphQL endpoint, such as https://news.example/graphql.`,
    );
  }
  address.protocol = address.protocol.replace(/^(http|ws)/, protocol);
  address.hash = '';
  return address.href;
}
