/**
 * A process, the load: asks for the same front page again and again, by POST and by GET with what it has already, while nothing
 * is published and while something is each second. Each answer must have the newest article that was confirmed before it was
 * asked for.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Answer, bodyOf, getRequest, postRequest } from './http-connection.ts';
import { FreshJob, type Freshened, jobOf, type Running, tellResult } from './jobs.ts';
import { measure, type Target } from './measure.ts';
import { publication } from './publication.ts';
import { QUESTIONS } from './questions.ts';

const job = jobOf(FreshJob);
const { document } = QUESTIONS.front;
const POST = postRequest('/graphql', JSON.stringify({ query: document, variables: {} }));
const ADDRESS = `/graphql?${new URLSearchParams({ query: document })}`;

function targetOf(server: Running, request: string, check: Target['check']): Target {
  return { ...server, requests: [request], sent: 0, check };
}

async function freshen({ engine, newswire, key }: FreshJob['sides'][number]): Promise<Freshened> {
  const first = await ask(newswire.port, POST);
  const size = bodyOf(first).length;
  assert(first.status === 200 && bodyOf(first).includes('"edges":[{'), bodyOf(first).toString());
  const watch = createWatch();
  const front = targetOf(newswire, POST, watch.check);
  const constant = targetOf(job.constant, postRequest(`/${size}`, '{}'), (answer) =>
    assert.equal(answer.status, 200),
  );
  const had = /\r\netag: *(\S+)/i.exec(
    (await ask(newswire.port, getRequest(ADDRESS, {}))).bytes.toString('latin1'),
  )?.[1];
  assert(had !== undefined, 'an answer to GET has no ETag');
  const not = (answer: Answer) => assert.equal(answer.status, 304);
  const unchanged = targetOf(newswire, getRequest(ADDRESS, { 'if-none-match': had }), not);
  const constant304 = targetOf(job.constant, getRequest('/304', { 'if-none-match': had }), not);

  const result: Freshened = {
    engine,
    size,
    memory: { newswire: [], constant: [] },
    unchanged: { newswire: [], constant: [] },
    publishing: [],
    published: 0,
    checked: 0,
    stale: 0,
  };
  for (let round = 0; round < job.rounds; round += 1) {
    result.memory.constant.push(await measure(constant, job));
    result.memory.newswire.push(await measure(front, job));
    result.unchanged.constant.push(await measure(constant304, job));
    result.unchanged.newswire.push(await measure(unchanged, job));
  }
  // After what must not change.
  for (let round = 0; round < job.rounds; round += 1) {
    const over = new AbortController();
    const publishing = publish(newswire.port, key, { watch, over: over.signal });
    result.publishing.push(await measure(front, job));
    over.abort();
    result.published += await publishing;
  }
  return { ...result, ...watch.counts };
}

interface Watch {
  check: Target['check'];
  /** Notes that an article was confirmed. */
  confirmed(slug: string): void;
  counts: { checked: number; stale: number };
}

/** Each answer is looked at: whether it has the newest article that was confirmed when it was asked for. */
function createWatch(): Watch {
  const confirmed: { at: number; mark: string }[] = [];
  const counts = { checked: 0, stale: 0 };
  return {
    counts,
    confirmed: (slug) => void confirmed.push({ at: performance.now(), mark: `"slug":"${slug}"` }),
    check({ status, bytes, start }, _n, sentAt) {
      assert.equal(status, 200, bytes.toString());
      const newest = confirmed.findLast(({ at }) => at <= sentAt);
      if (newest === undefined) return;
      counts.checked += 1;
      if (!bytes.includes(newest.mark, start)) counts.stale += 1;
    },
  };
}

/** Answers how many it published. */
async function publish(
  port: number,
  key: string,
  { watch, over }: { watch: Watch; over: AbortSignal },
): Promise<number> {
  let published = 0;
  for (; !over.aborted; published += 1) {
    const send = publication(port, key, Math.floor(Date.now() / 1_000) + published);
    const pause = sleep(job.every, null, { signal: over }).catch(() => null);
    watch.confirmed(await send());
    await pause;
  }
  return published;
}

const freshened: Freshened[] = [];
for (const side of job.sides) freshened.push(await freshen(side));
tellResult(freshened);
