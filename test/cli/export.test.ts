import { expect, test, vi } from 'vitest';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { content, open, openDesk, publish, ONCE } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

interface Line {
  type: string;
  slug: string;
  publishedAt: string | null;
  embargoedUntil: string | null;
  section: { slug: string; name: string }[];
  quotes: { text: string; paragraph: number; start: number; end: number }[];
  blocks: { text: string }[];
  versions: { kind: string; by: string }[];
}

const linesOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test.runIf(ONCE)('text that was exported is the same article when it is imported elsewhere', async () => {
  const desk = await openDesk();
  const path = await desk.file(
    'a.txt',
    `News / Coast / Lights

Lamp of Ondrey lit again

By Mira Tallow

Keeper Jon Vane at the lamp on March 3, 2031. (Photo by Ida Reed/AFP)

The lamp at Ondrey burned on Monday for the first time in years.

“It never wanted to be dark,” keeper Jon Vane said.
`,
  );
  await desk.run('import', path);
  const { code, stdout } = await desk.run('export', 'lamp-of-ondrey-lit-again', '--format', 'text');
  expect(code).toBe(0);
  expect(stdout).toContain('“It never wanted to be dark,” keeper Jon Vane said.');

  const other = await openDesk();
  expect((await other.pipe(stdout, 'import', '-')).stdout).toBe('lamp-of-ondrey-lit-again\n');
  expect((await other.run('export', 'lamp-of-ondrey-lit-again')).stdout).toBe(stdout);
});

test('everything is a JSON object a line, hidden articles too, in the order they came', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  await newswire.publishSamples();
  const embargoedUntil = Date.now() + 3_600_000;
  await publish(
    newswire,
    content('Not yet', { embargoedUntil, section: breadcrumbOfPath('news/coast') }),
    ...Array.from({ length: 120 }, (_, n) => content(`Number ${n}`)),
  );

  const { code, stdout, stderr } = await desk.run('export', '--all');

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = linesOf(stdout);
  const articles = lines.filter(({ type }) => type === 'article');
  expect(articles.slice(-121).map(({ slug }) => slug)).toEqual([
    'not-yet',
    ...Array.from({ length: 120 }, (_, n) => `number-${n}`),
  ]);
  expect(articles.at(-121)).toMatchObject({
    publishedAt: null,
    embargoedUntil: new Date(embargoedUntil).toISOString(),
    section: [
      { slug: 'news', name: 'News' },
      { slug: 'coast', name: 'Coast' },
    ],
    versions: [],
  });
  expect(articles.at(-1)).toMatchObject({ versions: [{ kind: 'PUBLISHED', by: 'test' }] });
  const quotes = articles.flatMap(({ quotes: all, blocks }) => all.map((quote) => ({ ...quote, blocks })));
  expect(quotes.length).toBeGreaterThan(20);
  for (const { text, paragraph, start, end, blocks } of quotes)
    expect(blocks[paragraph]?.text.slice(start, end)).toBe(text);
  // Pictures come before the articles that show them.
  expect(lines[0]).toMatchObject({ type: 'picture', mediaType: 'image/svg+xml' });
});

test.runIf(ONCE)('an article is written as ninjs and as JSON-LD', async () => {
  const desk = await openDesk({ NEWSWIRE_PUBLIC_URL: 'https://news.example' });
  await publish(await open(desk.databaseUrl), content('Ferry late'));
  const ninjs = await desk.run('export', 'ferry-late', '--format', 'ninjs');
  expect(JSON.parse(ninjs.stdout)).toMatchObject({
    uri: 'https://news.example/articles/ferry-late',
    type: 'text',
    headlines: [{ role: 'main', value: 'Ferry late' }],
  });
  const jsonLd = await desk.run('export', 'ferry-late', '--format', 'jsonld');
  expect(JSON.parse(jsonLd.stdout)).toMatchObject({ '@type': 'NewsArticle', headline: 'Ferry late' });
});

test.runIf(ONCE)(
  'a slug that nothing has, and words that do not go together, are told in one line',
  async () => {
    const desk = await openDesk();
    await publish(await open(desk.databaseUrl), content('Ferry late'));
    for (const words of [['ferry-early'], [], ['ferry-late', '--all'], ['--all', '--format', 'text']]) {
      const { code, stdout, stderr } = await desk.run('export', ...words);
      expect({ words, code, stdout }).toEqual({ words, code: 1, stdout: '' });
      expect(stderr).toMatch(/^newswire: [^\n]*\n$/);
    }
  },
);

test.runIf(ONCE)('a reader that has enough ends it without an error', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  await publish(newswire, ...Array.from({ length: 2_000 }, (_, n) => content(`Number ${n}`)));
  const running = desk.start('export', '--all');
  running.process.stdout.once('data', () => running.process.stdout.destroy());
  expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
});

test('everything that was exported is the same in another store, also by a pattern, and nothing changes the second time', async () => {
  const desk = await openDesk();
  const newswire = await open(desk.databaseUrl);
  await newswire.publishSamples();
  await newswire.close();
  const { stdout } = await desk.run('export', '--all');
  const other = await openDesk();
  await other.file('all.jsonl', stdout);
  const done = await other.run('import', `${other.folder}/*.jsonl`);
  expect(done).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^\d+ published, 0 unchanged, 0 refused\n$/),
  });
  expect((await other.run('export', '--all')).stdout).toBe(stdout);
  expect(await other.run('import', `${other.folder}/all.jsonl`)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^0 published, \d+ unchanged, 0 refused\n$/),
  });
  expect(await other.run('import', `${other.folder}/*.html`)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\*\.html: no file matches it\./),
  });
});
