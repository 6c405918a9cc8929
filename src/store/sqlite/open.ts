/** Opens a SQLite file as a store. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { NewswireError } from '../../errors.ts';
import { indexWhereDue } from '../indexing.ts';
import type { Preparable, ReadDb, Statement, Store, WriteDb } from '../store.ts';
import { writeBackup } from './backup.ts';
import { connectReader, connectWriter } from './connection.ts';
import { createInsertRows } from './insert.ts';
import { migrate, seeThatItIsWhole } from './migrate.ts';
import { createSearchIndexes } from './search.ts';
import { prepareOnSqlite } from './prepare.ts';
import { readSnapshot, setLastIds } from './snapshot.ts';
import * as tables from './tables.ts';
import { createTidy } from './tidy.ts';
import { createTogether } from './together.ts';
import { createWake } from './wake.ts';
import { createWriteQueue } from './write.ts';

export interface SqliteOptions {
  trace?: (statement: string) => void;
  indexing?: (percent: number) => void;
  unfinished?: boolean;
}

export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<Store> {
  const { writer, reader } = await connect(file, options.unfinished ?? false);
  const drizzleOptions = options.trace ? { logger: { logQuery: options.trace } } : {};
  // Drizzle types this driver as synchronous; above the store all is awaited, as another engine's must be.
  const db = drizzle(reader, drizzleOptions) as unknown as ReadDb;
  const tx = drizzle(writer, drizzleOptions) as unknown as WriteDb;
  const wake = createWake({ reader, file });
  const { write, writeUntold } = createWriteQueue(writer, wake.committed);
  const tidy = createTidy(writer);
  const insertRows = createInsertRows(writer);
  const statements = new Map<string, Statement<unknown>>();

  const store: Store = {
    engine: 'sqlite',
    replicas: [],
    location: file,
    tables,
    db,
    search: createSearchIndexes(writer),
    prepare: (query) => prepareOnSqlite(query, { database: reader, trace: options.trace }),
    statementIn<Row>(_tx: WriteDb, name: string, build: (tx: WriteDb) => Preparable<Row>): Statement<Row> {
      const known = statements.get(name) as Statement<Row> | undefined;
      if (known) return known;
      const statement = prepareOnSqlite(build(tx), { database: writer, trace: options.trace });
      statements.set(name, statement);
      return statement;
    },
    insertRows: async (_tx, table, rows) => insertRows(table, rows),
    settle: async (_tx, last) => setLastIds(writer, last),
    snapshot: (work) => readSnapshot(file, work),
    together: createTogether(reader),
    byTheWay: (column) => sql`+${column}`,
    among: (column, name) =>
      sql<boolean>`${column} in (select value from json_each(${sql.placeholder(name)}))`,
    each: (name, alias, _type) => sql`json_each(${sql.placeholder(name)}) as ${sql.identifier(alias)}`,
    list: (values) => JSON.stringify(values),
    write: (work) => write(() => work(tx)),
    tidy: () => writeUntold(tidy),
    onCommit: wake.onCommit,
    version: wake.version,
    backup: (target) => writeBackup(target, async (unfinished) => void (await reader.backup(unfinished))),
    async ready() {
      reader.prepare('SELECT 1 FROM stretches').get();
      return true;
    },
    async close() {
      await writeUntold(() => undefined);
      wake.close();
      reader.close();
      writer.close();
    },
  };
  try {
    await indexWhereDue(store, options.indexing);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

async function connect(
  file: string,
  unfinished: boolean,
): Promise<{ writer: Sqlite.Database; reader: Sqlite.Database }> {
  let writer: Sqlite.Database | undefined;
  try {
    await mkdir(dirname(file), { recursive: true });
    writer = await connectWriter(file);
    await migrate(writer);
    if (!unfinished) seeThatItIsWhole(writer);
    return { writer, reader: connectReader(file) };
  } catch (cause) {
    writer?.close();
    if (cause instanceof NewswireError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NewswireError(
      'STORE_UNUSABLE',
      `The store ${file} cannot be opened (${why}): see that DATABASE_URL names a Newswire store, or a new file in a folder that can be written.`,
      { cause },
    );
  }
}
