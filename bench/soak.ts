/**
 * Subscribers that stay (npm run bench:soak): ten thousand over WebSocket for ten minutes, an event each second, Newswire on
 * one core. It tells whether memory grows, and how late events are. Fails where anybody misses one. For less: two numbers, of
 * subscribers and of minutes.
 */
import { Filled, Soaked } from './jobs.ts';
import { createMachine } from './machine.ts';
import { table, whole } from './report.ts';
import { serve } from './serving.ts';
import { createSqlite } from './sqlite.ts';
import { inNewStore } from './stores.ts';

const [subscribers = 10_000, minutes = 10] = process.argv.slice(2).map(Number);
/** Articles that are there before. */
const ARTICLES = 500;

const machine = createMachine();
const soaked = await inNewStore(createSqlite(), async (databaseUrl) => {
  const filling = { databaseUrl, count: ARTICLES, tell: false };
  const { key } = Filled.parse(await machine.run('server', 'fill.ts', filling));
  const newswire = await machine.startServer(serve(databaseUrl, 'none'));
  try {
    return Soaked.parse(await machine.run('load', 'soak-load.ts', { newswire, key, subscribers, minutes }));
  } finally {
    await newswire.stop();
  }
});

const rows = soaked.map(({ median, p99, longest, memory, cpu }, minute) => [
  whole(minute + 1),
  whole(median),
  whole(p99),
  whole(longest),
  memory === null ? '?' : whole(memory.own / 1_000_000),
  cpu === null ? '?' : `${whole((100 * cpu) / 60)} %`,
]);
const head = ['minute', 'median ms', 'p99 ms', 'longest ms', 'own memory MB', 'of the core'];
process.stdout.write(
  `${machine.description}\n\n${whole(subscribers)} subscribers, an event a second\n\n${table(head, rows)}\n`,
);
