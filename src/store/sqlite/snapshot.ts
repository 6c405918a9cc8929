/** One state of the store for as long as somebody reads it, and the ids that it has given. */
import type { Database } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { LastIds, ReadDb, Snapshot } from '../store.ts';
import { connectReader } from './connection.ts';
import * as tables from './tables.ts';

export async function readSnapshot<T>(file: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const reader = connectReader(file);
  try {
    reader.exec('BEGIN');
    // The transaction's state is that of its first read.
    reader.prepare('SELECT 1 FROM stretches').get();
    return await work({
      tables,
      db: drizzle(reader) as unknown as ReadDb,
      lastIds: async () => readLastIds(reader),
    });
  } finally {
    reader.close();
  }
}

function readLastIds(reader: Database): LastIds {
  const rows = reader
    .prepare<[], { name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')
    .all();
  return new Map(rows.map(({ name, seq }) => [name, seq]));
}

export function setLastIds(writer: Database, last: LastIds): void {
  const remove = writer.prepare('DELETE FROM sqlite_sequence WHERE name = ?');
  const insert = writer.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  for (const [name, seq] of last) {
    remove.run(name);
    insert.run(name, seq);
  }
}
