/** SQLite for the bench: a store is a file. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createTidy } from '../src/store/sqlite/tidy.ts';
import type { Engine } from './engine.ts';
import { FOLDER } from './machine.ts';

export function createSqlite(): Engine {
  const fileOf = (store: string) => join(FOLDER, `${store}.db`);

  async function remove(store: string): Promise<void> {
    for (const ending of ['', '-wal', '-shm']) await rm(fileOf(store) + ending, { force: true });
  }

  return {
    name: 'sqlite',
    title: 'SQLite',
    folder: FOLDER,
    databaseUrl: (store) => `file:${encodeURIComponent(fileOf(store))}`,
    async clear(store) {
      await mkdir(FOLDER, { recursive: true });
      await remove(store);
    },
    remove,
    // The server would in its own time, while something is measured.
    async settle(store) {
      const db = new Sqlite(fileOf(store));
      const tidy = createTidy(db);
      while (tidy());
      db.close();
    },
  };
}

/** The file that a `databaseUrl` of this engine names. */
export function fileIn(databaseUrl: string): string {
  return decodeURIComponent(databaseUrl.replace(/^file:/, ''));
}
