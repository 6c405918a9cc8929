/** Whatever happens to the connection that listens, and whatever stands before PostgreSQL: events come, by the clock at the latest. */
import { expect, it } from 'vitest';
import { temporaryDatabase } from '../../support/database.ts';
import { brief } from '../../support/edition.ts';
import { type Running, startNewswire } from '../../support/newswire.ts';
import { dropNotifications } from '../../support/postgres-proxy.ts';
import { until } from '../../support/until.ts';

/** Milliseconds between looks by the clock, and what a busy machine may add. */
const PERIOD = 1_000;
const SLACK = 1_000;

interface Heard {
  slug: string;
  /** performance.now() */
  at: number;
}

/** What a listener in another process hears of. */
async function listenTo({ newswire }: Running): Promise<Heard[]> {
  const heard: Heard[] = [];
  const { events } = newswire.newsroom;
  const coming = await events.published({ after: await events.logHead() });
  void (async () => {
    for await (const { slug } of coming) heard.push({ slug, at: performance.now() });
  })();
  return heard;
}

/** Publishes, and answers how many milliseconds after it was committed the event was heard. */
async function delayOf(headline: string, writer: Running, heard: readonly Heard[]): Promise<number> {
  const [outcome] = await writer.publish(brief(headline));
  const committed = performance.now();
  const slug = outcome?.kind === 'SAVED' ? outcome.slug : '';
  const event = await until(() => heard.find((one) => one.slug === slug), `"${slug}" to be heard`);
  return event.at - committed;
}

const slugs = (heard: readonly Heard[]) => heard.map(({ slug }) => slug);

it('a listening connection that is killed delays events by the clock’s period at most, loses none, and comes back', async () => {
  const databaseUrl = await temporaryDatabase();
  const named = new URL(databaseUrl);
  const name = `listens${named.searchParams.get('options')?.split('test_')[1] ?? ''}`;
  named.searchParams.set('application_name', name);
  const reader = await startNewswire({ databaseUrl: named.href, idle: true });
  const writer = await startNewswire({ databaseUrl, idle: true });
  const heard = await listenTo(reader);
  const listening = `application_name = '${name}' AND query = 'LISTEN newswire'`;
  const listeners = async () =>
    (await writer.runSql(`SELECT pid FROM pg_stat_activity WHERE ${listening} AND state = 'idle'`)) as {
      pid: number;
    }[];

  const wanted: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const [before] = await until(async () => {
      const all = await listeners();
      return all.length > 0 && all;
    }, 'it to listen');
    await writer.runSql(`SELECT pg_terminate_backend(${before?.pid})`);
    const delay = await delayOf(`Killed ${round}`, writer, heard);
    expect(delay).toBeLessThan(PERIOD + SLACK);
    await until(
      async () => (await listeners()).some(({ pid }) => pid !== before?.pid),
      'it to listen again by itself',
    );
    const delays: number[] = [];
    for (let again = 0; again < 3; again += 1)
      delays.push(await delayOf(`Back ${round} ${again}`, writer, heard));
    // Sooner than the clock could have been for all three.
    expect(Math.min(...delays)).toBeLessThan(PERIOD / 4);
    wanted.push(`killed-${round}`, ...[0, 1, 2].map((again) => `back-${round}-${again}`));
  }
  expect(slugs(heard)).toEqual(wanted);
});

it('behind a pooler that drops notifications, events come by the clock', async () => {
  const databaseUrl = await temporaryDatabase();
  // Ended last: it sees that no socket is left, the proxy's own neither.
  const writer = await startNewswire({ databaseUrl, idle: true });
  const proxy = await dropNotifications(databaseUrl);
  const reader = await startNewswire({ databaseUrl: proxy.url, idle: true });
  const heard = await listenTo(reader);
  const delays: number[] = [];
  for (let round = 0; round < 2; round += 1) delays.push(await delayOf(`Dropped ${round}`, writer, heard));
  expect(Math.max(...delays)).toBeLessThan(PERIOD + SLACK);
  expect(proxy.dropped()).toBeGreaterThanOrEqual(2);
  expect(slugs(heard)).toEqual([0, 1].map((round) => `dropped-${round}`));
});
