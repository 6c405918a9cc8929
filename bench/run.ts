/**
 * `npm run bench`: speed as ratios to limits that are measured in the same run. --smoke is the same, small and short, for
 * CI. It fails where anything was answered wrongly, never for speed. --refill makes the store anew.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhereDue } from './build.ts';
import { AskedAll, FannedOut } from './jobs.ts';
import { createMachine, type Machine, memoryOf, ROOT, script, type Server } from './machine.ts';
import { QUESTIONS } from './questions.ts';
import { costTable, doubts, fanOutTable, median, megabytes, speedTable, whole } from './report.ts';
import { inNewFolder, publishingRate, storeOf } from './stores.ts';

const FULL = {
  articles: 100_000,
  published: 10_000,
  starts: 5,
  ask: { connections: 24, rounds: 3, warmUp: 0.7, seconds: 2, compared: 50, ready: 30_000 },
  fanOut: { subscribers: 2_000, events: 15 },
};
const SMOKE: typeof FULL = {
  articles: 2_000,
  published: 200,
  starts: 1,
  ask: { connections: 16, rounds: 1, warmUp: 0.05, seconds: 0.2, compared: 10, ready: 2_000 },
  fanOut: { subscribers: 100, events: 3 },
};

/** What the bars of the design say. */
const BARS = { published: 1_000, start: 1_500 };

async function bench(plan: typeof FULL, refill: boolean): Promise<void> {
  const machine = createMachine();
  say(`${machine.description}; the machine's load was ${loadavg()[0]?.toFixed(1)} when it began`);
  await buildWhereDue();

  say(`\n## Publishing\n`);
  const rate = await publishingRate(machine, plan.published);
  say(
    `- ${whole(plan.published)} articles into an empty store: ${whole(rate)} a second (bar: ${whole(BARS.published)})`,
  );
  const store = await storeOf(machine, plan.articles, refill);
  const made = store.reused ? ', by an earlier run' : '';
  say(
    `- the store of ${whole(store.count)} articles: filled in ${store.seconds.toFixed(0)} s, ${whole(store.count / store.seconds)} a second${made}`,
  );

  say(`\n## Starting\n`);
  for (const samples of ['none', 'auto'] as const) {
    const starts: number[] = [];
    for (let start = 0; start < plan.starts; start += 1) starts.push(await coldStart(machine, samples));
    const what = samples === 'none' ? 'an empty store' : 'an empty store, with the sample edition published';
    say(`- ready on ${what} after ${whole(median(starts))} ms (bar: ${whole(BARS.start)} ms)`);
  }

  const servers: Server[] = [];
  const start = async (...command: Parameters<Machine['startServer']>) => {
    const server = await machine.startServer(...command);
    servers.push(server);
    return server;
  };
  try {
    const newswire = await start(serve(store.file, 'none'));
    const constant = await start({ args: script('constant-server.ts', null), path: '/1' });
    const statement = await start({ args: script('statement-server.ts', { store: store.file }), path: '/' });
    const broadcast = await start({ args: script('broadcast-server.ts', null), path: '/' });
    const idle = memoryOf(newswire.pid);

    say(`\n## Asking (${plan.ask.connections} connections, the median of ${plan.ask.rounds} rounds)\n`);
    const questions = Object.keys(QUESTIONS);
    const ask = { ...plan.ask, store: store.file, questions, newswire, constant, statement };
    const asked = AskedAll.parse(await machine.run('load', 'ask.ts', ask));
    say(speedTable(asked));
    say(`\n${costTable(asked)}`);
    for (const doubt of doubts(asked)) say(`\n${doubt}`);
    const memoryAsked = memoryOf(newswire.pid);
    await newswire.stop();

    say(`\n## Telling (the median of ${plan.fanOut.events} events)\n`);
    const teller = await start(serve(store.file, 'none'));
    const fanOut = { ...plan.fanOut, newswire: teller, broadcast, key: store.key };
    const told = FannedOut.parse(await machine.run('load', 'fan-out.ts', fanOut));
    say(fanOutTable(plan.fanOut.subscribers, told));
    const { before, subscribed, after } = told.memory;

    say(`\n## Memory of the server\n`);
    say(`- ${megabytes(idle)} when it is ready, ${megabytes(memoryAsked)} after all questions`);
    say(`- ${megabytes(subscribed)} with all subscribers waiting, ${megabytes(after)} after all events`);
    if (before !== null && subscribed !== null) {
      const each = (subscribed.own - before.own) / plan.fanOut.subscribers / 1_000;
      say(`- so ${each.toFixed(1)} KB a waiting subscriber`);
    }
  } finally {
    for (const server of servers) await server.stop();
  }
}

function serve(store: string, samples: 'none' | 'auto'): Parameters<Machine['startServer']>[0] {
  return {
    args: [join(ROOT, 'dist/main.js'), 'serve'],
    environment: {
      DATABASE_URL: `file:${encodeURIComponent(store)}`,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      NEWSWIRE_SAMPLES: samples,
    },
    path: '/ready',
  };
}

/** From the spawning of a server on a new store to its first 200 from /ready, in milliseconds. */
async function coldStart(machine: Machine, samples: 'none' | 'auto'): Promise<number> {
  return inNewFolder(async (folder) => {
    const server = await machine.startServer(serve(join(folder, 'new.db'), samples));
    await server.stop();
    return server.startTime;
  });
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
