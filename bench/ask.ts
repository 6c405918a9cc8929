/**
 * A process, the load: asks each question of Newswire on each engine and of its references in turn, so that what disturbs
 * the machine disturbs them alike. Closed loop: each connection sends when it was answered. Answers are checked before, and
 * while, they are counted.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Facts, readFacts } from './facts.ts';
import { type Answer, ask, bodyOf, type Connection, openConnection, postRequest } from './http-connection.ts';
import {
  AskJob,
  type Asked,
  type AskedSide,
  jobOf,
  type Running,
  type Side,
  type Speed,
  tellResult,
} from './jobs.ts';
import { cpuSeconds } from './machine.ts';
import { type Question, QUESTIONS } from './questions.ts';

const job = jobOf(AskJob);

/** Of so many answers, one is read whole and checked. */
const READ_EVERY = 50;

interface Target extends Running {
  path: string;
  /** Throws where the answer to the n-th request is wrong. */
  check(answer: Answer, n: number): void;
  /** What is sent in turn. */
  bodies: readonly string[];
  /** Requests sent so far. */
  sent: number;
}

interface AskedOfSide {
  asked: AskedSide;
  newswire: Target;
  statement: Target;
}

async function measureQuestion(question: Question, factsOf: ReadonlyMap<Side, Facts>): Promise<Asked> {
  const sides: AskedOfSide[] = [];
  for (const [side, facts] of factsOf) sides.push(await prepare(question, side, facts));

  // Where answers are of different sizes, as finds are, the constant's is the first side's.
  const size = sides[0]?.asked.size ?? 1;
  const constant: Target = {
    ...job.constant,
    path: `/${size}`,
    bodies: sides[0]?.newswire.bodies ?? [],
    sent: 0,
    check(answer) {
      assert(answer.status === 200 && answer.bytes.length === answer.start + size);
    },
  };

  const constants: Speed[] = [];
  for (let round = 0; round < job.rounds; round += 1) {
    constants.push(await measure(constant));
    for (const { asked, newswire, statement } of sides) {
      asked.statement.push(await measure(statement));
      asked.newswire.push(await measure(newswire));
    }
  }
  return {
    title: question.title,
    constant: constants,
    sides: sides.map(({ asked }) => asked),
    repeated: sides.some(({ newswire }) => newswire.sent > job.ready),
  };
}

/** Newswire and the statement on one engine, after their answers were held against each other. */
async function prepare(question: Question, side: Side, facts: Facts): Promise<AskedOfSide> {
  const bodies = Array.from({ length: job.ready }, (_, n) =>
    JSON.stringify({ query: question.document, variables: question.variables(facts, n) }),
  );
  const size = await compareAnswers(side, { question, facts, bodies });
  return {
    asked: { engine: side.engine, size, newswire: [], statement: [] },
    newswire: {
      ...side.newswire,
      path: '/graphql',
      bodies,
      sent: job.compared,
      check(answer, n) {
        checkShape(answer);
        if (n % READ_EVERY === 0) question.check(JSON.parse(bodyOf(answer).toString()), facts, n % job.ready);
      },
    },
    statement: {
      ...side.statement,
      path: `/${question.statement}`,
      bodies,
      sent: job.compared,
      check: checkShape,
    },
  };
}

