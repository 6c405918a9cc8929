/**
 * `npm run bench:scale`: what each kind of page takes on 1,000,000 articles, and on 10,000: one request at a time, the median, with
 * nothing kept in memory but what the engine keeps. Making the large store takes about 20 minutes the first time. --articles makes
 * it of another size, --engine postgres makes it on PostgreSQL.
 */
import assert from 'node:assert/strict';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { buildWhereDue } from './build.ts';
import { type Answer, bodyOf, type Connection, openConnection, postRequest } from './http-connection.ts';
import type { Engine } from './engine.ts';
import { createMachine, type Machine, memoryOf } from './machine.ts';
import { startPostgres } from './postgres.ts';
import { megabytes, median, table, tenths, whole } from './report.ts';
import { readScaleFacts, type ScaleFacts } from './scale-facts.ts';
import { SCALE_QUESTIONS, type ScaleQuestion } from './scale-questions.ts';
import { serve } from './serving.ts';
import { createSqlite } from './sqlite.ts';
import { storeOf } from './stores.ts';

const SMALL = 10_000;
/** Answers that are timed of each question, and those before them that are not. */
const TIMED = 200;
const WARM = 40;
/** Milliseconds after which a question is timed no further. */
const LONGEST = 6_000;

interface Measured {
  title: string;
  /** Milliseconds. */
  p50: number;
  bar: string;
}

async function measureStore(
  machine: Machine,
  engine: Engine,
  count: number,
): Promise<{ measured: Measured[]; memory: string }> {
  const { databaseUrl } = await storeOf(machine, { engine, count, refill: false });
  const facts = await readScaleFacts(databaseUrl);
  const command = serve(databaseUrl, 'none');
  const server = await machine.startServer({
    ...command,
    environment: { ...command.environment, NEWSWIRE_MAX_ANSWER_BYTES: '0' },
  });
  try {
    const measured: Measured[] = [];
    for (const question of SCALE_QUESTIONS)
      measured.push({
        title: question.title,
        bar: question.bar ?? '',
        p50: await timeOf(server.port, question, facts),
      });
    return { measured, memory: megabytes(memoryOf(server.pid)) };
  } finally {
    await server.stop();
  }
}

async function timeOf(port: number, question: ScaleQuestion, facts: ScaleFacts): Promise<number> {
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => (fail = reject));
  broken.catch(() => undefined);
  const connection = await openConnection(port, (error) => fail(error));
  const times: number[] = [];
  const until = performance.now() + LONGEST;
  for (let n = 0; n < WARM + TIMED && (performance.now() < until || times.length < 3); n += 1) {
    const body = JSON.stringify({ query: question.document, variables: question.variables(facts, n) });
    const began = performance.now();
    const answer = await Promise.race([sent(connection, postRequest('/graphql', body)), broken]);
    const passed = performance.now() - began;
    const text = bodyOf(answer).toString();
    assert(
      answer.status === 200 && text.startsWith('{"data":') && question.holds.test(text),
      `${question.title}: ${body}\n${text.slice(0, 800)}`,
    );
    if (n >= WARM || performance.now() > until - LONGEST / 2) times.push(passed);
  }
  connection.close();
  return median(times);
}

function sent(connection: Connection, request: string): Promise<Answer> {
  return new Promise((resolve) => connection.send(request, resolve));
}

async function measureAll(machine: Machine, engine: Engine): Promise<void> {
  const small = await measureStore(machine, engine, SMALL);
  const all = await measureStore(machine, engine, large);
  console.log(
    table(
      [`p50, ms (${engine.title})`, `${whole(SMALL)} articles`, `${whole(large)} articles`, 'times', 'bar'],
      all.measured.map(({ title, p50, bar }, place) => {
        const before = small.measured[place]?.p50 ?? Number.NaN;
        return [title, tenths2(before), tenths2(p50), tenths2(p50 / before), bar];
      }),
    ),
  );
  console.log(`\nMemory afterwards (RSS): ${small.memory} and ${all.memory}`);
}

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000000' },
    engine: { type: 'string', default: 'sqlite' },
  },
});
const large = Number(values.articles);
assert(['sqlite', 'postgres'].includes(values.engine), '--engine is sqlite or postgres');
const machine = createMachine();
console.log(`${machine.description}; the machine's load was ${loadavg()[0]?.toFixed(1)} when it began\n`);
await buildWhereDue();
if (values.engine === 'postgres') {
  const postgres = await startPostgres(machine);
  try {
    await measureAll(machine, postgres);
  } finally {
    await postgres.stop();
  }
} else await measureAll(machine, createSqlite());

function tenths2(value: number): string {
  return value < 10 ? value.toFixed(2) : tenths(value);
}
