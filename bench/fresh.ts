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
const ASKED = `?${new URLSearchParams({ query: document })}`;
const ADDRESS = `/graphql${ASKED}`;

function targetOf(server: Running, request: string, check: Target['check']): Target {
  return { ...server, requests: [request], sent: 0, check };
}

async function freshen({ engine, newswire, key }: FreshJob['sides'][number]): Promise<Freshened> {
  const result: Freshened = {
    engine,
    size: 0,
    memory: { newswire: [], constant: [] },
    unchanged: { newswire: [], constant: [] },
    publishing: [],
    published: 0,
    checked: 0,
    stale: 0,
  };
  const watch = createWatch();
  const front = targetOf(newswire, POST, watch.check);
  for (let round = 0; round < job.rounds; round += 1) {
    const { size, etag } = await frontOf(newswire);
    const constant = targetOf(job.constant, postRequest(`/${size}`, '{}'), isOk);
    const had = { 'if-none-match': etag };
    const unchanged = targetOf(newswire, getRequest(ADDRESS, had), isUnchanged);
    const constant304 = targetOf(job.constant, getRequest(`/304${ASKED}`, had), isUnchanged);
    result.size = size;
    result.memory.constant.push(await measure(constant, job));
    result.memory.newswire.push(await measure(front, job));
    result.unchanged.constant.push(await measure(constant304, job));
    result.unchanged.newswire.push(await measure(unchanged, job));
    const over = new AbortController();
    const publishing = publish(newswire.port, key, { watch, over: over.signal });
    result.publishing.push(await measure(front, job));
    over.abort();
    result.published += await publishing;
  }
  return { ...result, ...watch.counts };
}

/** The front page as it is now. */
async function frontOf({ port }: Running): Promise<{ size: number; etag: string }> {
  const body = bodyOf(await ask(port, POST));
  assert(body.includes('"edges":[{'), body.toString());
  const { bytes } = await ask(port, getRequest(ADDRESS, {}));
  const etag = /\r\netag: *(\S+)/i.exec(bytes.toString('latin1'))?.[1];
  assert(etag !== undefined, 'an answer to GET has no ETag');
  return { size: body.length, etag };
}

function isOk({ status }: Answer): void {
  assert.equal(status, 200);
}

function isUnchanged({ status }: Answer): void {
  assert.equal(status, 304);
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
