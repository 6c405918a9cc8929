/**
 * Brings a store up to date under the store's lock, in one transaction, so that any number of simultaneous starts come up
 * on one new database. Drizzle's own migrator takes no lock. What is recorded is what it would record.
 */
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';
import { NewswireError } from '../../errors.ts';
import { packageFile } from '../../package.ts';
import { unfinishedCopy } from '../copy/unfinished.ts';
import { inTransaction } from './write.ts';

const MIGRATIONS = packageFile('drizzle/postgres');
/** PostgreSQL 15. */
const OLDEST_SERVER = 150_000;

export async function migrate(client: pg.ClientBase): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  await seeThatItIsNewEnough(client);
  await inTransaction(client, async () => {
    await seeThatItIsOurs(client);
    await client.query(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash TEXT NOT NULL, created_at BIGINT)',
    );
    const { rows } = await client.query<{ newest: string | null }>(
      'SELECT max(created_at) AS newest FROM __drizzle_migrations',
    );
    const newest = Number(rows[0]?.newest ?? 0);
    if (newest > (migrations.at(-1)?.folderMillis ?? 0)) {
      throw new NewswireError(
        'STORE_UNUSABLE',
        'This store was made by a newer Newswire: install that version, or open another store.',
      );
    }
    for (const { sql, hash, folderMillis } of migrations) {
      if (folderMillis <= newest) continue;
      await client.query(sql.join(';'));
      await client.query('INSERT INTO __drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
        hash,
        folderMillis,
      ]);
    }
  });
}

/** Throws STORE_UNUSABLE where another store was to be copied here, and not all of it was. */
export async function seeThatItIsWhole(client: pg.ClientBase, location: string): Promise<void> {
  const { rows } = await client.query<{ location: string }>('SELECT location FROM moves');
  if (rows[0] !== undefined) throw unfinishedCopy(location, rows[0].location);
}

async function seeThatItIsNewEnough(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  const [server] = rows;
  if (server === undefined || server.number >= OLDEST_SERVER) return;
  throw new NewswireError(
    'STORE_UNUSABLE',
    `The server is PostgreSQL ${server.version}, and Newswire wants 15 or newer: upgrade it, or set DATABASE_URL to another.`,
  );
}

/** Throws STORE_UNUSABLE where tables stand in the way that are no store's. */
async function seeThatItIsOurs(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ other: boolean }>(
    `SELECT to_regclass('articles') IS NOT NULL AND to_regclass('stretches') IS NULL AS other`,
  );
  if (!rows[0]?.other) return;
  throw new NewswireError(
    'STORE_UNUSABLE',
    `The database has a table "articles" of another program: set DATABASE_URL to a Newswire store, or to a new database.`,
  );
}
