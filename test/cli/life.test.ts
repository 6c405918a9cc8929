/** The life of an article at a terminal, from its draft to its end, and what the audit keeps of it. */
import { expect, test, vi } from 'vitest';
import { type Desk, open, openDesk, ONCE } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

const TEXT = 'Ferry runs again\n\nThe ferry to the outer islands runs again, its owner says.\n';

async function json(desk: Desk, ...words: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await desk.run(...words, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('an article is drafted, published, corrected, withheld, reinstated and canceled, and the audit has it all', async () => {
  const desk = await openDesk();
  const drafted = await desk.pipe(TEXT, 'draft', '-');
  expect(drafted).toMatchObject({ code: 0, stdout: 'ferry-runs-again\n' });
  const { fetch } = await open(desk.databaseUrl);
  const shown = async () => {
    const document = '{article(slug:"ferry-runs-again"){headline version paragraphs corrections{note}}}';
    const answer = await fetch(new Request(`http://localhost/graphql?query=${encodeURIComponent(document)}`));
    return ((await answer.json()) as { data: { article: unknown } }).data.article;
  };
  expect(await shown()).toBeNull();

  const published = await desk.run('publish', 'ferry-runs-again');
  expect(published).toMatchObject({ code: 0, stdout: '"ferry-runs-again" is published.\n' });
  expect(await shown()).toMatchObject({ version: 1 });

  const note = ['--note', 'It is the inner islands.'];
  const file = await desk.file('ferry.txt', TEXT.replace('outer', 'inner'));
  expect(await json(desk, 'correct', 'ferry-runs-again', file, ...note)).toMatchObject({ version: 2 });
  expect(await shown()).toMatchObject({
    paragraphs: [expect.stringContaining('inner islands')],
    corrections: [{ note: 'It is the inner islands.' }],
  });

  expect(await json(desk, 'withhold', 'ferry-runs-again', '--notice', 'On hold.')).toEqual({
    slug: 'ferry-runs-again',
    version: 3,
    pubStatus: 'WITHHELD',
  });
  expect(await shown()).toBeNull();
  expect(await json(desk, 'reinstate', 'ferry-runs-again')).toMatchObject({ pubStatus: 'USABLE' });

  // Nobody is there to be asked.
  const unsure = await desk.run('cancel', 'ferry-runs-again', '--notice', 'Invented.');
  expect(unsure).toMatchObject({ code: 1, stdout: '' });
  expect(unsure.stderr).toBe(
    'newswire: "Ferry runs again" is hidden for ever, and its readers are told: say --yes to have that done.\n',
  );
  expect(await shown()).toMatchObject({ version: 4 });
  expect(await json(desk, 'cancel', 'ferry-runs-again', '--notice', 'Invented.', '--yes')).toMatchObject({
    pubStatus: 'CANCELED',
  });
  expect(await shown()).toBeNull();

  const { stdout } = await desk.run('audit', 'ferry-runs-again');
  const deeds = stdout.trimEnd().split('\n');
  expect(deeds.map((line) => line.replace(/^\S+Z {2}terminal:\S* {2}/, ''))).toEqual([
    'cancel  ferry-runs-again (version 5): Invented.',
    'reinstate  ferry-runs-again (version 4)',
    'withhold  ferry-runs-again (version 3): On hold.',
    'correct  ferry-runs-again (version 2): It is the inner islands.',
    'publish  ferry-runs-again (version 1)',
    'draft  ferry-runs-again',
  ]);
});

test.runIf(ONCE)('what cannot be done is told in one line, and changes nothing', async () => {
  const desk = await openDesk();
  await desk.pipe(TEXT, 'draft', '-');
  for (const [words, why] of [
    [['publish', 'no-such'], 'There is no article "no-such"'],
    [['withhold', 'ferry-runs-again'], 'is a draft, which nobody sees'],
    [['correct', 'ferry-runs-again', '--note', 'a'], 'Give the corrected article as a file, or --headline.'],
    [
      ['correct', 'ferry-runs-again', '--headline', 'b', '--note', 'a'],
      'is not published yet: update it instead',
    ],
    [['draft', 'missing.txt'], 'missing.txt: there is no such file'],
  ] as const) {
    const { code, stdout, stderr } = await desk.run(...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^newswire: [^\n]+\n$/);
    expect(stderr).toContain(why);
  }
  expect(((await json(desk, 'audit')) as { action: string }).action).toBe('draft');
});
