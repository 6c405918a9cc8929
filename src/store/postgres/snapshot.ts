/** One state of the store for as long as somebody reads it, and the ids that it has given. */
import { type Column, getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { LastIds, Snapshot, Tables } from '../store.ts';
import { type PostgresDatabase, seam } from './database.ts';
import { told } from './faults.ts';
import * as tables from './tables.ts';

/** However slow the reader is, the server does not end it. */
const BEGIN =
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0';

export async function readSnapshot<T>(
  client: pg.PoolClient,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  try {
    await client.query(BEGIN);
    return await work({
      tables: tables as unknown as Tables,
      db: seam(drizzle(client)),
      lastIds: () => readLastIds(client),
    });
  } catch (error) {
    throw told(error);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

/** Sequences stand outside of transactions: theirs are those of now. */
async function readLastIds(client: pg.ClientBase): Promise<LastIds> {
  const last = new Map<string, number>();
  for (const { table, column } of GENERATED) {
    const { rows } = await client.query<{ last: string | null }>(
      'select pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass) as last',
      [table, column],
    );
    const id = rows[0]?.last ?? null;
    if (id !== null) last.set(table, Number(id));
  }
  return last;
}

/**
 * A sequence never goes back: setting one is not undone with its transaction, and what it gave before may still be known
 * to somebody.
 */
export async function settle(tx: PostgresDatabase, last: LastIds): Promise<void> {
  for (const { table, column } of GENERATED) {
    const id = last.get(table) ?? 0;
    if (id === 0) continue;
    const sequence = sql`pg_get_serial_sequence(${table}, ${column})::regclass`;
    await tx.execute(
      sql`select setval(${sequence}, greatest(coalesce(pg_sequence_last_value(${sequence}), 1), ${id}))`,
    );
  }
  for (const table of ALL) await tx.execute(sql`analyze ${table}`);
}

const ALL = Object.values(tables).filter((table) => is(table, PgTable));

const GENERATED = ALL.flatMap((table) =>
  Object.values<Column>(getTableColumns(table))
    .filter(({ generatedIdentity }) => generatedIdentity !== undefined)
    .map(({ name }) => ({ table: getTableName(table), column: name })),
);
