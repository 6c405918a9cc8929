/**
 * A process, the load: asks each question of Newswire on each engine and of its references in turn, so that what disturbs
 * the machine disturbs them alike. Answers are checked before, and
 * while, they are counted.
 */
import assert from 'node:assert/strict';
import { type Facts, readFacts } from './facts.ts';
import { type Answer, ask, bodyOf, postRequest } from './http-connection.ts';
import { AskJob, type Asked, type AskedSide, jobOf, type Side, type Speed, tellResult } from './jobs.ts';
import { measure, type Target } from './measure.ts';
import { type Question, QUESTIONS } from './questions.ts';

const job = jobOf(AskJob);

/** Of so many answers, one is read whole and checked. */
const READ_EVERY = 50;

interface AskedOfSide {
  asked: AskedSide;
  bodies: readonly string[];
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
    requests: (sides[0]?.bodies ?? []).map((body) => postRequest(`/${size}`, body)),
    sent: 0,
    check(answer) {
      assert(answer.status === 200 && answer.bytes.length === answer.start + size);
    },
  };

  const constants: Speed[] = [];
  for (let round = 0; round < job.rounds; round += 1) {
    constants.push(await measure(constant, job));
    for (const { asked, newswire, statement } of sides) {
      asked.statement.push(await measure(statement, job));
      asked.newswire.push(await measure(newswire, job));
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
    bodies,
    newswire: {
      ...side.newswire,
      requests: bodies.map((body) => postRequest('/graphql', body)),
      sent: job.compared,
      check(answer, n) {
        checkShape(answer);
        if (n % READ_EVERY === 0) question.check(JSON.parse(bodyOf(answer).toString()), facts, n % job.ready);
      },
    },
    statement: {
      ...side.statement,
      requests: bodies.map((body) => postRequest(`/${question.statement}`, body)),
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
