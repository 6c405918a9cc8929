import { randomBytes } from 'node:crypto';
import { mkdir, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { dangersIn } from '../support/dangers.ts';
import { HOSTILE } from '../formats/hostile/documents.ts';
import { type Desk, open, openDesk, query, ONCE, until } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

/** How many articles and events the store holds. */
async function held(desk: Desk): Promise<{ articles: number; events: number }> {
  const { articles, changes } = await query<{
    articles: { totalCount: number };
    changes: { events: unknown[] };
  }>(await open(desk.databaseUrl), '{ articles { totalCount } changes(first: 1000) { events { kind } } }');
  return { articles: articles.totalCount, events: changes.events.length };
}

test('a file is published under a slug of its headline, and the same file again changes nothing', async () => {
  const desk = await openDesk();
  const path = await desk.article('Lighthouse of Ondrey lit again');

  expect(await desk.run('import', path)).toMatchObject({
    code: 0,
    stdout: 'lighthouse-of-ondrey-lit-again\n',
    stderr: '1 published, 0 unchanged, 0 refused\n',
  });
  expect(await desk.run('import', path)).toMatchObject({
    code: 0,
    stdout: 'lighthouse-of-ondrey-lit-again (unchanged)\n',
    stderr: '0 published, 1 unchanged, 0 refused\n',
  });
  expect(await held(desk)).toEqual({ articles: 1, events: 1 });
});

test.runIf(ONCE)('standard input is imported', async () => {
  const desk = await openDesk();
  const done = await desk.pipe('Mill wheel turns\n\nThe wheel at Sarn turned on Monday.\n', 'import', '-');
  expect(done).toMatchObject({ code: 0, stdout: 'mill-wheel-turns\n' });
});

test.runIf(ONCE)(
  'a folder is read with all below it in order, without what is hidden; bad files are told and the good ones published',
  async () => {
    const desk = await openDesk();
    const folder = join(desk.folder, 'desk');
    await mkdir(join(folder, 'b-below'), { recursive: true });
    await mkdir(join(folder, '.hidden'));
    await desk.file('desk/a.txt', 'First of the folder\n\nIt has a text of its own.\n');
    await desk.file('desk/b-below/z.txt', 'Second of the folder\n\nIt lies deeper than others.\n');
    await desk.file('desk/c.txt', 'Third of the folder\n\nIt comes after the folder within.\n');
    await desk.file('desk/.hidden/d.txt', 'Hidden\n\nNobody is to read this.\n');
    await desk.file('desk/.e.txt', 'Hidden too\n\nNobody is to read this either.\n');
    await desk.file('desk/empty.txt', '');
    await desk.file('desk/binary.txt', randomBytes(4_000));
    await desk.file('desk/one-line.txt', 'Only a headline');
    await desk.file(
      'desk/broken.txt',
      Buffer.from('Broken\n\nThe price is 5 \xe2\x82 and \xc3\xa9.\n', 'latin1'),
    );
    await symlink('nowhere', join(folder, 'loose-link'));
    await symlink('..', join(folder, 'round'));

    const { code, stdout, stderr } = await desk.run('import', 'desk');

    expect(code).toBe(1);
    expect(stdout).toBe('first-of-the-folder\nsecond-of-the-folder\nthird-of-the-folder\n');
    const refusals = stderr.trim().split('\n');
    expect(refusals.at(-1)).toBe('3 published, 0 unchanged, 5 refused');
    expect(refusals.slice(0, -1).map((line) => line.split(': ')[0])).toEqual([
      'desk/binary.txt',
      'desk/broken.txt',
      'desk/empty.txt',
      'desk/loose-link',
      'desk/one-line.txt',
    ]);
    expect(stderr).not.toMatch(/went wrong|Error|\n\s+at /);
  },
);

test.runIf(ONCE)(
  'what is not there, a folder without files, and a file beyond the limit are told in a line each',
  async () => {
    const desk = await openDesk();
    await mkdir(join(desk.folder, 'bare'));
    const large = await desk.file('large.txt', 'Large\n\n');
    await truncate(large, 50_000_000);
    const good = await desk.article('Good among the bad');

    const { code, stdout, stderr } = await desk.run('import', 'nowhere.txt', 'bare', large, good);

    expect({ code, stdout }).toEqual({ code: 1, stdout: 'good-among-the-bad\n' });
    expect(stderr.split('\n')).toEqual([
      'nowhere.txt: there is no such file or folder.',
      'bare: the folder has no files to read.',
      `${large}: The file is larger than 20 MB, the most that is read of one: split it into its articles.`,
      '1 published, 0 unchanged, 3 refused',
      '',
    ]);
  },
);

test.runIf(ONCE)('50 MB of text on standard input are refused without being kept', async () => {
  const desk = await openDesk();
  const done = await desk.pipe(Buffer.alloc(50_000_000, 'All work and no news. '), 'import', '-');
  expect(done.code).toBe(1);
  expect(done.stderr).toContain('standard input: The file is larger than 20 MB');
  expect(await held(desk)).toEqual({ articles: 0, events: 0 });
});

test('an article with thousands of quotes is published', async () => {
  const desk = await openDesk();
  const path = await desk.article('Everybody talks', '“The tide is late,” Anna Berg said.\n\n'.repeat(4_000));
  expect(await desk.run('import', path)).toMatchObject({ code: 0, stdout: 'everybody-talks\n' });
});

test.runIf(ONCE)('with --json each outcome is an object, and so is the sum', async () => {
  const desk = await openDesk();
  const path = await desk.article('For programs to read');
  const { code, stdout } = await desk.run('import', '--json', path, 'nowhere');
  expect(code).toBe(1);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { path: 'nowhere', outcome: 'REFUSED', reason: 'there is no such file or folder.' },
    { path, outcome: 'PUBLISHED', slug: 'for-programs-to-read' },
    { published: 1, unchanged: 0, refused: 1 },
  ]);
});

