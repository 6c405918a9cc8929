/** Databases of the engine that the project tests on (vitest.config.ts): each test has one of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    engine: 'sqlite' | 'postgres';
    /** Of a database that tests may make schemas in; empty where the engine is another. */
    postgresUrl: string;
    /** The server is thrown away after the tests, with all that is in it. */
    postgresIsTemporary: boolean;
  }
}

export const ENGINE = inject('engine');

export interface Database {
  /** As DATABASE_URL has it. */
  readonly url: string;
  drop(): Promise<void>;
}

export async function makeDatabase(): Promise<Database> {
  return ENGINE === 'sqlite' ? makeFile() : makePostgres();
}

/** One that is dropped after the test. */
export async function temporaryDatabase(): Promise<string> {
  const database = await makeDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

/** Runs a statement as another program would; answers its rows. */
export async function runSql(url: string, statement: string): Promise<unknown[]> {
  if (url.startsWith('file:')) {
    const database = new Sqlite(decodeURIComponent(url.slice('file:'.length)), { timeout: 5_000 });
    try {
      const prepared = database.prepare(statement);
      return prepared.reader ? prepared.all() : [prepared.run()];
    } finally {
      database.close();
    }
  }
  return withClient(url, async (client) => (await client.query<Record<string, unknown>>(statement)).rows);
}

async function makeFile(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'newswire-test-'));
  return {
    url: `file:${join(folder, 'newswire.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own, where many may run at once on one server. */
export async function makePostgres(server = inject('postgresUrl')): Promise<Database> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Ten times as fast to make as a database.
  await administrator(server).query(`CREATE SCHEMA ${name}`);
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${name}`);
  return {
    url: url.href,
    async drop() {
      if (inject('postgresIsTemporary')) return;
      await administrator(server).query(`DROP SCHEMA ${name} CASCADE`);
    },
  };
}

const administrators = new Map<string, pg.Pool>();

/** One connection for all tests of this process, which it does not keep. */
function administrator(server: string): pg.Pool {
  const known = administrators.get(server);
  if (known) return known;
  const pool = new pg.Pool({ connectionString: server, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
  // A server that a test has stopped.
  pool.on('error', () => undefined);
  administrators.set(server, pool);
  return pool;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
