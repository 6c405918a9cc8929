/**
 * Several machines: three servers on one PostgreSQL, killed in turn and started again while articles are published.
 * Subscribers go on at another server after the last cursor that they had, and have each article once, in order. The long form
 * (NEWSWIRE_TEST_LONG=1) is three hundred subscribers and two thousand articles.
 */
import { createClient } from 'graphql-ws';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { ENGINE } from '../support/database.ts';
import { isLong } from '../support/runs.ts';
import { content, type Desk, open, openDesk, publish, until } from './command.ts';

vi.setConfig({ testTimeout: isLong ? 600_000 : 60_000 });

const SERVERS = 3;
/** Programs that subscribe, each over one connection. */
const CLIENTS = isLong ? 30 : 6;
const SUBSCRIBERS = isLong ? 10 : 5;
const ARTICLES = isLong ? 2_000 : 150;
const BATCH = 10;
const KILLS = isLong ? 9 : 3;
/** Milliseconds before a client whose server is gone tries the next. */
const PAUSE = 50;

const DOCUMENT =
  'subscription ($after: Cursor) { articlePublished(after: $after) { cursor article { headline } } }';

interface Event {
  articlePublished: { cursor: string; article: { headline: string } };
}

interface Subscriber {
  cursor: string;
  headlines: string[];
  /** What the server refused with, where it did. */
  errors: unknown[];
}

interface Machines {
  subscribers: Subscriber[];
  /** How often a connection was lost and another server taken. */
  moves(): number;
}

/** Clients spread over the servers; each goes to the next one when its own is gone. */
function subscribe(endpoints: readonly string[], after: string): Machines {
  const subscribers: Subscriber[] = [];
  let moves = 0;
  let ended = false;
  const clients = new Set<{ dispose(): void | Promise<void> }>();
  onTestFinished(async () => {
    ended = true;
    for (const client of clients) await client.dispose();
  });

  function connect(mine: readonly Subscriber[], server: number): void {
    const url = (endpoints[server % endpoints.length] ?? '').replace(/^http/, 'ws');
    const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
    clients.add(client);
    let isGone = false;
    const gone = () => {
      if (isGone || ended) return;
      isGone = true;
      moves += 1;
      clients.delete(client);
      void client.dispose();
      setTimeout(() => connect(mine, server + 1), PAUSE);
    };
    for (const subscriber of mine) {
      client.subscribe<Event>(
        { query: DOCUMENT, variables: { after: subscriber.cursor } },
        {
          next({ data, errors }) {
            if (isGone) return;
            if (errors) subscriber.errors.push(...errors);
            if (!data) return;
            subscriber.cursor = data.articlePublished.cursor;
            subscriber.headlines.push(data.articlePublished.article.headline);
          },
          error(error) {
            // An array is what the server answered; anything else is a connection that is no more.
            if (Array.isArray(error)) subscriber.errors.push(...(error as unknown[]));
            else gone();
          },
          complete: gone,
        },
      );
    }
  }

  for (let client = 0; client < CLIENTS; client += 1) {
    const mine = Array.from({ length: SUBSCRIBERS }, () => ({ cursor: after, headlines: [], errors: [] }));
    subscribers.push(...mine);
    connect(mine, client);
  }
  return { subscribers, moves: () => moves };
}

type Server = Awaited<ReturnType<Desk['serve']>>;

describe.runIf(ENGINE === 'postgres')('several machines on one store', () => {
  test('subscribers of servers that are killed in turn have each article once, in order', async () => {
    const desk = await openDesk();
    const newswire = await open(desk.databaseUrl);
    const servers: Server[] = await Promise.all(Array.from({ length: SERVERS }, () => desk.serve()));
    const endpoints = servers.map(({ endpoint }) => endpoint);
    const { subscribers, moves } = subscribe(endpoints, await newswire.newsroom.events.logHead());
    const expected = Array.from({ length: ARTICLES }, (_, number) => `Article ${number}`);
    let published = 0;

    /** Goes on when the first of the subscribers has heard all. */
    async function publishBatch(): Promise<void> {
      const batch = expected.slice(published, published + BATCH);
      published += batch.length;
      await publish(newswire, ...batch.map((headline) => content(headline)));
      await until(
        () => subscribers.some(({ headlines }) => headlines.length >= published),
        () => `anybody to hear of article ${published}`,
      );
    }

    /** As a machine dies and is replaced. */
    async function replace(index: number): Promise<void> {
      const server = servers[index];
      if (server === undefined) throw new Error(`there is no server ${index}`);
      server.process.kill('SIGKILL');
      await server.ended;
      servers[index] = await desk.serve(server.port);
    }

    const begun = performance.now();
    const batches = ARTICLES / BATCH;
    let killed = 0;
    let replaced: Promise<void> = Promise.resolve();
    for (let batch = 0; batch < batches; batch += 1) {
      if (batch === Math.floor(((killed + 0.5) * batches) / KILLS)) {
        // One at a time: the others take its subscribers.
        await replaced;
        replaced = replace(killed % SERVERS);
        replaced.catch(() => undefined);
        killed += 1;
      }
      await publishBatch();
    }
    await replaced;
    await until(
      () => subscribers.every(({ headlines, errors }) => headlines.length >= ARTICLES || errors.length > 0),
      () => `all to hear all: ${JSON.stringify(subscribers.map(({ headlines }) => headlines.length))}`,
    );
    const took = performance.now() - begun;

    expect(killed).toBe(KILLS);
    expect(moves()).toBeGreaterThanOrEqual((CLIENTS / SERVERS) * Math.min(KILLS, SERVERS));
    for (const { headlines, errors } of subscribers) {
      expect(errors).toEqual([]);
      expect(headlines).toEqual(expected);
    }
    if (isLong) {
      process.stdout.write(
        `${subscribers.length} subscribers had ${ARTICLES} articles each in ${Math.round(took)} ms; ${killed} kills, ${moves()} moves\n`,
      );
    }
  });
});
