/**
 * `npm run bench`: speed as ratios to limits that are measured in the same run, on each engine. --smoke is the same, small
 * and short, for CI. It fails where anything was answered wrongly, never for speed. --refill makes the stores anew.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildWhereDue } from './build.ts';
import type { Engine } from './engine.ts';
import { AskedAll, type AskJob, FannedOut, type FanOutJob, type Side, type StatementJob } from './jobs.ts';
import {
  createMachine,
  type Machine,
  type Memory,
  memoryOf,
  script,
  type Server,
  type ServerCommand,
} from './machine.ts';
import { startPostgres } from './postgres.ts';
import { QUESTIONS } from './questions.ts';
import {
  costTable,
  doubts,
  fanOutTable,
  median,
  megabytes,
  sidesTable,
  speedTable,
  type ToldSide,
  whole,
} from './report.ts';
import { coldStart, serve } from './serving.ts';
import { createSqlite } from './sqlite.ts';
import { type BenchStore, publishingRate, storeOf } from './stores.ts';

const FULL = {
  articles: 100_000,
  published: 10_000,
  starts: 5,
  ask: {
    connections: 24,
    rounds: 3,
    warmUp: 0.7,
    seconds: 2,
    least: 50,
    longest: 4,
    compared: 50,
    ready: 30_000,
  },
  fanOut: { subscribers: 2_000, events: 15 },
};
const SMOKE: typeof FULL = {
  articles: 2_000,
  published: 200,
  starts: 1,
  ask: {
    connections: 16,
    rounds: 1,
    warmUp: 0.05,
    seconds: 0.2,
    least: 1,
    longest: 2,
    compared: 10,
    ready: 2_000,
  },
  fanOut: { subscribers: 100, events: 3 },
};

/** What the bars of the design say. */
const BARS = { published: 1_000, start: 1_500 };

interface Run {
  machine: Machine;
  plan: typeof FULL;
  engines: readonly Engine[];
  refill: boolean;
  /** It runs until the run ends, or until it is stopped. */
  start(command: ServerCommand): Promise<Server>;
}

async function bench(plan: typeof FULL, refill: boolean): Promise<void> {
  const machine = createMachine();
  say(`${machine.description}; the machine's load was ${loadavg()[0]?.toFixed(1)} when it began`);
  await buildWhereDue();
  const postgres = await startPostgres(machine).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    say(`SQLite is measured alone, for PostgreSQL does not start here: ${why}`);
    return null;
  });
  if (postgres) say(postgres.description);
  const servers: Server[] = [];
  const start = async (command: ServerCommand) => {
    const server = await machine.startServer(command);
    servers.push(server);
    return server;
  };
  try {
    const engines = [createSqlite(), ...(postgres ? [postgres] : [])];
    const run = { machine, plan, engines, refill, start };
    const stores = await publishAndStart(run);
    const asked = await askAll(run, stores);
    const told = await tellAll(run, stores);
    say(`\n## Memory of Newswire (RSS; its own: without pages of files)\n`);
    say(sidesTable('', titlesOf(run), memoryRows(plan.fanOut.subscribers, asked, told)));
  } finally {
    for (const server of servers) await server.stop();
    await postgres?.stop();
  }
}

/** Answers the filled store of each engine. */
async function publishAndStart({ machine, plan, engines, refill }: Run): Promise<BenchStore[]> {
  say(`\n## Publishing and starting\n`);
  const rates: string[] = [];
  const stores: BenchStore[] = [];
  for (const engine of engines) {
    rates.push(whole(await publishingRate(machine, engine, plan.published)));
    stores.push(await storeOf(machine, { engine, count: plan.articles, refill }));
  }
  const fills = stores.map(({ count, seconds, reused }) => {
    const made = reused ? ', by an earlier run' : '';
    return `${whole(count / seconds)} (${seconds.toFixed(0)} s${made})`;
  });
  const starts: string[][] = [];
  for (const samples of ['none', 'auto'] as const) {
    const what =
      samples === 'none'
        ? `an empty store (bar: ${whole(BARS.start)})`
        : 'one, with the sample edition published';
    const row = [`ready on ${what}, ms`];
    for (const engine of engines) {
      const times: number[] = [];
      for (let time = 0; time < plan.starts; time += 1) times.push(await coldStart(machine, engine, samples));
      row.push(whole(median(times)));
    }
    starts.push(row);
  }
  say(
    sidesTable('', titlesOf({ engines }), [
      [`${whole(plan.published)} into an empty store, a second (bar: ${whole(BARS.published)})`, ...rates],
      [`the store of ${whole(plan.articles)}, a second`, ...fills],
      ...starts,
    ]),
  );
  return stores;
}

