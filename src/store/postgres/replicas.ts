/**
 * Replicas of a PostgreSQL store: standbys that follow the primary. They are read and never written to, and none of them
 * need be there: connections are made when something is read.
 */
import type { Logger as DrizzleLogger } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Replica, Store } from '../store.ts';
import { seam } from './database.ts';
import { isAway, unavailable } from './faults.ts';
import { createPool, locationOf } from './pool.ts';

/** Milliseconds that reaching a replica may take: the primary stands by. */
const CONNECT_PATIENCE = 2_000;
/** Milliseconds that its answer may take. One that hangs is known by that; `query_timeout` in its address says otherwise. */
const QUERY_PATIENCE = 5_000;

/** The store with its replicas, which are closed with it. */
export function withReplicas(primary: Store, urls: readonly string[], logger?: DrizzleLogger): Store {
  const opened = urls.map((url) => openReplica(primary, url, logger));
  return {
    ...primary,
    replicas: opened.map(({ replica }) => replica),
    async close() {
      await Promise.all(opened.map(({ end }) => end()));
      await primary.close();
    },
  };
}

interface Opened {
  replica: Replica;
  end(): Promise<void>;
}

function openReplica(primary: Store, url: string, logger?: DrizzleLogger): Opened {
  const listeners: (() => void)[] = [];
  const lost = () => listeners.forEach((listener) => listener());
  const pool = createPool(url, {
    reach: CONNECT_PATIENCE,
    query_timeout: QUERY_PATIENCE,
    // Also what a standby alone fails with: a row that the primary has removed, a table that has yet to come.
    tell(error) {
      if (isAway(error)) lost();
      return unavailable(error);
    },
  });
  pool.on('error', lost);
  const location = locationOf(url);
  return {
    replica: {
      location,
      store: { ...primary, location, db: seam(drizzle(pool, logger ? { logger } : {})) },
      onLost: (listener) => void listeners.push(listener),
    },
    end: () => pool.end(),
  };
}
