import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { content, type Desk, open, openDesk, publish, query, type Running, until } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

const SUBSCRIPTION = `subscription Wire($after: Cursor) { articlePublished(after: $after) { cursor slug } }`;

interface Subscriber {
  events: { cursor: string; slug: string }[];
  /** Codes of the errors that ended it. */
  codes: unknown[];
}

/** After a cursor. */
function subscribe(endpoint: string, after: string): Subscriber {
  const client = createClient({
    url: endpoint.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  onTestFinished(() => client.dispose());
  const subscriber: Subscriber = { events: [], codes: [] };
  const refuse = (errors: readonly { extensions?: Record<string, unknown> }[]) =>
    subscriber.codes.push(...errors.map(({ extensions }) => extensions?.['code']));
  client.subscribe<{ articlePublished: { cursor: string; slug: string } }>(
    { query: SUBSCRIPTION, variables: { after } },
    {
      next({ data, errors }) {
        if (errors) refuse(errors);
        else if (data) subscriber.events.push(data.articlePublished);
      },
      error: (errors) => refuse(Array.isArray(errors) ? errors : [{}]),
      complete: () => undefined,
    },
  );
  return subscriber;
}

async function heard({ events, codes }: Subscriber, count: number): Promise<string[]> {
  await until(
    () => events.length >= count,
    () => `${count} events instead of ${JSON.stringify({ events, codes })}`,
  );
  return events.map(({ slug }) => slug);
}

async function refused({ codes }: Subscriber): Promise<unknown[]> {
  await until(
    () => codes.length > 0,
    () => 'the subscription to be refused',
  );
  return codes;
}

const slugsOf = async (desk: Desk) => {
  const { articles } = await query<{ articles: { edges: { node: { slug: string } }[] } }>(
    await open(desk.databaseUrl),
    '{ articles(orderBy: OLDEST) { edges { node { slug } } } }',
  );
  return articles.edges.map(({ node }) => node.slug);
};

test('a running server goes on with what was restored: cursors from before the backup are good, later ones of another log', async () => {
  const desk = await openDesk();
  const newsroom = await open(desk.databaseUrl);
  const server = await desk.serve();
  await publish(newsroom, content('First'));
  const early = await newsroom.newsroom.events.logHead();
  await publish(newsroom, content('Second'));
  const atBackup = await newsroom.newsroom.events.logHead();
  expect((await desk.run('backup', 'copy.db')).code).toBe(0);
  const atEnd = subscribe(server.endpoint, atBackup);
  await publish(newsroom, content('Third'));
  const past = (await heard(atEnd, 1)) && (atEnd.events[0]?.cursor ?? '');

  const restored = await desk.run('restore', 'copy.db', '--yes');
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toContain('2 articles');

  // The live subscriber had gone past the backup.
  expect(await refused(atEnd)).toEqual(['CURSOR_OTHER_LOG']);
  expect(await refused(subscribe(server.endpoint, past))).toEqual(['CURSOR_OTHER_LOG']);
  // Both from before it miss nothing, and hear what comes now under a number that was given before.
  const fromEarly = subscribe(server.endpoint, early);
  const fromBackup = subscribe(server.endpoint, atBackup);
  await heard(fromEarly, 1);
  expect((await desk.run('import', await desk.article('Third, otherwise'))).code).toBe(0);
  expect(await heard(fromEarly, 2)).toEqual(['second', 'third-otherwise']);
  expect(await heard(fromBackup, 1)).toEqual(['third-otherwise']);
  expect(await slugsOf(desk)).toEqual(['first', 'second', 'third-otherwise']);
});

test('a running server tells sections as the restored store has them, under whichever ids', async () => {
  const desk = await openDesk();
  const newsroom = await open(desk.databaseUrl);
  const server = await desk.serve();
  const inSection = (headline: string, name: string) =>
    publish(newsroom, { ...content(headline), section: [{ slug: name.toLowerCase(), name }] });
  const sectionOf = async (slug: string) => {
    const response = await fetch(server.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ article(slug: "${slug}") { section { name } } }` }),
    });
    const { data } = (await response.json()) as { data: { article: { section: { name: string } } } };
    return data.article.section.name;
  };
  await inSection('First', 'Harbour');
  expect((await desk.run('backup', 'copy.db')).code).toBe(0);
  await inSection('Second', 'Weather');
  expect([await sectionOf('first'), await sectionOf('second')]).toEqual(['Harbour', 'Weather']);

  expect((await desk.run('restore', 'copy.db', '--yes')).code).toBe(0);
  await inSection('Third', 'Sport');
  expect([await sectionOf('first'), await sectionOf('third')]).toEqual(['Harbour', 'Sport']);
});

test('a live subscriber who has not gone past the backup goes on without a break', async () => {
  const desk = await openDesk();
  const newsroom = await open(desk.databaseUrl);
  await publish(newsroom, content('First'));
  await desk.run('backup', 'copy.db');
  const server = await desk.serve();
  const live = subscribe(server.endpoint, await newsroom.newsroom.events.logHead());
  await publish(newsroom, content('Second'));
  await heard(live, 1);
  await desk.run('backup', 'later.db');

  await desk.run('restore', 'later.db', '--yes');
  await publish(newsroom, content('Third'));

  expect(await heard(live, 2)).toEqual(['second', 'third']);
  expect(live.codes).toEqual([]);
});

test('a store that holds something is replaced only with --yes where nobody can be asked', async () => {
  const desk = await openDesk();
  const newsroom = await open(desk.databaseUrl);
  await publish(newsroom, content('First'));
  await desk.run('backup', 'copy.db');
  await publish(newsroom, content('Second'));
  const { code, stdout, stderr } = await desk.run('restore', 'copy.db');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^newswire: The 2 articles [^\n]*--yes[^\n]*\n$/);
  expect(await slugsOf(desk)).toEqual(['first', 'second']);
  expect((await readdir(desk.folder)).filter((name) => name.includes('restoring'))).toEqual([]);
});

test('where there is no store, one is made of the backup, whatever an old one left beside it', async () => {
  const desk = await openDesk();
  await publish(await open(desk.databaseUrl), content('First'), content('Second'));
  await desk.run('backup', 'copy.db');
  const other = await openDesk();
  await writeFile(`${other.store}-wal`, await readFile(join(desk.folder, 'copy.db')));
  expect(await other.run('restore', join(desk.folder, 'copy.db'), '--json')).toMatchObject({
    code: 0,
    stdout: `{"store":${JSON.stringify(other.store)},"articles":2,"replaced":0}\n`,
  });
  expect(await slugsOf(other)).toEqual(['first', 'second']);
});

test('what is no backup is refused, and the store left as it was', async () => {
  const desk = await openDesk();
  await publish(await open(desk.databaseUrl), content('First'));
  await desk.run('backup', 'copy.db');
  const whole = await readFile(join(desk.folder, 'copy.db'));
  await desk.file('torn.db', whole.subarray(0, whole.length / 2));
  await desk.file('words.db', 'Only words');
  new Sqlite(join(desk.folder, 'other.db')).exec('CREATE TABLE recipes (name TEXT)').close();

  for (const name of ['torn.db', 'words.db', 'other.db', 'nowhere.db', '.', 'newswire.db']) {
    const { code, stdout, stderr } = await desk.run('restore', name, '--yes');
    expect({ name, code, stdout }).toEqual({ name, code: 1, stdout: '' });
    expect(stderr).toMatch(/^newswire: [^\n]*\n$/);
  }
  expect(await slugsOf(desk)).toEqual(['first']);
});

test('a file that is there already is not overwritten by a backup', async () => {
  const desk = await openDesk();
  await publish(await open(desk.databaseUrl), content('First'));
  await desk.file('precious.db', 'Precious');
  const { code, stderr } = await desk.run('backup', 'precious.db');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^newswire: [^\n]*exists already[^\n]*\n$/);
  expect(await readFile(join(desk.folder, 'precious.db'), 'utf8')).toBe('Precious');
});

test('a watcher on a server whose store was restored is told so', async () => {
  const desk = await openDesk();
  const newsroom = await open(desk.databaseUrl);
  await publish(newsroom, content('First'));
  await desk.run('backup', 'copy.db');
  const server = await desk.serve();
  const watch: Running = desk.start('watch', '--url', server.endpoint);
  await until(
    () => watch.stderr.includes('Watching'),
    () => 'watch to begin',
  );
  await publish(newsroom, content('Second'));
  await until(
    () => watch.lines().length === 1,
    () => 'the second article',
  );
  await desk.run('restore', 'copy.db', '--yes');
  const { code, stderr } = await watch.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/newswire: This cursor is of another log[^\n]*\n$/);
});
