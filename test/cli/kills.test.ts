/**
 * A server that is killed while it is published through and listened to: of what publishers were told is published nothing is lost,
 * nothing comes twice, and all come in the log's order, to everyone who follows by newswire/client. A publisher repeats, by
 * its requestId, what it was not answered. The long form (NEWSWIRE_TEST_LONG=1) is fifty kills and fifty clients.
 */
import { expect, test, vi } from 'vitest';
import { createNewswire, readConfig } from '../../src/newswire.ts';
import { createClient } from '../support/client.ts';
import { createRandom } from '../support/edition.ts';
import { follow, type Follower } from '../support/following.ts';
import { minimal, publishArticle } from '../support/publishing.ts';
import { isLong, seed } from '../support/runs.ts';
import { WIRE_TRANSPORTS } from '../support/wire.ts';
import { type Desk, ONCE, openDesk, until } from './command.ts';

vi.setConfig({ testTimeout: isLong ? 900_000 : 60_000 });

const KILLS = isLong ? 50 : 2;
/** Of each transport. */
const CLIENTS = isLong ? 25 : 2;
const PUBLISHERS = isLong ? 4 : 2;
/** Of all publishers together. */
const ARTICLES = isLong ? 1_500 : 40;

/** A server that is replaced by one on the same port and store whenever it is killed. */
interface Mortal {
  /** Resolves, with its endpoint, when it can be reached. */
  reachable(): Promise<string>;
  /** Resolves when the next one can be reached. */
  replace(): Promise<void>;
}

async function serveMortally(desk: Desk): Promise<Mortal> {
  let server = await desk.serve();
  let next = Promise.resolve(server);
  return {
    reachable: async () => (await next).endpoint,
    async replace() {
      const { port, process, ended } = server;
      next = ended.then(() => desk.serve(port));
      process.kill('SIGKILL');
      server = await next;
    },
  };
}

interface Confirmed {
  slug: string;
  publisher: number;
}

interface Press {
  /** How many requests were sent. */
  sent(): number;
  /** As they were answered. */
  readonly confirmed: Confirmed[];
  /** Resolves when all are confirmed. */
  done: Promise<unknown>;
}

function startPress({ reachable }: Mortal, key: string): Press {
  const confirmed: Confirmed[] = [];
  let sent = 0;

  /** null where no answer came. */
  async function send(requestId: string): Promise<string | null> {
    const client = createClient(await reachable());
    sent += 1;
    try {
      const published = await publishArticle(client, minimal(requestId), { key, requestId });
      if (published.article === undefined) throw new Error(`refused: ${JSON.stringify(published)}`);
      return published.article.slug;
    } catch (error) {
      // What fetch throws of a connection that is no more.
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  async function publishAll(publisher: number): Promise<void> {
    for (let number = publisher; number < ARTICLES; number += PUBLISHERS) {
      let slug: string | null = null;
      while (slug === null) slug = await send(`Article ${number}`);
      confirmed.push({ slug, publisher });
    }
  }

  const done = Promise.all(Array.from({ length: PUBLISHERS }, (_, publisher) => publishAll(publisher)));
  done.catch(() => undefined);
  return { sent: () => sent, confirmed, done };
}

async function makeKey({ databaseUrl }: Desk): Promise<string> {
  // Closed again: nobody but the server has the store open when it is killed.
  const newswire = await createNewswire(readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' }));
  try {
    return await newswire.newsroom.keys.create('press', 'editor');
  } finally {
    await newswire.close();
  }
}

/** Slugs of all publications, in the log's order. */
async function readLog(endpoint: string): Promise<string[]> {
  const slugs: string[] = [];
  for (let after: string | null = null; ;) {
    const { changes }: { changes: { events: { slug: string }[]; endCursor: string; hasMore: boolean } } =
      await createClient(endpoint).data(
        'query ($after: Cursor) { changes(first: 500, after: $after) { events { slug } endCursor hasMore } }',
        { after },
      );
    slugs.push(...changes.events.map(({ slug }) => slug));
    if (!changes.hasMore) return slugs;
    after = changes.endCursor;
  }
}

// What a kill leaves is the store's matter: the long form looks at both engines.
test.runIf(ONCE || isLong)(
  `nothing that was confirmed is lost, comes twice or out of order where the server is killed ${KILLS} times`,
  async () => {
    const desk = await openDesk({ NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT: '1000' });
    const key = await makeKey(desk);
    const mortal = await serveMortally(desk);
    const { logHead } = await createClient(await mortal.reachable()).data<{ logHead: string }>('{ logHead }');
    const url = await mortal.reachable();
    const followers: Follower[] = WIRE_TRANSPORTS.flatMap((transport) =>
      Array.from({ length: CLIENTS }, () => follow({ transport, url, after: logHead })),
    );
    const random = createRandom(seed);
    const began = performance.now();
    const press = startPress(mortal, key);
    const failed = () => followers.some(({ errors }) => errors.length > 0);
    const told = () => followers.map(({ slugs }) => slugs.length).join();

    for (let kill = 0; kill < KILLS; kill += 1) {
      const at = Math.floor(((kill + random.below(100) / 100) * ARTICLES) / KILLS);
      await until(
        () => press.confirmed.length >= at,
        () => `article ${at} to be confirmed`,
      );
      // Else the kill may meet clients on their way back.
      if (random.once(2)) {
        await until(
          () => followers.every(({ slugs }) => slugs.length >= at) || failed(),
          () => `all to hear of article ${at}: ${told()} (seed ${seed})`,
        );
      }
      await mortal.replace();
    }
    await press.done;
    await until(
      () => followers.every(({ slugs }) => slugs.length >= ARTICLES) || failed(),
      () => `all to hear all: ${told()} (seed ${seed})`,
    );

    const log = await readLog(await mortal.reachable());
    expect(log.toSorted(), `seed ${seed}`).toEqual(press.confirmed.map(({ slug }) => slug).toSorted());
    for (let publisher = 0; publisher < PUBLISHERS; publisher += 1) {
      const own = press.confirmed.filter((one) => one.publisher === publisher).map(({ slug }) => slug);
      expect(log.filter((slug) => own.includes(slug))).toEqual(own);
    }
    for (const { transport, slugs, errors, lost } of followers) {
      expect(errors, transport).toEqual([]);
      expect(slugs, `${transport}, seed ${seed}`).toEqual(log);
      expect(lost()).toBeGreaterThanOrEqual(KILLS);
    }
    if (isLong) {
      const lost = followers.reduce((sum, follower) => sum + follower.lost(), 0);
      process.stdout.write(
        `${followers.length} clients had ${log.length} articles each in ${Math.round(performance.now() - began)} ms; ${KILLS} kills, ${lost} connections lost, ${press.sent() - ARTICLES} requests repeated (seed ${seed})\n`,
      );
    }
  },
);
