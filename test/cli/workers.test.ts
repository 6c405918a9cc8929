import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import type { Newswire } from '../../src/newswire.ts';
import { createClient as createHttpClient, webSocketAddress } from '../support/client.ts';
import { minimal, publishArticle } from '../support/publishing.ts';
import { content, type Desk, ONCE, open, openDesk, publish, type Running, until } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

const WIRE = 'subscription Wire($after: Cursor) { articlePublished(after: $after) { cursor slug } }';

interface Crew extends Running {
  endpoint: string;
}

async function serve(desk: Desk): Promise<Crew> {
  const running = desk.start('serve', '--workers', '2');
  const endpoint = await until(
    () => running.stdout.includes('Ctrl-C') && /^GraphQL\s+(\S+)/m.exec(running.stdout)?.[1],
    () => `the workers to start: ${running.stderr}`,
  );
  return Object.assign(running, { endpoint });
}

/** Process ids of the workers that ever served, oldest first. */
function workersOf({ stderr }: Running): number[] {
  const lines = stderr.split('\n').filter((line) => line.includes('"a worker serves"'));
  return lines.map((line) => (JSON.parse(line) as { pid: number }).pid);
}

interface Follower {
  slugs: string[];
  /** With what codes its connections ended. */
  losses: unknown[];
}

/** A client that comes back with its last cursor whenever its connection ends; resolves when it is connected. */
async function follow(endpoint: string, after: string): Promise<Follower> {
  const follower: Follower = { slugs: [], losses: [] };
  let cursor = after;
  let connected = false;
  const client = createClient({
    url: webSocketAddress(endpoint),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    on: { connected: () => (connected = true) },
  });
  let stopped = false;
  onTestFinished(async () => {
    stopped = true;
    await client.dispose();
  });
  async function listen(): Promise<void> {
    try {
      for await (const { data } of client.iterate<{ articlePublished: { cursor: string; slug: string } }>({
        query: WIRE,
        variables: { after: cursor },
      })) {
        if (data == null) throw new Error('an event without data');
        follower.slugs.push(data.articlePublished.slug);
        cursor = data.articlePublished.cursor;
      }
    } catch (error) {
      follower.losses.push((error as { code?: unknown }).code);
    }
    if (!stopped) setTimeout(() => void listen(), 50).unref();
  }
  void listen();
  await until(
    () => connected,
    () => 'a subscriber to be connected',
  );
  return follower;
}

/** Two workers, with a subscriber each: connections are given to them in turn. */
async function followed(desk: Desk): Promise<{ newswire: Newswire; crew: Crew; followers: Follower[] }> {
  const newswire = await open(desk.databaseUrl);
  const crew = await serve(desk);
  const start = await newswire.newsroom.events.logHead();
  const followers = [await follow(crew.endpoint, start), await follow(crew.endpoint, start)];
  return { newswire, crew, followers };
}

async function allHeard(followers: readonly Follower[], slugs: readonly string[]): Promise<void> {
  await until(
    () => followers.every((follower) => follower.slugs.length >= slugs.length),
    () => `${slugs.join()} to be heard: ${JSON.stringify(followers)}`,
  );
  for (const follower of followers) expect(follower.slugs).toEqual(slugs);
}

test.runIf(ONCE)(
  'subscribers of all workers hear what is published on one, miss nothing when a worker is killed, and are told of the end',
  async () => {
    const desk = await openDesk();
    const newswire = await open(desk.databaseUrl);
    const crew = await serve(desk);
    expect(crew.stdout.match(/^GraphiQL/gm)).toHaveLength(1);
    const [killed = 0, ...others] = workersOf(crew);
    expect(others).toHaveLength(1);
    // Connections are given to the workers in turn.
    const start = await newswire.newsroom.events.logHead();
    const followers: Follower[] = [];
    for (let index = 0; index < 6; index += 1) followers.push(await follow(crew.endpoint, start));

    const key = await newswire.newsroom.keys.create('desk', 'editor');
    await publishArticle(createHttpClient(crew.endpoint), minimal('First'), { key });
    await allHeard(followers, ['first']);

    process.kill(killed, 'SIGKILL');
    await publish(newswire, content('Second'));
    await allHeard(followers, ['first', 'second']);
    const hit = followers.filter(({ losses }) => losses.length > 0);
    expect(hit.length).toBeGreaterThan(0);
    expect(hit.length).toBeLessThan(followers.length);

    await until(
      () => workersOf(crew).length === 3,
      () => `a worker in the place of the killed one: ${crew.stderr}`,
    );
    followers.push(await follow(crew.endpoint, start), await follow(crew.endpoint, start));
    await publish(newswire, content('Third'));
    await allHeard(followers, ['first', 'second', 'third']);

    crew.process.kill('SIGTERM');
    // When its output is closed, no process is left that could write to it.
    expect(await crew.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Ending') });
    await until(
      () => followers.every(({ losses }) => losses.includes(1012)),
      () => `all to be told: ${JSON.stringify(followers)}`,
    );
  },
);

test.runIf(ONCE)(
  'an empty store gets the sample edition once; a worker that is told to end drains, and is replaced',
  async () => {
    const desk = await openDesk({ NEWSWIRE_SAMPLES: 'auto' });
    const { newswire, crew, followers } = await followed(desk);
    process.kill(workersOf(crew)[0] ?? 0, 'SIGTERM');
    await until(
      () => workersOf(crew).length === 3,
      () => `another worker: ${crew.stderr}`,
    );
    expect(followers.flatMap(({ losses }) => losses)).toEqual([1012]);
    expect(crew.stdout).toMatch(/^Published the sample edition: 25 articles/);
    expect(await createHttpClient(crew.endpoint).data('{ articles { totalCount } }')).toEqual({
      articles: { totalCount: 25 },
    });
    await publish(newswire, content('Afterwards'));
    await allHeard(followers, ['afterwards']);
  },
);

test.runIf(ONCE)(
  'workers do not outlive a primary that is killed: they tell their clients and end',
  async () => {
    const desk = await openDesk();
    const { crew, followers } = await followed(desk);
    crew.process.kill('SIGKILL');
    // Its output is that of the workers too.
    await crew.ended;
    await until(
      () => followers.every(({ losses }) => losses.length > 0),
      () => 'both to be told',
    );
    expect(followers.map(({ losses }) => losses[0])).toEqual([1012, 1012]);
  },
);

test.runIf(ONCE)('what cannot be is told in one line', async () => {
  const desk = await openDesk();
  const taken = createServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void taken.close());
  const port = String((taken.address() as AddressInfo).port);
  for (const [words, said] of [
    [['--workers', '2', '--port', port], 'Cannot listen on 127.0.0.1'],
    [['--workers', '0'], '--workers is "0"'],
    [['--workers', '65'], '--workers is "65"'],
    [['--workers', 'two'], '--workers is "two"'],
  ] as const) {
    const { code, stdout, stderr } = await desk.run('serve', ...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^newswire: [^\n]*\n$/);
    expect(stderr).toContain(said);
  }
});
