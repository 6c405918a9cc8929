/** SQLite for the bench: a store is a file. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
    settle: async () => undefined,
  };
}

/** The file that a `databaseUrl` of this engine names. */
export function fileIn(databaseUrl: string): string {
  return decodeURIComponent(databaseUrl.replace(/^file:/, ''));
}
