/**
 * Stretches of the log on PostgreSQL. The first opening of a store begins one. Writing to one that went on elsewhere
 * begins another, because there the same numbers may be given to other changes: a dump restored to another server or
 * database, a server brought back to an earlier time, a replica promoted. All of them change the store's home.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/** The server's identity, the database's, and the timeline that the server writes. */
const HOME = `select format('%s.%s.%s', (select system_identifier from pg_control_system()),
  (select oid from pg_database where datname = current_database()),
  left(pg_walfile_name(pg_current_wal_lsn()), 8)) as home`;

/** null where the server does not tell, as some hosted ones do not. Outside of a transaction, which it could spoil. */
export async function homeOf(client: pg.ClientBase): Promise<string | null> {
  try {
    const { rows } = await client.query<{ home: string }>(HOME);
    return rows[0]?.home ?? null;
  } catch {
    return null;
  }
}

/** Within the first transaction on a connection. */
export async function beginStretchIfDue(client: pg.ClientBase, home: string | null): Promise<void> {
  const { rows } = await client.query<{ is_new: boolean; known: string | null }>(
    'select not exists (select 1 from stretches) as is_new, (select home from homes) as known',
  );
  const { is_new: isNew, known } = rows[0] ?? { is_new: true, known: null };
  if (home !== null && home !== known) {
    await client.query(
      'insert into homes (id, home) values (1, $1) on conflict (id) do update set home = excluded.home',
      [home],
    );
  }
  const hasMoved = home !== null && known !== null && home !== known;
  const wasCopied = (await client.query('delete from copies')).rowCount !== 0;
  if (isNew || hasMoved || wasCopied) await beginStretch(client);
}

async function beginStretch(client: pg.ClientBase): Promise<void> {
  await client.query(
    'insert into stretches (token, began_after, began_at) values ($1, (select coalesce(max(seq), 0) from log), $2)',
    [randomBytes(6).toString('base64url'), Date.now()],
  );
}
