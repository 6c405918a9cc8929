/** Connections to the SQLite file: one that writes, one that reads, and waiting for another process without blocking ours. */
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { NewswireError } from '../../errors.ts';

/** How long a write waits for another process's, in milliseconds. */
const PATIENCE = 30_000;
/** Milliseconds between attempts: short, so that one falls between the transactions of a process that writes without end. */
const LONGEST_PAUSE = 5;

/** Opens for writing. Durable: a commit that was confirmed is on the disk. */
export async function connectWriter(file: string): Promise<Sqlite.Database> {
  const connection = new Sqlite(file, { timeout: 0 });
  try {
    await whenFree(() => connection.pragma('journal_mode = WAL'));
    connection.pragma('synchronous = FULL');
    connection.pragma('cache_size = -32768');
  } catch (cause) {
    connection.close();
    throw cause;
  }
  return connection;
}

/** Opens for reading only: it sees what was committed, never half a write. */
export function connectReader(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { readonly: true, timeout: 5_000 });
  connection.pragma('cache_size = -32768');
  connection.pragma('mmap_size = 134217728');
  return connection;
}

/** Tries until no other process holds the file; SQLite's own waiting would hold up everything else in this one. */
export async function whenFree<T>(action: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await action();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > deadline) {
        throw new NewswireError(
          'STORE_UNUSABLE',
          `Another process has been writing to the store for ${PATIENCE / 1000} s: nothing was changed; try again when it is done.`,
          { cause: error },
        );
      }
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
