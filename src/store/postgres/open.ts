/** Opens a PostgreSQL database as a store. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { isStoreAway, NewswireError } from '../../errors.ts';
import { indexWhereDue } from '../indexing.ts';
import type { Store, Tables } from '../store.ts';
import { withoutNul } from './column-types.ts';
import { postgres, seam } from './database.ts';
import { causeOf, codeOf, told, unavailable } from './faults.ts';
import { insertRows } from './insert.ts';
import { migrate, seeThatItIsWhole } from './migrate.ts';
import { createPool, locationOf } from './pool.ts';
import { prepareOnPostgres } from './prepare.ts';
import { withReplicas } from './replicas.ts';
import { createSearchIndexes } from './search.ts';
import { readSnapshot, settle } from './snapshot.ts';
import * as tables from './tables.ts';
import { createWake } from './wake.ts';
import { createWrites } from './write.ts';

export interface PostgresOptions {
  replicaUrls?: readonly string[];
  trace?: (statement: string) => void;
  indexing?: (percent: number) => void;
  unfinished?: boolean;
}

/** Milliseconds that an answer to "can it be read?" may take. */
const READY_PATIENCE = 2_000;

export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Store> {
  const pool = createPool(url);
  const logger = options.trace ? { logQuery: options.trace } : undefined;
  const db = drizzle(pool, logger ? { logger } : {});
  const writes = createWrites(pool, logger);
  try {
    await withClient(pool, async (client) => {
      await migrate(client);
      if (!options.unfinished) await seeThatItIsWhole(client, locationOf(url));
    });
    // Begins the log's first stretch, or another where the database has moved.
    await writes.write(async () => undefined);
  } catch (error) {
    await pool.end();
    throw unusable(url, error);
  }
  const wake = createWake(url);

  const store: Store = {
    engine: 'postgres',
    location: locationOf(url),
    // What SQLite's are, for everybody above: test/store/tables.test.ts holds them to the same types.
    tables: tables as unknown as Tables,
    db: seam(db),
    search: createSearchIndexes(),
    replicas: [],
    prepare: prepareOnPostgres,
    statementIn: (tx, _name, build) => prepareOnPostgres(build(tx)),
    insertRows: (tx, table, rows) => insertRows(postgres(tx), table, rows),
    settle: (tx, last) => settle(postgres(tx), last),
    snapshot: (work) => withClient(pool, (client) => readSnapshot(client, work)),
    together: (read) => read(),
    byTheWay: (column) => sql`${column}`,
    among: (column, name) => sql<boolean>`${column} = any(${sql.placeholder(name)})`,
    each: (name, alias, type) =>
      sql`unnest(${sql.placeholder(name)}::${sql.raw(type === 'number' ? 'bigint' : 'text')}[]) as ${sql.identifier(alias)}(value)`,
    list: (values) => values.map((value) => (typeof value === 'string' ? withoutNul(value) : value)),
    write: writes.write,
    // Autovacuum does.
    tidy: async () => false,
    onCommit: wake.onCommit,
    version: () => null,
    async backup(file) {
      // The other engine, which who only serves does without.
      const { backUp } = await import('./backup.ts');
      return withClient(pool, (client) => readSnapshot(client, (snapshot) => backUp(snapshot, file)));
    },
    async ready() {
      await within(READY_PATIENCE, pool.query('select 1 from stretches limit 1'));
      return true;
    },
    async close() {
      await wake.close();
      await writes.ended();
      await pool.end();
    },
  };
  try {
    await indexWhereDue(store, options.indexing);
  } catch (error) {
    await store.close();
    throw unusable(url, error);
  }
  return withReplicas(store, options.replicaUrls ?? [], logger);
}

/** Whether the database holds a store already. Throws STORE_UNUSABLE where it cannot be reached. */
export async function postgresStoreExists(url: string): Promise<boolean> {
  const pool = createPool(url);
  try {
    const { rows } = await pool.query<{ is: boolean }>("select to_regclass('stretches') is not null as is");
    return rows[0]?.is ?? false;
  } catch (error) {
    throw unusable(url, error);
  } finally {
    await pool.end();
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw told(error);
  });
  // What is lost here fails what is under way, too.
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    return await work(client);
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

/** At the start nothing is to be waited for: what keeps the store from being opened is told. */
function unusable(url: string, error: unknown): NewswireError {
  const known = told(error);
  if (known instanceof NewswireError && !isStoreAway(known)) return known;
  const cause = causeOf(known instanceof NewswireError ? known.cause : error);
  const why = cause instanceof Error ? cause.message || codeOf(cause) : String(cause);
  return new NewswireError(
    'STORE_UNUSABLE',
    `The store ${locationOf(url)} cannot be opened (${why}): see that the server runs, that DATABASE_URL is right, and that its user may make tables there.`,
    { cause },
  );
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(unavailable(new Error('it does not answer'))), milliseconds);
  });
  try {
    return await Promise.race([promise, patience]);
  } catch (error) {
    throw told(error);
  } finally {
    clearTimeout(late);
  }
}
