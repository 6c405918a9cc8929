/** Statements on a store of either engine, for what the bench wants to know of it. */
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { fileIn } from './sqlite.ts';

export interface Reading {
  query(statement: string): Promise<unknown[]>;
  close(): Promise<void>;
}

export async function openReading(databaseUrl: string): Promise<Reading> {
  return databaseUrl.startsWith('file:') ? readSqlite(databaseUrl) : readPostgres(databaseUrl);
}

function readSqlite(databaseUrl: string): Reading {
  const db = new Sqlite(fileIn(databaseUrl), { readonly: true });
  return {
    query: async (statement) => db.prepare(statement).all(),
    async close() {
      db.close();
    },
  };
}

async function readPostgres(databaseUrl: string): Promise<Reading> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  return {
    query: async (statement) => (await client.query<Record<string, unknown>>(statement)).rows,
    close: async () => client.end(),
  };
}
