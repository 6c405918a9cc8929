/**
 * Brings a store up to date under the write lock, so that any number of simultaneous starts come up on one new file.
 * Drizzle's own migrator takes no lock. What is recorded is what it would record.
 */
import type { Database } from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { NewswireError } from '../../errors.ts';
import { packageFile } from '../../package.ts';
import { unfinishedCopy } from '../copy/unfinished.ts';
import { whenFree } from './connection.ts';
import { beginStretchIfDue } from './stretch.ts';

const MIGRATIONS = packageFile('drizzle/sqlite');

export async function migrate(writer: Database): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  await whenFree(() => writer.exec('BEGIN IMMEDIATE'));
  try {
    seeThatItIsOurs(writer);
    writer.exec(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC)',
    );
    const newest = Number(
      writer.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0,
    );
    const known = migrations.at(-1)?.folderMillis ?? 0;
    if (newest > known) {
      throw new NewswireError(
        'STORE_UNUSABLE',
        'This store was made by a newer Newswire: install that version, or open another store.',
      );
    }
    const record = writer.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
    for (const { sql, hash, folderMillis } of migrations) {
      if (folderMillis <= newest) continue;
      for (const statement of sql) writer.exec(statement);
      record.run(hash, folderMillis);
    }
    beginStretchIfDue(writer);
    writer.exec('COMMIT');
  } catch (error) {
    writer.exec('ROLLBACK');
    throw error;
  }
}

/** Throws STORE_UNUSABLE where another store was to be copied here, and not all of it was. */
export function seeThatItIsWhole(writer: Database): void {
  const source = writer.prepare('SELECT location FROM moves').pluck().get();
  if (typeof source === 'string') throw unfinishedCopy(writer.name, source);
}

/** Throws STORE_UNUSABLE where the file holds tables, and none of a store's: it is another program's. */
function seeThatItIsOurs(writer: Database): void {
  const tables = writer.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length === 0 || tables.includes('stretches')) return;
  throw new NewswireError(
    'STORE_UNUSABLE',
    `The database ${writer.name} is another program's: set DATABASE_URL to a Newswire store, or to a new file.`,
  );
}