test('two imports of the same folder at once publish each article once', async () => {
  const desk = await openDesk();
  await mkdir(join(desk.folder, 'many'));
  for (let n = 100; n < 300; n += 1)
    await desk.file(`many/${n}.txt`, `Number ${n}\n\nThis is number ${n}.\n`);

  const both = await Promise.all([desk.run('import', 'many'), desk.run('import', 'many')]);

  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const lines = both.flatMap(({ stdout }) => stdout.trim().split('\n'));
  expect(lines).toHaveLength(400);
  expect(lines.filter((line) => !line.endsWith(' (unchanged)'))).toHaveLength(200);
  expect(await held(desk)).toEqual({ articles: 200, events: 200 });
});

test.runIf(ONCE)('a file name cannot move the cursor of the terminal that it is shown on', async () => {
  const desk = await openDesk();
  await desk.file('red\u001b[31m\u009b2J.txt', '');
  const { stderr } = await desk.run('import', desk.folder);
  // Tabs and line feeds apart, there is no control character.
  expect(stderr.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
});

test('what another process imports is heard by a running server’s subscribers', async () => {
  const desk = await openDesk();
  const { url } = await (await open(desk.databaseUrl)).listen();
  const watch = desk.start('watch', '--url', `${url}/graphql`, '--json');
  await until(
    () => watch.stderr.includes('Watching'),
    () => `watch to begin: ${watch.stderr}`,
  );

  await desk.run('import', await desk.article('Heard from afar'));
  const [line] = await until(
    () => watch.lines().length > 0 && watch.lines(),
    () => 'the event',
  );

  expect(JSON.parse(line ?? '')).toMatchObject({ slug: 'heard-from-afar' });
});

test.runIf(ONCE)(
  'documents made to do harm are told one by one, and nothing that could run is served of the others',
  async () => {
    const desk = await openDesk();
    await mkdir(join(desk.folder, 'hostile'));
    for (const { name, content } of HOSTILE) await desk.file(`hostile/${name}`, content);
    const { code, stderr } = await desk.run('import', join(desk.folder, 'hostile'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/\d+ published, \d+ unchanged, \d+ refused\n$/);
    expect(stderr).not.toMatch(/\n\s+at |failed at it/);
    for (const { name } of HOSTILE.filter(({ articles }) => articles === 0))
      expect(stderr).toContain(`/${name}`);
    const { articles } = await query<{ articles: { edges: { node: { bodyHtml: string } }[] } }>(
      await open(desk.databaseUrl),
      '{ articles(first: 100) { edges { node { bodyHtml } } } }',
    );
    const served = articles.edges.map(({ node }) => node.bodyHtml).join('\n');
    expect(served).toContain('The ferry between Port Ellis');
    expect(dangersIn(served)).toEqual([]);
    expect(served).not.toContain('root:x:');
  },
);