/** Newswire's answers are what they must be, and the statement's are the same. Answers the size of one. */
async function compareAnswers(
  { engine, newswire, statement }: Side,
  { question, facts, bodies }: { question: Question; facts: Facts; bodies: readonly string[] },
): Promise<number> {
  let size = 0;
  for (let n = 0; n < job.compared; n += 1) {
    const body = bodies[n] ?? '';
    const ours = await ask(newswire.port, postRequest('/graphql', body));
    const theirs = await ask(statement.port, postRequest(`/${question.statement}`, body));
    size = bodyOf(ours).length;
    const text = bodyOf(ours).toString();
    const asked = `${question.title} on ${engine}, request ${n}: ${body}`;
    assert.equal(ours.status, 200, `${asked}\nwas answered ${text.slice(0, 500)}`);
    assert.equal(theirs.status, 200, `${asked}\nwas answered by hand ${bodyOf(theirs).toString()}`);
    const answer: unknown = JSON.parse(text);
    try {
      question.check(answer, facts, n);
      assert.deepEqual(
        question.comparable(answer),
        question.comparable(JSON.parse(bodyOf(theirs).toString())),
        'Newswire and the hand-written statement answer differently',
      );
    } catch (cause) {
      throw new Error(`${asked}\nwas answered ${text.slice(0, 2_000)}`, { cause });
    }
  }
  return size;
}

/** Cheap enough for every answer. */
function checkShape({ status, bytes, start }: Answer): void {
  if (status === 200 && bytes.includes('{"data":{"', start) && !bytes.includes('"errors":', start)) return;
  throw new Error(`a wrong answer while measuring: ${bytes.toString('utf8', 0, 1_000)}`);
}

async function measure(target: Target): Promise<Speed> {
  const { path, pid, port, bodies } = target;
  const delays: number[] = [];
  let begin: Moment | null = null;
  let end: Moment | null = null;

  function take(sentAt: number): void {
    if (begin === null || end !== null) return;
    const now = performance.now();
    const passed = (now - begin.at) / 1_000;
    // What is slow is measured for longer, or a handful of answers would be its figure.
    const isDue = passed >= job.seconds && delays.length >= job.least;
    if (isDue || passed >= job.seconds * job.longest) end = momentOf(pid, now);
    else delays.push(now - sentAt);
  }

  /** Asks on a connection of its own until it is over. */
  async function loop(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (connection: Connection) => {
        const n = target.sent;
        target.sent += 1;
        const sentAt = performance.now();
        connection.send(postRequest(path, bodies[n % bodies.length] ?? ''), (answer) => {
          try {
            target.check(answer, n);
          } catch (error) {
            reject(error instanceof Error ? error : new Error('a wrong answer', { cause: error }));
            return;
          }
          take(sentAt);
          if (end === null) {
            go(connection);
            return;
          }
          connection.close();
          resolve();
        });
      };
      openConnection(port, reject).then(go).catch(reject);
    });
  }

  async function beginWhenWarm(): Promise<void> {
    await sleep(job.warmUp * 1_000);
    begin = momentOf(pid, performance.now());
  }

  await Promise.all([beginWhenWarm(), ...Array.from({ length: job.connections }, loop)]);
  assert(begin !== null && end !== null);
  return speedOf(delays, begin, end);
}

/** What a server and this process had used when. */
interface Moment {
  /** Milliseconds. */
  at: number;
  /** Seconds of processor. */
  server: number | null;
  load: number;
}

function momentOf(pid: number, at: number): Moment {
  const { user, system } = process.cpuUsage();
  return { at, server: cpuSeconds(pid), load: (user + system) / 1_000_000 };
}

function speedOf(delays: number[], begin: Moment, end: Moment): Speed {
  const seconds = (end.at - begin.at) / 1_000;
  delays.sort((a, b) => a - b);
  return {
    rate: delays.length / seconds,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    serverBusy: begin.server === null || end.server === null ? null : (end.server - begin.server) / seconds,
    loadBusy: (end.load - begin.load) / seconds,
  };
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

const factsOf = new Map<Side, Facts>();
for (const side of job.sides) factsOf.set(side, await readFacts(side.databaseUrl));
const questions = new Map<string, Question>(Object.entries(QUESTIONS));
const asked: Asked[] = [];
for (const name of job.questions) {
  const question = questions.get(name);
  if (question === undefined) throw new Error(`there is no question named "${name}"`);
  asked.push(await measureQuestion(question, factsOf));
}
tellResult(asked);
