/**
 * The built command, run as people run it: in processes of its own, in a folder of its own, on a database of the engine
 * that is tested. What a test starts is ended after it.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type ArticleContent, EMPTY_ARTICLE } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { createNewswire, type Newswire, readConfig } from '../../src/newswire.ts';
import { ENGINE, makeDatabase } from '../support/database.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** Milliseconds; generous, since only what fails waits so long. */
const DEADLINE = 30_000;

/** For `test.runIf`: what says nothing of the engine is tested on one of them. */
export const ONCE = ENGINE === 'sqlite';

export interface Finished {
  /** The exit code; null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running extends Finished {
  readonly process: ChildProcessWithoutNullStreams;
  /** The lines of standard output so far. */
  lines(): string[];
  /** Resolves when it has ended. */
  ended: Promise<Finished>;
}

export interface Desk {
  readonly folder: string;
  /** Of its store: a database of its own, unless the environment that it was opened with says otherwise. */
  readonly databaseUrl: string;
  /** The store's file, where the engine is SQLite. */
  readonly store: string;
  /** Runs the command to its end. */
  run(...words: string[]): Promise<Finished>;
  /** The same with text or bytes on standard input. */
  pipe(input: string | Buffer, ...words: string[]): Promise<Finished>;
  start(...words: string[]): Running;
  /** A server on the store; resolves when it can be reached. */
  serve(port?: number): Promise<Running & { endpoint: string; port: number }>;
  /** Writes a file in the folder, and answers its path. */
  file(name: string, content: string | Buffer): Promise<string>;
  /** An article as text, in a file. */
  article(headline: string, text?: string): Promise<string>;
}

export async function openDesk(environment: Record<string, string> = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'newswire-cli-'));
  const store = join(folder, 'newswire.db');
  const database = ENGINE === 'postgres' && !('DATABASE_URL' in environment) ? await makeDatabase() : null;
  const databaseUrl = environment['DATABASE_URL'] ?? database?.url ?? `file:${store}`;
  const started: Running[] = [];
  onTestFinished(async () => {
    for (const { process, ended } of started) {
      if (process.exitCode === null) process.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
    await database?.drop();
  });

  function start(...words: string[]): Running {
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: databaseUrl,
        NEWSWIRE_SAMPLES: 'none',
        PORT: '0',
        TZ: 'UTC',
        ...environment,
      },
    });
    const running: Running = {
      process: child,
      code: null,
      stdout: '',
      stderr: '',
      lines: () => running.stdout.split('\n').slice(0, -1),
      ended: once(child, 'close').then(() => {
        running.code = child.exitCode;
        return running;
      }),
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (running.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (running.stderr += text));
    // Who refuses what is piped into it closes its end.
    child.stdin.on('error', () => undefined);
    started.push(running);
    return running;
  }

  async function pipe(input: string | Buffer, ...words: string[]): Promise<Finished> {
    const running = start(...words);
    running.process.stdin.end(input);
    return running.ended;
  }

  let files = 0;
  const file = async (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  return {
    folder,
    databaseUrl,
    store,
    start,
    pipe,
    run: (...words) => pipe('', ...words),
    async serve(port = 0) {
      const running = start('serve', '--port', String(port));
      const endpoint = await until(
        () => /^GraphQL\s+(\S+)/m.exec(running.stdout)?.[1],
        () => `the server to start: ${running.stderr}`,
      );
      return Object.assign(running, { endpoint, port: Number(new URL(endpoint).port) });
    },
    file,
    article: (headline, text = `Nothing more is known of it so far, and much is said.`) =>
      file(`article-${(files += 1)}.txt`, `${headline}\n\n${text}\n`),
  };
}

/** Resolves with the first truthy value of `condition`; fails, saying `what` it waited for, at the deadline. */
export async function until<Value>(
  condition: () => Value,
  what: () => string,
): Promise<Exclude<Value, undefined | null | false>> {
  const deadline = performance.now() + DEADLINE;
  for (;;) {
    const value = condition();
    if (value) return value as Exclude<Value, undefined | null | false>;
    if (performance.now() > deadline) throw new Error(`waited ${DEADLINE} ms in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/**
 * What this process, which is another than any command's, makes of the store: it need not be started anew each time. It may serve
 * too, where a command wants a server and no test ends that.
 */
export async function open(databaseUrl: string): Promise<Newswire> {
  const newswire = await createNewswire(
    readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'error', PORT: '0' }),
  );
  onTestFinished(() => newswire.close());
  return newswire;
}

/** The data of an answer without errors. */
export async function query<Data>({ fetch }: Newswire, document: string): Promise<Data> {
  const response = await fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document }),
    }),
  );
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** An article to be published by this process. */
export function content(headline: string, more: Partial<ArticleContent> = {}): ArticleContent {
  return {
    ...EMPTY_ARTICLE,
    headline,
    section: breadcrumbOfPath('news'),
    blocks: [paragraph('Nothing more is known of it so far.')],
    ...more,
  };
}

export async function publish(newswire: Newswire, ...contents: ArticleContent[]): Promise<void> {
  const outcomes = await newswire.publish(contents.map((article) => ({ content: article, by: 'test' })));
  for (const outcome of outcomes) if (outcome.kind !== 'SAVED') throw new Error(JSON.stringify(outcome));
}
