/**
 * `npm run bench`: speed as ratios to limits that are measured in the same run, on each engine. --smoke is the same, small
 * and short, for CI. It fails where anything was answered wrongly, never for speed. --refill makes the stores anew; --only leaves
 * out all but one part.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildWhereDue } from './build.ts';
import type { Engine } from './engine.ts';
import { AskedAll, type AskJob, type FreshJob, FreshenedAll, type StatementJob } from './jobs.ts';
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
import { freshTable } from './fresh-report.ts';
import { costTable, doubts, median, megabytes, sidesTable, speedTable, whole } from './report.ts';
import { coldStart, serve } from './serving.ts';
import { createSqlite } from './sqlite.ts';
import { type BenchStore, publishingRate, storeOf } from './stores.ts';
import { tell, type Told, type TellingPlan } from './telling.ts';
import { tellingTable } from './telling-report.ts';

interface Plan {
  /** Of the store that is asked. */
  articles: number;
  /** Published into a store of their own; null: the filling of the other one says enough. */
  published: number | null;
  starts: number;
  ask: Pick<AskJob, Measure>;
  /** Milliseconds between publications while the front page is asked for. */
  publishedEvery: number;
  telling: TellingPlan;
}
type Measure = 'connections' | 'rounds' | 'warmUp' | 'seconds' | 'least' | 'longest' | 'compared' | 'ready';

const FULL: Plan = {
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
  publishedEvery: 1_000,
  telling: {
    same: 5_000,
    different: 5_000,
    filters: 500,
    selections: 20,
    streams: 3_000,
    events: 15,
    idle: 15,
  },
};
const SMOKE: Plan = {
  articles: 1_700,
  published: null,
  starts: 1,
  ask: {
    connections: 8,
    rounds: 1,
    warmUp: 0.03,
    seconds: 0.1,
    least: 1,
    longest: 2,
    compared: 10,
    ready: 2_000,
  },
  publishedEvery: 50,
  telling: { same: 100, different: 100, filters: 25, selections: 20, streams: 60, events: 3, idle: 0.5 },
};

/** What the bars of the design say. */
const BARS = { published: 1_000, start: 1_500 };
const STARTS = {
  none: `ready on an empty store, ms (bar: ${whole(BARS.start)})`,
  auto: 'ready on an empty store with the sample edition published, ms',
};

interface Run {
  machine: Machine;
  plan: Plan;
  engines: readonly Engine[];
  refill: boolean;
  /** They run until the run ends, or until they are stopped. */
  start(commands: readonly ServerCommand[]): Promise<Server[]>;
}

/** An engine with its filled store. */
interface Stocked {
  engine: Engine;
  store: BenchStore;
}

/** What a server held when. */
interface Held {
  idle: Memory | null;
  asked: Memory | null;
}

interface Wanted {
  refill: boolean;
  /** null: all parts. */
  only: Part | null;
}

async function bench(plan: Plan, { refill, only }: Wanted): Promise<void> {
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
  const start = async (commands: readonly ServerCommand[]) => {
    const started = await machine.startServers(commands);
    servers.push(...started);
    return started;
  };
  try {
    const engines = [createSqlite(), ...(postgres ? [postgres] : [])];
    const titles = engines.map(({ title }) => title);
    const run = { machine, plan, engines, refill, start };
    if (only !== null) {
      await PARTS[only](run, await stock(run));
      return;
    }
    const stocked = await publishAndStart(run);
    const asked = await askAll(run, stocked);
    const fresh = await freshenAll(run, stocked);
    const told = await tellAll(run, stocked);
    say(`\n## Memory of Newswire (RSS; its own: without pages of files)\n`);
    say(sidesTable('', titles, memoryRows({ asked, fresh, told })));
  } finally {
    for (const server of servers) await server.stop();
    await postgres?.stop();
  }
}

async function stock({ machine, plan, engines, refill }: Run): Promise<Stocked[]> {
  const stocked: Stocked[] = [];
  for (const engine of engines) {
    stocked.push({ engine, store: await storeOf(machine, { engine, count: plan.articles, refill }) });
  }
  return stocked;
}

async function publishAndStart(run: Run): Promise<Stocked[]> {
  const { machine, plan, engines } = run;
  say(`\n## Publishing and starting\n`);
  const rows: string[][] = [];
  if (plan.published !== null) {
    const row = [`${whole(plan.published)} into an empty store, a second (bar: ${whole(BARS.published)})`];
    for (const engine of engines) row.push(whole(await publishingRate(machine, engine, plan.published)));
    rows.push(row);
  }
  const stocked = await stock(run);
  const fills = stocked.map(({ store: { count, seconds, reused } }) => {
    const made = reused ? ', by an earlier run' : '';
    return `${whole(count / seconds)} (${seconds.toFixed(0)} s${made})`;
  });
  rows.push([`the store of ${whole(plan.articles)}, a second`, ...fills]);

  for (const samples of ['none', 'auto'] as const) {
    const row = [STARTS[samples]];
    for (const engine of engines) {
      const times: number[] = [];
      for (let time = 0; time < plan.starts; time += 1) times.push(await coldStart(machine, engine, samples));
      row.push(whole(median(times)));
    }
    rows.push(row);
  }
  const titles = engines.map(({ title }) => title);
  say(sidesTable('', titles, rows));
  return stocked;
}

