/** A process, the load: holds subscribers while an article is published each second, and tells minute by minute how late each had it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { jobOf, SoakJob, type Soaked, tellResult } from './jobs.ts';
import { cpuSeconds, memoryOf } from './machine.ts';
import { publication } from './publication.ts';
import { openSocket } from './socket-subscriber.ts';
import type { Subscriber } from './subscribers.ts';

const QUERY = `subscription {
  articlePublished {
    cursor kind at
    article { slug headline description publishedAt breaking section { name path } leadPhoto { url caption } }
  }
}`;
/** Subscribers that come at once. */
const TOGETHER = 50;
/** Articles told to the first of them, so that what Newswire keeps of the newest is as much as it keeps at most. */
const KEPT = 1_100;
const SECOND = 1_000;
const EVENTS_A_MINUTE = 60;
/** Milliseconds that an event may take to reach everyone before the soak fails. */
const PATIENCE = 30_000;

async function soak({ newswire, key, subscribers, minutes }: SoakJob): Promise<Soaked> {
  let began = 0;
  let received = 0;
  let late: Float64Array = new Float64Array(subscribers);
  let settle: (error?: Error) => void = () => undefined;
  const fail = (error: Error) => settle(error);
  const take = () => {
    if (connected.length < subscribers) return;
    late[received] = performance.now() - began;
    received += 1;
    if (received === subscribers) settle();
  };
  const url = `ws://127.0.0.1:${newswire.port}/graphql`;
  const connected: Subscriber[] = [];
  while (connected.length < subscribers) {
    const some = Array.from({ length: Math.min(TOGETHER, subscribers - connected.length) }, () =>
      openSocket(url, { query: QUERY, variables: {} }, { take, fail }),
    );
    const areFirst = connected.length === 0;
    connected.push(...(await Promise.all(some)));
    if (!areFirst) continue;
    for (let index = 0; index < KEPT; index += 1) await publication(newswire.port, key, index)();
  }
  // All have asked; that all listen is seen by the first event that reaches everyone.
  await sleep(SECOND);

  async function tellAll(index: number): Promise<Float64Array> {
    late = new Float64Array(subscribers);
    received = 0;
    const publish = publication(newswire.port, key, KEPT + index);
    const all = new Promise<void>((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve());
    });
    const overdue = setTimeout(() => {
      settle(new Error(`${received} of ${subscribers} had event ${index} within ${PATIENCE} ms`));
    }, PATIENCE);
    began = performance.now();
    await publish();
    await all;
    clearTimeout(overdue);
    return late;
  }

  await tellAll(0);
  const soaked: Soaked = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const all = new Float64Array(EVENTS_A_MINUTE * subscribers);
    const cpu = cpuSeconds(newswire.pid);
    for (let event = 0; event < EVENTS_A_MINUTE; event += 1) {
      all.set(await tellAll(1 + minute * EVENTS_A_MINUTE + event), event * subscribers);
      await sleep(Math.max(0, SECOND - (performance.now() - began)));
    }
    all.sort();
    const at = (share: number) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
    const now = cpuSeconds(newswire.pid);
    soaked.push({
      events: EVENTS_A_MINUTE,
      median: at(0.5),
      p99: at(0.99),
      longest: at(1),
      memory: memoryOf(newswire.pid),
      cpu: cpu === null || now === null ? null : now - cpu,
    });
    process.stderr.write(`minute ${minute + 1}: ${JSON.stringify(soaked.at(-1))}\n`);
  }
  for (const { leave } of connected) leave();
  return soaked;
}

tellResult(await soak(jobOf(SoakJob)));
