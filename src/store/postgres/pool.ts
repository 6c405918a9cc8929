/** Connections to a PostgreSQL server. */
import pg from 'pg';
import { told } from './faults.ts';

/** Connections of one process, in all. */
const MOST = 10;
/** Milliseconds that reaching the server may take. */
const CONNECT_PATIENCE = 5_000;
/** Milliseconds that a query may wait for one of them to be free: a server that is busy is not away. */
const QUEUE_PATIENCE = 30_000;
/** Milliseconds that an answer may take: longer than a write waits for another's. After that the way to the server is taken for lost. */
const QUERY_PATIENCE = 60_000;
/** Seconds after which a connection is made anew, and with it what the server keeps of prepared statements. */
const LIFETIME = 30 * 60;

export interface PoolOptions extends pg.PoolConfig {
  /** Milliseconds that reaching the server may take. */
  reach?: number;
  /** What an error is told as. */
  tell?: (error: unknown) => unknown;
}

export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const { tell = told, reach = CONNECT_PATIENCE, ...config } = options;
  const pool = new pg.Pool({
    ...connectionOf(url),
    Client: clientThatReaches(reach),
    connectionTimeoutMillis: QUEUE_PATIENCE,
    max: MOST,
    maxLifetimeSeconds: LIFETIME,
    idleTimeoutMillis: 60_000,
    query_timeout: QUERY_PATIENCE,
    ...config,
  });
  // A connection that is lost while nobody uses it is made anew when one is wanted; without a listener, Node would end the process.
  pool.on('error', () => undefined);
  return telling(pool, tell);
}

/** A pool has one time-out for reaching the server and for waiting in its queue; this one is for reaching it. */
function clientThatReaches(within: number): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionTimeoutMillis: within });
    }
  };
}

/** Whatever asks it hears of a store that is away as STORE_UNAVAILABLE, also from behind Drizzle. */
function telling(pool: pg.Pool, tell: (error: unknown) => unknown): pg.Pool {
  const query = pool.query.bind(pool) as (...words: unknown[]) => Promise<unknown>;
  const ask = async (...words: unknown[]) => {
    try {
      return await query(...words);
    } catch (error) {
      throw tell(error);
    }
  };
  return Object.assign(pool, { query: ask });
}

export function connectionOf(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_PATIENCE,
    keepAlive: true,
    application_name: 'newswire',
  };
}

/** "postgres://db.example/news": for people, so without who and with what password. */
export function locationOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}