/** Answers what Newswire held on each engine: when it was ready, and in the end. */
async function askAll(
  { machine, plan, engines, start }: Run,
  stores: readonly BenchStore[],
): Promise<Held[]> {
  say(`\n## Asking (${plan.ask.connections} connections, the median of ${plan.ask.rounds} rounds)\n`);
  const constant = await start({ args: script('constant-server.ts', null), path: '/1' });
  const sides: (Side & { idle: Memory | null })[] = [];
  const servers: Server[] = [constant];
  for (const [index, { name, title }] of engines.entries()) {
    const { databaseUrl } = storeAt(stores, index);
    const job: StatementJob = { engine: name, databaseUrl };
    const statement = await start({ args: script('statement-server.ts', job), path: '/' });
    const newswire = await start(serve(databaseUrl, 'none'));
    servers.push(statement, newswire);
    sides.push({ engine: title, databaseUrl, newswire, statement, idle: memoryOf(newswire.pid) });
  }
  const job: AskJob = { ...plan.ask, questions: Object.keys(QUESTIONS), constant, sides };
  const asked = AskedAll.parse(await machine.run('load', 'ask.ts', job));
  say(speedTable(asked));
  for (const place of engines.keys()) say(`\n${costTable(asked, place)}`);
  for (const doubt of doubts(asked)) say(`\n${doubt}`);
  const held = sides.map(({ newswire, idle }) => ({ idle, asked: memoryOf(newswire.pid) }));
  for (const server of servers) await server.stop();
  return held;
}

async function tellAll(
  { machine, plan, engines, start }: Run,
  stores: readonly BenchStore[],
): Promise<ToldSide[]> {
  say(`\n## Telling (the median of ${plan.fanOut.events} events)\n`);
  const broadcast = await start({ args: script('broadcast-server.ts', null), path: '/' });
  const sides: ToldSide[] = [];
  for (const [index, { title }] of engines.entries()) {
    const { databaseUrl, key } = storeAt(stores, index);
    const newswire = await start(serve(databaseUrl, 'none'));
    const job: FanOutJob = { ...plan.fanOut, newswire, broadcast, key };
    sides.push({ engine: title, told: FannedOut.parse(await machine.run('load', 'fan-out.ts', job)) });
    await newswire.stop();
  }
  say(fanOutTable(plan.fanOut.subscribers, sides));
  return sides;
}

function memoryRows(subscribers: number, asked: readonly Held[], sides: readonly ToldSide[]): string[][] {
  const memories = sides.map(({ told }) => told.memory);
  const each = memories.map(({ before, subscribed }) =>
    before && subscribed ? (subscribed.own - before.own) / subscribers / 1_000 : Number.NaN,
  );
  return [
    ['when it is ready', ...asked.map(({ idle }) => megabytes(idle))],
    ['after all questions', ...asked.map((held) => megabytes(held.asked))],
    [`with ${whole(subscribers)} subscribers waiting`, ...memories.map((held) => megabytes(held.subscribed))],
    ['so a waiting subscriber', ...each.map((kilobytes) => `${whole(kilobytes)} KB`)],
    ['after all events', ...memories.map((held) => megabytes(held.after))],
  ];
}

interface Held {
  idle: Memory | null;
  asked: Memory | null;
}

function titlesOf({ engines }: Pick<Run, 'engines'>): string[] {
  return engines.map(({ title }) => title);
}

function storeAt(stores: readonly BenchStore[], index: number): BenchStore {
  const store = stores[index];
  if (store === undefined) throw new Error('an engine has no store');
  return store;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({
  options: { smoke: { type: 'boolean', default: false }, refill: { type: 'boolean', default: false } },
});
try {
  await bench(values.smoke ? SMOKE : FULL, values.refill);
} catch (error) {
  process.stderr.write(`The bench was ended: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
