/**
 * A Newswire as it is run: on a database of its own, listening on a free port, reached by
 * clients over the network. It is closed after the test, which fails where closing hangs, where a socket stays open, or
 * where a fault was logged that the test did not ask for.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { ArticleContent } from '../../src/news/article.ts';
import type { Role } from '../../src/news/role.ts';
import type { Outcome } from '../../src/newsroom/outcome.ts';
import { createNewswire, type Newswire, readConfig } from '../../src/newswire.ts';
import { type Client, createClient } from './client.ts';
import { makeDatabase, runSql } from './database.ts';
import { inTime, until } from './until.ts';

export interface StartOptions {
  /** As in the environment: NEWSWIRE_MAX_DEPTH and so on. */
  environment?: Record<string, string>;
  now?: () => number;
  trace?: (statement: string) => void;
  /** Fill it with the bundled edition. */
  samples?: boolean;
  /** A store that is there already, or is to be made there; it is left there. */
  databaseUrl?: string;
  /** Milliseconds, where whole seconds, as the environment has them, would be long. */
  sooner?: { heartbeat?: number; idleTimeout?: number; slowClientTimeout?: number };
  /** Of what is taken from other sites. */
  webLimits?: { total?: number; bytes?: number };
  /** Opened, but not listening and not looking after embargoes. */
  idle?: boolean;
}

/** What Newswire logs: more than is named here. */
export interface LogLine {
  level: number;
  msg: string;
  err?: { message: string; stack?: string; type?: string };
}

export interface Running {
  readonly newswire: Newswire;
  readonly client: Client;
  /** "http://127.0.0.1:40123" */
  readonly url: string;
  /** Of the store. */
  readonly databaseUrl: string;
  publish(...articles: ArticleContent[]): Promise<Outcome[]>;
  /** A new API key. */
  key(role: Role): Promise<string>;
  /** Runs a statement on the store as another program would; answers its rows. */
  runSql(statement: string): Promise<unknown[]>;
  /** The faults logged so far, taken out: those that nobody takes fail the test. */
  takeFaults(): LogLine[];
  close(): Promise<void>;
}

const ERROR_LEVEL = 50;

/** For one test. */
export async function startNewswire(options: StartOptions = {}): Promise<Running> {
  const running = await start(options);
  onTestFinished(() => end(running));
  return running;
}

/** One for all tests of a file or a `describe`; `prepare` fills it. */
export function useNewswire(
  options: StartOptions = {},
  prepare: (running: Running) => Promise<void> = async () => undefined,
): () => Running {
  let running: Running | undefined;
  beforeAll(async () => {
    running = await start(options);
    await prepare(running);
  });
  afterAll(async () => {
    if (running !== undefined) await end(running);
  });
  return () => {
    if (running === undefined) throw new Error('asked for before it was started');
    return running;
  };
}

const living = new Set<Running>();

async function end(running: Running): Promise<void> {
  living.delete(running);
  await running.close();
  // The others have sockets of their own.
  if (living.size > 0) return;
  await until(() => openSockets() === 0, `${openSockets()} sockets to be closed that tests opened`);
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'newswire-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(options: StartOptions): Promise<Running> {
  const own = options.databaseUrl === undefined ? await makeDatabase() : null;
  const databaseUrl = options.databaseUrl ?? own?.url ?? '';
  const faults: LogLine[] = [];
  const logger = pino(
    { level: 'error', base: null },
    {
      write(line: string) {
        const entry = JSON.parse(line) as LogLine;
        if (entry.level >= ERROR_LEVEL) faults.push(entry);
      },
    },
  );
  const config = readConfig({ DATABASE_URL: databaseUrl, PORT: '0', ...options.environment });
  const { heartbeat = config.heartbeat, ...timeouts } = options.sooner ?? {};
  const newswire = await createNewswire(
    { ...config, heartbeat, limits: { ...config.limits, ...timeouts } },
    {
      logger,
      ...(options.now ? { now: options.now } : {}),
      ...(options.webLimits ? { webLimits: options.webLimits } : {}),
      ...(options.trace ? { trace: options.trace } : {}),
    },
  );
  if (options.samples === true) await newswire.publishSamples();
  const url = options.idle === true ? '' : (await newswire.listen()).url;
  const client = createClient(`${url}/graphql`);
  let keys = 0;
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await client.close();
    await inTime(newswire.close(), () => 'close() to resolve');
    await own?.drop();
    if (faults.length > 0) throw new Error(`Newswire logged faults: ${JSON.stringify(faults, null, 2)}`);
  }

  const running: Running = {
    newswire,
    client,
    url,
    databaseUrl,
    publish: (...articles) => newswire.publish(articles.map((content) => ({ content, by: 'test' }))),
    key: (role) => newswire.newsroom.keys.create(`${role} ${(keys += 1)}`, role),
    runSql: (statement) => runSql(databaseUrl, statement),
    takeFaults: () => faults.splice(0),
    close: () => (closing ??= close()),
  };
  living.add(running);
  return running;
}

/** Of this process: both ends of each connection, and listeners. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
}
