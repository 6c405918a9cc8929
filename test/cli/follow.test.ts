import { expect, test, vi } from 'vitest';
import { rss } from '../support/feeds.ts';
import { startSite } from '../support/site.ts';
import { ONCE, open, openDesk, query, until } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

const ALLOWED = { NEWSWIRE_FOLLOW_PRIVATE: 'localhost' };

test('a feed is followed until Ctrl-C, and what it brings is told', async () => {
  const desk = await openDesk(ALLOWED);
  const site = await startSite();
  site.put('/feed', rss([{ title: 'Second boat' }, { title: 'First boat' }]));
  const running = desk.start('follow', `${site.url}/feed`, `${site.url}/none`, '--every', '10s');
  await until(
    () => running.lines().length === 2 && running.stderr.includes('404'),
    () => running.stderr,
  );
  expect(running.lines()).toEqual(['first-boat', 'second-boat']);
  running.process.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
  expect(running.stderr).toMatch(/^Following 2 feeds; Ctrl-C ends it\.\n/);
  expect(running.stderr).toMatch(/\/none: it answered with status 404; it is asked again at 20/);

  // It is no server's, and it is known when it is followed again.
  expect(await desk.run('follow', 'list')).toMatchObject({ code: 0, stdout: '' });
  const again = desk.start('follow', '--json', `${site.url}/feed`);
  await until(
    () => site.asked.filter(({ path }) => path === '/feed').length === 2,
    () => again.stderr,
  );
  again.process.kill('SIGTERM');
  expect(await again.ended).toMatchObject({ code: 0, stdout: '' });
});

test('feeds that are added are polled by a server, and shown in its figures', async () => {
  const desk = await openDesk(ALLOWED);
  const site = await startSite();
  site.put('/feed', rss([{ title: 'Boat of the day' }]));
  const feed = `${site.url}/feed`;
  const server = await desk.serve();
  expect(await desk.run('follow', 'add', feed, '--every', '2h', '--full')).toMatchObject({
    code: 0,
    stdout: `${feed}\n`,
  });
  const newswire = await open(desk.databaseUrl);
  type Answer = { articles: { edges: { node: { slug: string } }[] } };
  await until(
    () => site.asked.length > 0,
    () => server.stderr,
  );
  const figures = async () => (await fetch(new URL('/metrics', server.endpoint))).text();
  let shown = '';
  while (!shown.includes('newswire_follow_items_total{outcome="published"} 1')) shown = await figures();
  expect(shown).toContain('newswire_follows{state="ok"} 1');
  expect(shown).toContain('newswire_follow_polls_total{outcome="changed"} 1');
  expect(shown).toContain('newswire_follow_polls_total{outcome="failed"} 0');
  const { articles } = await query<Answer>(newswire, '{ articles { edges { node { slug } } } }');
  expect(articles.edges.map(({ node }) => node.slug)).toEqual(['boat-of-the-day']);

  const listed = await desk.run('follow', 'list');
  expect(listed.stdout).toMatch(/^FEED +EVERY +BODY +STATE +LAST +NEXT +WHY\n/);
  expect(listed.stdout).toMatch(/\/feed +2h +page +ok +20\S+ +20\S+\n$/);
  const { stdout } = await desk.run('follow', 'list', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ url: feed, every: '2h', full: true, state: 'ok', failures: 0 });
  expect(await desk.run('follow', 'remove', feed)).toMatchObject({ code: 0 });
  expect(await desk.run('follow', 'list')).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('No feeds'),
  });
  expect(await desk.run('follow', 'remove', feed)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is not followed'),
  });
});

test.runIf(ONCE)('a private address is refused unless it is allowed', async () => {
  const desk = await openDesk();
  const site = await startSite();
  site.put('/feed', rss([{ title: 'Secret' }]));
  const running = desk.start('follow', `${site.url}/feed`, `http://127.0.0.1:${site.port}/feed`);
  await until(
    () => running.stderr.split('no public address').length === 3,
    () => running.stderr,
  );
  expect(running.stderr).toMatch(/localhost is at \S+, which is no public address/);
  expect(site.asked).toEqual([]);
});

test.runIf(ONCE).each([
  [['follow'], 'Usage: newswire follow'],
  [['follow', 'https://x.example/', '--every', '1s'], '--every is "1s": give a time from 10s to 7d'],
  [['follow', 'add', 'ftp://x.example/'], '"ftp://x.example/" cannot be followed: ftp: is not asked'],
  [['follow', 'add'], "missing required argument 'feed-url'"],
])('%j is told what is wrong', async (words, message) => {
  const desk = await openDesk();
  expect(await desk.run(...words)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
});

test.runIf(ONCE)('a host that is none is told by the name of the variable', async () => {
  const desk = await openDesk({ NEWSWIRE_FOLLOW_PRIVATE: 'http://intranet/' });
  expect(await desk.run('follow', 'list')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('NEWSWIRE_FOLLOW_PRIVATE is "http://intranet/": give names of hosts'),
  });
});
