import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import type { Newswire } from '../../src/newswire.ts';
import { content, type Desk, open, openDesk, publish, type Running, ONCE, until } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

async function watching(desk: Desk, ...words: string[]): Promise<Running> {
  const watch = desk.start('watch', ...words);
  await until(
    () => watch.stderr.includes('Watching'),
    () => `watch to begin: ${watch.stderr}`,
  );
  return watch;
}

/** Where it can be watched from now on. */
async function served(newswire: Newswire): Promise<string> {
  return `${(await newswire.listen()).url}/graphql`;
}

async function linesOf(watch: Running, count: number): Promise<string[]> {
  return until(
    () => watch.lines().length >= count && watch.lines(),
    () => `${count} lines: ${watch.stdout}${watch.stderr}`,
  );
}

const headlinesOf = (lines: string[]) =>
  lines.map((line) => (JSON.parse(line) as { article: { headline: string } }).article.headline);

test.runIf(ONCE)(
  'an item is a line of time, section, urgency and headline, in which nothing moves the cursor; Ctrl-C ends it well',
  async () => {
    const desk = await openDesk();
    const newswire = await open(desk.databaseUrl);
    const watch = await watching(desk, '--url', await served(newswire));

    await publish(
      newswire,
      content('Ferry late', { section: breadcrumbOfPath('news/coast') }),
      content('Dam breaks', { urgency: 1 }),
      content('Red \u001b[31malert\u009b2J \u202eback'),
    );

    const lines = await linesOf(watch, 3);
    expect(lines.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d/, 'TIME'))).toEqual([
      'TIME  news/coast  5  Ferry late',
      'TIME  news  1 BREAKING  Dam breaks',
      'TIME  news  5  Red  [31malert 2J  back',
    ]);
    watch.process.kill('SIGINT');
    expect((await watch.ended).code).toBe(0);
  },
);

test.runIf(ONCE)(
  'only what the filter takes is shown, beginning with the newest that were asked for',
  async () => {
    const desk = await openDesk();
    const newswire = await open(desk.databaseUrl);
    await publish(
      newswire,
      content('Third to last', { section: breadcrumbOfPath('sport/rowing') }),
      content('Second to last', { section: breadcrumbOfPath('sport') }),
      content('Of another section'),
      content('Newest of sport', { section: breadcrumbOfPath('sport/eights') }),
    );
    const watch = await watching(
      desk,
      '--url',
      await served(newswire),
      '--json',
      '--section',
      'sport',
      '--filter',
      '{"not":{"text":"oars"}}',
      '--last',
      '2',
    );

    expect(headlinesOf(await linesOf(watch, 2))).toEqual(['Second to last', 'Newest of sport']);
    await publish(
      newswire,
      content('Not this'),
      content('Oars are banned', { section: breadcrumbOfPath('sport') }),
      content('But this', { section: breadcrumbOfPath('sport') }),
    );
    expect(headlinesOf(await linesOf(watch, 3)).at(-1)).toBe('But this');
  },
);

test('a watcher whose server goes away comes back to the next one, and has each item once', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  const first = await desk.serve();
  const watch = await watching(desk, '--url', first.endpoint, '--json');
  await publish(newswire, content('Before the restart'));
  await linesOf(watch, 1);

  first.process.kill('SIGTERM');
  expect((await first.ended).code).toBe(0);
  await until(
    () => watch.stderr.includes('The connection is lost'),
    () => `the loss to be told: ${watch.stderr}`,
  );
  await publish(newswire, content('While nothing served'));
  await desk.serve(first.port);
  await linesOf(watch, 2);
  await publish(newswire, content('After the restart'));

  expect(headlinesOf(await linesOf(watch, 3))).toEqual([
    'Before the restart',
    'While nothing served',
    'After the restart',
  ]);
  expect(watch.stderr).toContain('Connected again');
});

