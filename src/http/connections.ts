/**
 * How many connections there are, and what is under way on them: a WebSocket is one, and so is an endless answer over HTTP.
 * Whoever comes over a limit is told which, and what it is.
 */
import { isIPv6 } from 'node:net';
import { NewswireError } from '../errors.ts';

export interface ConnectionLimits {
  /** In all, over all clients. */
  maxConnections: number;
  /** Of one client: the holder of a key, or else an address, of which an IPv6 network of 64 bits counts as one. */
  maxConnectionsPerClient: number;
  /** In all, over all connections. */
  maxSubscriptions: number;
  maxSubscriptionsPerConnection: number;
}

export interface ConnectionCounts {
  /** WebSockets and endless answers that are open. */
  connections: number;
  /** Operations under way on them. */
  subscriptions: number;
}

export interface Connections {
  /** Throws LIMIT_EXCEEDED where there is no place for one more of this client; its message is short enough for a close. */
  open(address: string | undefined, holder?: string | null): Slot;
  counts(): ConnectionCounts;
}

export function createConnections(limits: ConnectionLimits): Connections {
  const byClient = new Map<string, Client>();
  const counts: Counts = { limits, byClient, connections: 0, subscriptions: 0 };
  const { maxConnections } = limits;
  return {
    open(address = '', holder = null) {
      if (counts.connections >= maxConnections)
        throw exceeded(
          `All ${maxConnections} connections (NEWSWIRE_MAX_CONNECTIONS) are taken: come back later.`,
        );
      const client =
        holder === null ? enter(counts, 'address', clientOf(address)) : enter(counts, 'key', holder);
      counts.connections += 1;
      return new Slot(counts, client);
    },
    counts: () => ({ connections: counts.connections, subscriptions: counts.subscriptions }),
  };
}

function enter({ limits, byClient }: Counts, kind: 'address' | 'key', whose: string): Client {
  const { maxConnectionsPerClient } = limits;
  const name = `${kind} ${whose}`;
  const client = byClient.get(name) ?? { name, connections: 0 };
  if (client.connections >= maxConnectionsPerClient)
    throw exceeded(
      `Your ${kind} has ${maxConnectionsPerClient} connections (NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT): close some.`,
    );
  client.connections += 1;
  byClient.set(name, client);
  return client;
}

function leave({ byClient }: Counts, client: Client): void {
  client.connections -= 1;
  if (client.connections === 0) byClient.delete(client.name);
}

interface Client {
  readonly name: string;
  connections: number;
}

interface Counts extends ConnectionCounts {
  readonly limits: ConnectionLimits;
  readonly byClient: Map<string, Client>;
}

/** A connection's own place. */
export class Slot {
  readonly #counts: Counts;
  #client: Client;
  #own = 0;
  #isOpen = true;

  constructor(counts: Counts, client: Client) {
    this.#counts = counts;
    this.#client = client;
  }

  /** Counts it as the holder's, wherever they come from. Throws LIMIT_EXCEEDED where they have as many as may be. */
  belongTo(holder: string): void {
    if (!this.#isOpen) return;
    const client = enter(this.#counts, 'key', holder);
    leave(this.#counts, this.#client);
    this.#client = client;
  }

  /** Counts a subscription, or another operation, that is under way from now on. */
  begin(): void {
    this.#own += 1;
    this.#counts.subscriptions += 1;
  }

  /** Throws LIMIT_EXCEEDED where more is under way than may be: what began last is not to be done. */
  check(): void {
    const { maxSubscriptions, maxSubscriptionsPerConnection } = this.#counts.limits;
    if (this.#own > maxSubscriptionsPerConnection)
      throw exceeded(
        `This connection has ${maxSubscriptionsPerConnection} operations under way, which is its limit: complete one, open another connection, or raise NEWSWIRE_MAX_SUBSCRIPTIONS_PER_CONNECTION.`,
      );
    if (this.#counts.subscriptions > maxSubscriptions)
      throw exceeded(
        `This server has ${maxSubscriptions} operations under way, which is its limit: try again later, or raise NEWSWIRE_MAX_SUBSCRIPTIONS.`,
      );
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#own -= 1;
    this.#counts.subscriptions -= 1;
  }

  /** Frees the place, and what is still under way on it; a second time changes nothing. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#counts.connections -= 1;
    this.#counts.subscriptions -= this.#own;
    leave(this.#counts, this.#client);
  }
}

function exceeded(message: string): NewswireError {
  return new NewswireError('LIMIT_EXCEEDED', message);
}

/** Whoever has an address of IPv6 has 2^64 of them: "2001:db8:1:2::9" → "2001:db8:1:2". */
function clientOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [left = [], right = []] = address.split('::').map((side) => side.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
