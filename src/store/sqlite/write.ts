/**
 * Write transactions that may await: one connection, one transaction at a time, in the order they were asked for.
 * BEGIN IMMEDIATE takes the file's write lock first, so that log numbers are given in the order of commits.
 */
import type { Database } from 'better-sqlite3';
import { whenFree } from './connection.ts';

export interface WriteQueue {
  write<T>(work: () => Promise<T>): Promise<T>;
  /** For what changes nothing that anybody reads. */
  writeUntold<T>(work: () => T): Promise<T>;
}

export function createWriteQueue(writer: Database, committed: () => void): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();

  async function transaction<T>(work: () => T | Promise<T>): Promise<T> {
    await whenFree(() => writer.exec('BEGIN IMMEDIATE'));
    let result: T;
    try {
      result = await work();
      writer.exec('COMMIT');
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw error;
    }
    return result;
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    write: (work) =>
      enqueue(async () => {
        const result = await transaction(work);
        committed();
        return result;
      }),
    writeUntold: (work) => enqueue(() => transaction(work)),
  };
}