/** Answers what Newswire held on each engine: when it was ready, and in the end. */
async function askAll({ machine, plan, start }: Run, stocked: readonly Stocked[]): Promise<Held[]> {
  say(`\n## Asking (${plan.ask.connections} connections, the median of ${plan.ask.rounds} rounds)\n`);
  const jobs = stocked.map(({ engine, store }): StatementJob => {
    return { engine: engine.name, databaseUrl: store.databaseUrl };
  });
  const servers = await start([
    { args: script('constant-server.ts', null), path: '/1' },
    ...jobs.map((job) => ({ args: script('statement-server.ts', job), path: '/' })),
    ...jobs.map(({ databaseUrl }) => serve(databaseUrl, 'none')),
  ]);
  const [constant, ...others] = servers;
  const newswires = others.slice(stocked.length);
  const idle = newswires.map(({ pid }) => memoryOf(pid));
  const job = {
    ...plan.ask,
    questions: Object.keys(QUESTIONS),
    constant,
    sides: stocked.map(({ engine, store }, place) => ({
      engine: engine.title,
      databaseUrl: store.databaseUrl,
      newswire: newswires[place],
      statement: others[place],
    })),
  };
  const asked = AskedAll.parse(await machine.run('load', 'ask.ts', job));
  say(speedTable(asked));
  for (const place of stocked.keys()) say(`\n${costTable(asked, place)}`);
  for (const doubt of doubts(asked)) say(`\n${doubt}`);
  const held = newswires.map(({ pid }, place) => ({ idle: idle[place] ?? null, asked: memoryOf(pid) }));
  for (const server of servers) await server.stop();
  return held;
}

/** Answers what Newswire held on each engine. */
async function freshenAll({ machine, plan, start }: Run, stocked: readonly Stocked[]): Promise<Held[]> {
  const every = plan.publishedEvery;
  say(`\n## The same front page again and again (an article published each ${every} ms where one is)\n`);
  const [constant, ...newswires] = await start([
    { args: script('constant-server.ts', null), path: '/1' },
    ...stocked.map(({ store }) => serve(store.databaseUrl, 'none')),
  ]);
  const idle = newswires.map(({ pid }) => memoryOf(pid));
  const { compared: _compared, ready: _ready, ...measuring } = plan.ask;
  const job = {
    ...measuring,
    every,
    constant,
    sides: stocked.map(({ engine, store }, place) => ({
      engine: engine.title,
      newswire: newswires[place],
      key: store.key,
    })),
  } satisfies Record<keyof FreshJob, unknown>;
  const freshened = FreshenedAll.parse(await machine.run('load', 'fresh.ts', job));
  say(freshTable(freshened));
  const held = newswires.map(({ pid }, place) => ({ idle: idle[place] ?? null, asked: memoryOf(pid) }));
  for (const server of [constant, ...newswires]) await server?.stop();
  return held;
}

async function tellAll({ machine, plan }: Run, stocked: readonly Stocked[]): Promise<Told[]> {
  say(
    `\n## Telling (the median of ${plan.telling.events} events; ${stocked[0]?.engine.title} alone where no engine changes it)\n`,
  );
  const told = await tell(machine, plan.telling, stocked);
  say(tellingTable(told));
  return told;
}

interface AllHeld {
  asked: readonly Held[];
  fresh: readonly Held[];
  told: readonly Told[];
}

function memoryRows({ asked, fresh, told }: AllHeld): string[][] {
  // The first case is told on every engine.
  const memories = told.slice(0, asked.length).map(({ told: { memory } }) => memory.newswire);
  return [
    ['when it is ready', ...asked.map(({ idle }) => megabytes(idle))],
    ['after all questions', ...asked.map((held) => megabytes(held.asked))],
    [
      'after the same front page again and again (bar: 350 MB)',
      ...fresh.map((held) => megabytes(held.asked)),
    ],
    ['before subscribers come', ...memories.map((held) => megabytes(held.before))],
    ['with them waiting', ...memories.map((held) => megabytes(held.subscribed))],
    ['after all events', ...memories.map((held) => megabytes(held.after))],
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    refill: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const PARTS = {
  asking: askAll,
  fresh: freshenAll,
  telling: tellAll,
} satisfies Record<string, (run: Run, stocked: readonly Stocked[]) => Promise<unknown>>;
type Part = keyof typeof PARTS;

function partNamed(name: string | undefined): Part | null {
  if (name === undefined) return null;
  const part = (Object.keys(PARTS) as Part[]).find((each) => each === name);
  if (part === undefined)
    throw new Error(`--only is "${name}", and takes one of ${Object.keys(PARTS).join(', ')}`);
  return part;
}

try {
  const only = partNamed(values.only);
  await bench(values.smoke ? SMOKE : FULL, { refill: values.refill, only });
} catch (error) {
  process.stderr.write(`The bench was ended: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
