/**
 * Transactions that are committed in another order than they were begun in never let a reader step over a row: several
 * processes publish at once, some of them slowly, and readers that resume all the while have each article once, in one
 * order. The long form (NEWSWIRE_TEST_LONG=1) is twenty thousand publications of eight writers.
 */
import { expect, it, vi } from 'vitest';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { ENGINE, temporaryDatabase } from '../support/database.ts';
import { brief, createRandom, type Random } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { runProgram } from '../support/programs.ts';
import { isLong } from '../support/runs.ts';

// It starts processes.
vi.setConfig({ testTimeout: isLong ? 900_000 : 60_000 });

const PROCESSES = isLong ? 4 : 2;
const WRITERS = 2;
/** Of each writer. */
const ARTICLES = isLong ? 2_500 : 30;
/** One transaction of so many is held open. */
const HELD = isLong ? 20 : 4;
/** Readers of each kind on each of two Newswires. */
const READERS = isLong ? 4 : 2;
/** A reader resumes after so many events at most. */
const LONGEST_READ = isLong ? 200 : 12;
const LAST = 'last-of-all';

interface Had {
  seq: number;
  slug: string;
}

type Read = (newsroom: Newsroom, after: string, random: Random) => Promise<{ had: Had[]; cursor: string }>;

/** A subscriber that has some events and then loses its connection. */
const subscribe: Read = async ({ events }, after, random) => {
  const had: Had[] = [];
  let cursor = after;
  const most = 1 + random.below(LONGEST_READ);
  for await (const event of await events.changed({ after })) {
    had.push({ seq: event.seq, slug: event.slug });
    cursor = event.cursor;
    if (had.length === most || event.slug === LAST) break;
  }
  return { had, cursor };
};

/** A client that pulls whenever there may be something new. */
const pull: Read = async ({ store, events }, after, random) => {
  const committed = new Promise<void>((resolve) => {
    const stop = store.onCommit(() => {
      stop();
      resolve();
    });
  });
  const page = await events.changes({ after, first: 1 + random.below(LONGEST_READ) });
  if (page.events.length === 0) await committed;
  return { had: page.events.map(({ seq, slug }) => ({ seq, slug })), cursor: page.endCursor };
};

/** Everything up to the last article, by a reader that resumes after its last cursor again and again. */
async function readAll(
  newsroom: Newsroom,
  read: Read,
  seed: number,
): Promise<{ all: Had[]; resumed: number }> {
  const random = createRandom(seed);
  let cursor = await newsroom.events.logHead();
  const all: Had[] = [];
  for (let resumed = 0; ; resumed += 1) {
    const { had, cursor: next } = await read(newsroom, cursor, random);
    all.push(...had);
    cursor = next;
    if (all.at(-1)?.slug === LAST) return { all, resumed };
  }
}

it('whatever is committed first, every reader has each publication once, in the same order', async () => {
  const databaseUrl = await temporaryDatabase();
  const servers = [
    await startNewswire({ databaseUrl, idle: true }),
    await startNewswire({ databaseUrl, idle: true }),
  ] as const;
  // So that all sections are there: what the writers have in common is the log.
  await servers[0].publish(brief('First of all'));
  const readers = servers.flatMap(({ newswire: { newsroom } }, server) =>
    [subscribe, pull].flatMap((read, kind) =>
      Array.from({ length: READERS }, (_, index) =>
        readAll(newsroom, read, server * 100 + kind * 10 + index),
      ),
    ),
  );
  const programs = Array.from({ length: PROCESSES }, (_, index) =>
    runProgram('writing', [`Process ${index}`, WRITERS, ARTICLES, HELD], { DATABASE_URL: databaseUrl }),
  );
  await Promise.all(programs.map(({ begun }) => begun));
  const begun = performance.now();
  for (const program of programs) program.goOn();
  const written = (await Promise.all(programs.map(({ said }) => said))).flatMap(([, ...lines]) => lines);
  const took = performance.now() - begun;
  await servers[0].publish(brief('Last of all'));
  const heard = await Promise.all(readers);

  const expected = written
    .map((line): Had => ({ seq: Number(line.split(' ')[0]), slug: line.split(' ')[1] ?? '' }))
    .toSorted((one, other) => one.seq - other.seq);
  expect(expected).toHaveLength(PROCESSES * WRITERS * ARTICLES);
  // Processes took turns. Who waits for a file's lock may wait for long, so that there they take few.
  const turns = expected.filter(({ slug }, index) => expected[index - 1]?.slug[8] !== slug[8]).length;
  expect(turns).toBeGreaterThanOrEqual(ENGINE === 'postgres' ? PROCESSES * 4 : PROCESSES);
  for (const { all, resumed } of heard) {
    expect(lostAndTwice(all, expected)).toEqual({ lost: [], twice: [] });
    expect(all.slice(0, -1)).toEqual(expected);
    expect(resumed).toBeGreaterThan(expected.length / LONGEST_READ / 2);
  }
  if (isLong) {
    const resumed = heard.reduce((sum, reader) => sum + reader.resumed, 0);
    process.stdout.write(
      `${expected.length} publications in ${Math.round(took)} ms, ${turns} turns; ${heard.length} readers resumed ${resumed} times\n`,
    );
  }
});

/** Slugs, for a failure that can be read. */
function lostAndTwice(all: readonly Had[], expected: readonly Had[]): { lost: string[]; twice: string[] } {
  const times = new Map<string, number>();
  for (const { slug } of all) times.set(slug, (times.get(slug) ?? 0) + 1);
  return {
    lost: expected.filter(({ slug }) => !times.has(slug)).map(({ slug }) => slug),
    twice: [...times].filter(([, count]) => count > 1).map(([slug]) => slug),
  };
}
