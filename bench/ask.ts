/**
 * A process, the load: asks each question of Newswire and of its two references in turn, so that what disturbs the machine
 * disturbs them alike. Closed loop: each connection sends when it was answered. Answers are checked before, and while,
 * they are counted.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Facts, readFacts } from './facts.ts';
import { type Answer, ask, bodyOf, openConnection, postRequest } from './http-connection.ts';
import { AskJob, type Asked, jobOf, type Running, type Speed, tellResult } from './jobs.ts';
import { cpuSeconds } from './machine.ts';
import { type Question, QUESTIONS } from './questions.ts';

/** Of so many answers, one is read whole and checked. */
const READ_EVERY = 50;

interface Target extends Running {
  path: string;
  /** Throws where the answer to the n-th request is wrong. */
  check(answer: Answer, n: number): void;
  /** Requests sent so far. */
  sent: number;
}

async function measureQuestion(question: Question, facts: Facts, job: AskJob): Promise<Asked> {
  const bodies = Array.from({ length: job.ready }, (_, n) =>
    JSON.stringify({ query: question.document, variables: question.variables(facts, n) }),
  );
  const size = await compareAnswers(job, { question, facts, bodies });

  const newswire: Target = {
    ...job.newswire,
    path: '/graphql',
    sent: job.compared,
    check(answer, n) {
      checkShape(answer);
      if (n % READ_EVERY === 0) question.check(JSON.parse(bodyOf(answer).toString()), facts, n % job.ready);
    },
  };
  const statement: Target = {
    ...job.statement,
    path: `/${question.statement}`,
    sent: job.compared,
    check: checkShape,
  };
  const constant: Target = {
    ...job.constant,
    path: `/${size}`,
    sent: 0,
    check(answer) {
      assert(answer.status === 200 && answer.bytes.length === answer.start + size);
    },
  };

  const asked: Asked = {
    title: question.title,
    size,
    newswire: [],
    constant: [],
    statement: [],
    repeated: false,
  };
  for (let round = 0; round < job.rounds; round += 1) {
    asked.constant.push(await measure(constant, bodies, job));
    asked.statement.push(await measure(statement, bodies, job));
    asked.newswire.push(await measure(newswire, bodies, job));
  }
  asked.repeated = newswire.sent > job.ready;
  return asked;
}

/** Newswire's answers are what they must be, and the statement's are the same. Answers the size of one. */
async function compareAnswers(
  { newswire, statement, compared }: AskJob,
  { question, facts, bodies }: { question: Question; facts: Facts; bodies: readonly string[] },
): Promise<number> {
  let size = 0;
  for (let n = 0; n < compared; n += 1) {
    const body = bodies[n] ?? '';
    const ours = await ask(newswire.port, postRequest('/graphql', body));
    const theirs = await ask(statement.port, postRequest(`/${question.statement}`, body));
    size = bodyOf(ours).length;
    const text = bodyOf(ours).toString();
    assert.equal(ours.status, 200, `${question.title}: ${text.slice(0, 500)}`);
    const answer: unknown = JSON.parse(text);
    try {
      question.check(answer, facts, n);
      assert.deepEqual(
        question.comparable(answer),
        question.comparable(JSON.parse(bodyOf(theirs).toString())),
        'Newswire and the hand-written statement answer differently',
      );
    } catch (cause) {
      throw new Error(`${question.title}, request ${n}: ${body}\nwas answered ${text.slice(0, 2_000)}`, {
        cause,
      });
    }
  }
  return size;
}

/** Cheap enough for every answer. */
function checkShape({ status, bytes, start }: Answer): void {
  if (status === 200 && bytes.includes('{"data":{"', start) && !bytes.includes('"errors":', start)) return;
  throw new Error(`a wrong answer while measuring: ${bytes.toString('utf8', 0, 1_000)}`);
}

async function measure(target: Target, bodies: readonly string[], job: AskJob): Promise<Speed> {
  const { path, pid, port } = target;
  const delays: number[] = [];
  const began = performance.now();
  const from = began + job.warmUp * 1_000;
  const until = from + job.seconds * 1_000;
  let failure: unknown;

  async function loop(): Promise<void> {
    const connection = await openConnection(port, (error) => (failure ??= error));
    await new Promise<void>((resolve) => {
      const next = () => {
        const n = target.sent;
        target.sent += 1;
        const sentAt = performance.now();
        connection.send(postRequest(path, bodies[n % bodies.length] ?? ''), (answer) => {
          const now = performance.now();
          try {
            target.check(answer, n);
          } catch (error) {
            failure ??= error;
          }
          if (now >= from && now < until) delays.push(now - sentAt);
          if (now >= until || failure !== undefined) resolve();
          else next();
        });
      };
      next();
    });
    connection.close();
  }

  const used = usage(pid, job);
  await Promise.all(Array.from({ length: job.connections }, loop));
  if (failure !== undefined)
    throw failure instanceof Error ? failure : new Error('a wrong answer', { cause: failure });
  const { server, load } = await used;
  delays.sort((a, b) => a - b);
  return {
    rate: delays.length / job.seconds,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    serverBusy: server === null ? null : server / job.seconds,
    loadBusy: load / job.seconds,
  };
}

/** Seconds of processor that the server and this process use while it is measured. */
async function usage(
  pid: number,
  { warmUp, seconds }: AskJob,
): Promise<{ server: number | null; load: number }> {
  await sleep(warmUp * 1_000);
  const server = cpuSeconds(pid);
  const load = process.cpuUsage();
  await sleep(seconds * 1_000);
  const { user, system } = process.cpuUsage(load);
  const after = cpuSeconds(pid);
  return {
    server: server === null || after === null ? null : after - server,
    load: (user + system) / 1_000_000,
  };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const job = jobOf(AskJob);
const facts = readFacts(job.store);
const questions = new Map<string, Question>(Object.entries(QUESTIONS));
const asked: Asked[] = [];
for (const name of job.questions) {
  const question = questions.get(name);
  if (question === undefined) throw new Error(`there is no question named "${name}"`);
  asked.push(await measureQuestion(question, facts, job));
}
tellResult(asked);
