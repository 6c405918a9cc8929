/**
 * Write transactions, one at a time over all processes: each takes the store's lock before it does anything, and holds it
 * until it is committed. So the numbers of the log are given in the order in which they become visible.
 */
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Logger as DrizzleLogger } from 'drizzle-orm';
import type pg from 'pg';
import { isStoreAway, NewswireError } from '../../errors.ts';
import type { WriteDb } from '../store.ts';
import { seam } from './database.ts';
import { codeOf, told } from './faults.ts';
import { beginStretchIfDue, homeOf } from './stretch.ts';
import { CHANNEL } from './wake.ts';

/** How long a write waits for another process's, in seconds. */
const PATIENCE = 30;
/** After so many seconds of silence within a transaction the server ends it: its process hangs, and others want to write. */
const SILENCE = 60;
/** "news" in ASCII. An advisory lock is named by numbers, for the whole database: the other one tells the schema. */
const LOCK = 0x6e657773;

const BEGIN = `BEGIN; SET LOCAL lock_timeout = '${PATIENCE}s'; SET LOCAL idle_in_transaction_session_timeout = '${SILENCE}s'; SELECT pg_advisory_xact_lock(${LOCK}, hashtext(current_schema()))`;
const COMMIT = `SELECT pg_notify('${CHANNEL}', current_schema()); COMMIT`;
const LOCK_NOT_AVAILABLE = '55P03';

/** Runs `work` in a transaction that holds the store's lock. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  try {
    await client.query(BEGIN);
    const result = await work();
    await client.query(COMMIT);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (codeOf(error) === LOCK_NOT_AVAILABLE) {
      throw new NewswireError(
        'STORE_UNUSABLE',
        `Another process has been writing to the store for ${PATIENCE} s: nothing was changed; try again when it is done.`,
        { cause: error },
      );
    }
    throw told(error);
  }
}

export interface Writes {
  write<T>(work: (tx: WriteDb) => Promise<T>): Promise<T>;
  /** Resolves when those asked for so far have ended. */
  ended(): Promise<void>;
}

/** Those of one process queue here, and take one connection. */
export function createWrites(pool: pg.Pool, logger?: DrizzleLogger): Writes {
  let last: Promise<unknown> = Promise.resolve();
  const known = new WeakSet<pg.PoolClient>();

  async function write<T>(work: (tx: WriteDb) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw told(error);
    });
    // A client that is lost says so besides failing what it does.
    const ignore = () => undefined;
    client.on('error', ignore);
    let failed = true;
    try {
      // A new connection may lead to another server than the last one.
      const isNew = !known.has(client);
      const home = isNew ? await homeOf(client) : null;
      const result = await inTransaction(client, async () => {
        if (isNew) await beginStretchIfDue(client, home);
        return work(seam(drizzle(client, logger ? { logger } : {})));
      });
      known.add(client);
      failed = false;
      return result;
    } catch (error) {
      failed = isStoreAway(error);
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(failed);
    }
  }

  return {
    write(work) {
      const done = last.then(() => write(work));
      last = done.catch(() => undefined);
      return done;
    },
    async ended() {
      await last;
    },
  };
}