test('where everyone needs a key, it watches with one, until that is revoked beside the server', async () => {
  const desk = await openDesk({ NEWSWIRE_ANONYMOUS: 'off' });
  const newswire = await open(desk.databaseUrl);
  const key = (await desk.run('key', 'create', 'wall', '--role', 'reader')).stdout.trim();
  const { endpoint } = await desk.serve();
  const without = await desk.run('watch', '--url', endpoint);
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('wants a key from everyone')]);

  const told = await watching(desk, '--url', endpoint, '--json', '--key', key);
  const knows = await openDesk({ DATABASE_URL: desk.databaseUrl, NEWSWIRE_KEY: key });
  const known = await watching(knows, '--url', endpoint, '--json');
  await publish(newswire, content('For key holders'));
  for (const watch of [told, known])
    expect(headlinesOf(await linesOf(watch, 1))).toEqual(['For key holders']);

  await desk.run('key', 'revoke', 'wall');
  for (const watch of [told, known]) {
    expect((await watch.ended).code).toBe(1);
    expect(watch.stderr).toMatch(
      /^newswire: The server refuses [^\n]*Your key is no longer in use[^\n]*\n$/m,
    );
  }
});

test.runIf(ONCE)('a loss before the first item misses nothing either', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  const first = await desk.serve();
  const watch = await watching(desk, '--url', first.endpoint, '--json');
  first.process.kill('SIGKILL');
  await first.ended;
  await publish(newswire, content('While nothing served'));
  await desk.serve(first.port);
  expect(headlinesOf(await linesOf(watch, 1))).toEqual(['While nothing served']);
});

test.runIf(ONCE)('what was missed since a cursor comes first', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  await publish(newswire, content('Seen before'));
  const after = await newswire.newsroom.events.logHead();
  await publish(newswire, content('Missed'));
  const watch = await watching(desk, '--url', await served(newswire), '--json', '--after', after);
  expect(headlinesOf(await linesOf(watch, 1))).toEqual(['Missed']);
});

test.runIf(ONCE)(
  'no server, a server of another kind, and an address that is none end it at once with one line',
  async () => {
    const desk = await openDesk();
    const teapot = createServer((_request, response) => response.writeHead(418).end());
    await once(teapot.listen(0, '127.0.0.1'), 'listening');
    const { port } = teapot.address() as AddressInfo;

    const other = await desk.run('watch', '--url', `http://127.0.0.1:${port}/graphql`);
    teapot.closeAllConnections();
    await once(teapot.close(), 'close');
    const none = await desk.run('watch', '--url', `http://127.0.0.1:${port}/graphql`);
    const nowhere = await desk.run('watch', '--url', 'here');

    for (const { code, stdout, stderr } of [other, none, nowhere]) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^newswire: [^\n]*\n$/);
    }
    expect(other.stderr).toContain('418');
    expect(none.stderr).toContain('ECONNREFUSED');
  },
);

test.runIf(ONCE)(
  'a cursor that is none, and an argument that cannot be met, are refused with one line',
  async () => {
    const desk = await openDesk();
    const words = ['watch', '--url', await served(await open(desk.databaseUrl))];
    const begun = performance.now();
    const cursor = await desk.run(...words, '--after', 'yesterday');
    expect(cursor.code).toBe(1);
    expect(cursor.stderr).toMatch(/^newswire: "yesterday" is not a cursor[^\n]*\n$/m);
    const last = await desk.run(...words, '--last', '1000');
    expect(last.code).toBe(1);
    expect(last.stderr).toMatch(/^newswire: last is 1000[^\n]*\n$/m);
    // Nothing is waited for once that is said: a connection kept for later held both up for ten seconds each.
    expect(performance.now() - begun).toBeLessThan(10_000);
  },
);

test.runIf(ONCE)('a reader that has enough ends it without an error', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  const watch = await watching(desk, '--url', await served(newswire));
  watch.process.stdout.destroy();
  await publish(newswire, content('Nobody reads this'));
  const { code, stderr } = await watch.ended;
  expect(code).toBe(0);
  expect(stderr).not.toContain('EPIPE');
});
