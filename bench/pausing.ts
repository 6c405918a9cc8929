/**
 * Subscribers that stop reading (npm run bench:pausing): a thousand, of whom a hundred stop, over each transport; Newswire on one core, on
 * SQLite. It tells whether the others are told later, and what waits in memory. Fails where anybody misses anything.
 */
import { Filled, Paused, type PausingJob } from './jobs.ts';
import { createMachine } from './machine.ts';
import { median, table, tenths, whole } from './report.ts';
import { serve } from './serving.ts';
import { createSqlite } from './sqlite.ts';
import { inNewStore } from './stores.ts';

const PLAN = { reading: 900, stopping: 100, rounds: 5 };
/** Articles that are there before. */
const ARTICLES = 500;

const machine = createMachine();

async function pause(transport: PausingJob['transport']): Promise<Paused> {
  return inNewStore(createSqlite(), async (databaseUrl) => {
    const filling = { databaseUrl, count: ARTICLES, tell: false };
    const { key } = Filled.parse(await machine.run('server', 'fill.ts', filling));
    const newswire = await machine.startServer(serve(databaseUrl, 'none'));
    try {
      const job: PausingJob = { ...PLAN, newswire, key, transport };
      return Paused.parse(await machine.run('load', 'pausing-load.ts', job));
    } finally {
      await newswire.stop();
    }
  });
}

const megabytes = (bytes: number | undefined) => (bytes === undefined ? '?' : whole(bytes / 1_000_000));
const rows: string[][] = [];
for (const transport of ['WebSocket', 'SSE'] as const) {
  const rounds = await pause(transport);
  for (const [round, { alone, beside, before, waiting, caughtUp }] of rounds.entries())
    rows.push([
      transport,
      whole(round + 1),
      tenths(alone),
      tenths(beside),
      (beside / alone).toFixed(2),
      megabytes(before?.own),
      megabytes(waiting?.own),
      tenths(caughtUp / 1_000),
    ]);
  // How far the median p99 moves: two figures of one round differ by more than what is asked.
  const alone = median(rounds.map((round) => round.alone));
  const beside = median(rounds.map((round) => round.beside));
  rows.push([transport, 'median', tenths(alone), tenths(beside), (beside / alone).toFixed(2), '', '', '']);
}
const head = [
  'over',
  'round',
  'p99 alone, ms',
  'p99 beside those who stop, ms',
  'times (bar: 1.20)',
  'own memory before, MB',
  'while they stop, MB',
  'all told after, s',
];
process.stdout.write(
  `${machine.description}\n\n${PLAN.reading} read and ${PLAN.stopping} stop\n\n${table(head, rows)}\n`,
);
