/** Inserts rows in as few statements as PostgreSQL takes. */
import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { PostgresDatabase } from './database.ts';

/** Values that one statement may be bound to (a 16-bit number in the protocol). */
const MOST_VALUES = 65_535;

/** Answers the ids, in the order of the rows; nothing where the table generates none. An id that a row has is kept. */
export async function insertRows(
  tx: PostgresDatabase,
  table: PgTable,
  rows: readonly Record<string, unknown>[],
): Promise<number[]> {
  const columns = Object.values(getTableColumns(table));
  const id = columns.find(({ generatedIdentity }) => generatedIdentity !== undefined);
  const most = Math.floor(MOST_VALUES / columns.length);
  const ids: number[] = [];
  for (let from = 0; from < rows.length; from += most) {
    const insert = tx.insert(table).values(rows.slice(from, from + most));
    if (id === undefined) await insert;
    else ids.push(...(await insert.returning({ id })).map((row) => Number(row.id)));
  }
  return ids;
}
