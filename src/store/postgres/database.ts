/** The seam's types are of one engine; what stands behind them here is the other. */
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import type { ReadDb, WriteDb } from '../store.ts';

export type PostgresDatabase = PgDatabase<NodePgQueryResultHKT>;

export function postgres(tx: WriteDb): PostgresDatabase {
  return tx as unknown as PostgresDatabase;
}

/** As the code above the seam sees it. */
export function seam(db: PostgresDatabase): ReadDb & WriteDb {
  return db as unknown as ReadDb & WriteDb;
}
