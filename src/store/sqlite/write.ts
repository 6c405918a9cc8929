/**
 * Write transactions that may await: one connection, one transaction at a time, in the order they were asked for.
 * BEGIN IMMEDIATE takes the file's write lock first, so that log numbers are given in the order of commits.
 */
import type { Database } from 'better-sqlite3';
import { whenFree } from './connection.ts';

export function createWriteQueue(
  writer: Database,
  committed: () => void,
): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();

  async function transaction<T>(work: () => Promise<T>): Promise<T> {
    await whenFree(() => writer.exec('BEGIN IMMEDIATE'));
    let result: T;
    try {
      result = await work();
      writer.exec('COMMIT');
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw error;
    }
    committed();
    return result;
  }

  return (work) => {
    const done = last.then(() => transaction(work));
    last = done.catch(() => undefined);
    return done;
  };
}
