/** How fast a server answers what is asked in a closed loop: each connection sends when it was answered. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Connection, openConnection } from './http-connection.ts';
import type { AskJob, Running, Speed } from './jobs.ts';
import { cpuSeconds } from './machine.ts';

export type Measuring = Pick<AskJob, 'connections' | 'warmUp' | 'seconds' | 'least' | 'longest'>;

export interface Target extends Running {
  /** Throws where the answer to the n-th request is wrong, which was sent at `sentAt` (performance.now). */
  check(answer: Answer, n: number, sentAt: number): void;
  /** What is sent in turn. */
  requests: readonly string[];
  /** Requests sent so far. */
  sent: number;
}

export async function measure(target: Target, job: Measuring): Promise<Speed> {
  const { pid, port, requests } = target;
  const delays: number[] = [];
  let begin: Moment | null = null;
  let end: Moment | null = null;

  function take(sentAt: number): void {
    if (begin === null || end !== null) return;
    const now = performance.now();
    const passed = (now - begin.at) / 1_000;
    // What is slow is measured for longer, or a handful of answers would be its figure.
    const isDue = passed >= job.seconds && delays.length >= job.least;
    if (isDue || passed >= job.seconds * job.longest) end = momentOf(pid, now);
    else delays.push(now - sentAt);
  }

  /** Asks on a connection of its own until it is over. */
  async function loop(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (connection: Connection) => {
        const n = target.sent;
        target.sent += 1;
        const sentAt = performance.now();
        connection.send(requests[n % requests.length] ?? '', (answer) => {
          try {
            target.check(answer, n, sentAt);
          } catch (error) {
            reject(error instanceof Error ? error : new Error('a wrong answer', { cause: error }));
            return;
          }
          take(sentAt);
          if (end === null) {
            go(connection);
            return;
          }
          connection.close();
          resolve();
        });
      };
      openConnection(port, reject).then(go).catch(reject);
    });
  }

  async function beginWhenWarm(): Promise<void> {
    await sleep(job.warmUp * 1_000);
    begin = momentOf(pid, performance.now());
  }

  await Promise.all([beginWhenWarm(), ...Array.from({ length: job.connections }, loop)]);
  assert(begin !== null && end !== null);
  return speedOf(delays, begin, end);
}

/** What a server and this process had used when. */
interface Moment {
  /** Milliseconds. */
  at: number;
  /** Seconds of processor. */
  server: number | null;
  load: number;
}

function momentOf(pid: number, at: number): Moment {
  const { user, system } = process.cpuUsage();
  return { at, server: cpuSeconds(pid), load: (user + system) / 1_000_000 };
}

function speedOf(delays: number[], begin: Moment, end: Moment): Speed {
  const seconds = (end.at - begin.at) / 1_000;
  delays.sort((a, b) => a - b);
  return {
    rate: delays.length / seconds,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    serverBusy: begin.server === null || end.server === null ? null : (end.server - begin.server) / seconds,
    loadBusy: (end.load - begin.load) / seconds,
  };
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
