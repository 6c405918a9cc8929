/**
 * A process, the load: publishes articles to Newswire and tells how long each takes to reach all subscribers; and the same
 * bytes through a bare broadcast, event by event in turn, so that what disturbs the machine disturbs both alike.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ask, postRequest } from './http-connection.ts';
import { type Delivery, FanOutJob, type FannedOut, jobOf, tellResult } from './jobs.ts';
import { cpuSeconds, heldBy, memoryOf } from './machine.ts';
import { publication } from './publication.ts';
import { openSocket } from './socket-subscriber.ts';
import { openStream } from './stream-subscriber.ts';
import { connectSubscribers, type Operation } from './subscribers.ts';

/** Selections differ in an alias, and not in their number of bytes. */
const subscriptionOf = (selection: number) => `subscription Wire($filter: ArticleFilter) {
  articlePublished(filter: $filter) {
    cursor kind at_${String(selection).padStart(3, '0')}: at
    article {
      slug headline description publishedAt breaking
      section { name path }
      leadPhoto { url caption creditLine }
      quotes { edges { node { text speaker speakerRole } } }
    }
  }
}`;
const Next = z.object({
  data: z.strictObject({
    articlePublished: z.object({
      kind: z.literal('PUBLISHED'),
      article: z.object({ slug: z.string(), quotes: z.object({ edges: z.array(z.unknown()).min(1) }) }),
    }),
  }),
});

/** Subscribers that come and go before memory is looked at. */
const FIRST = 200;

const TRANSPORTS = {
  WebSocket: {
    open: openSocket,
    /** Of the server under test, and of the broadcast. */
    paths: ['ws', '/graphql', '/'],
    payloadOf: (message: Buffer) => z.object({ payload: z.unknown() }).parse(jsonOf(message)).payload,
  },
  SSE: {
    open: openStream,
    paths: ['http', '/graphql', '/stream'],
    payloadOf: (block: Buffer) => jsonOf(block.subarray(block.indexOf('\ndata: ') + 7)),
  },
} as const;

async function fanOut({
  newswire,
  broadcast,
  key,
  transport,
  subscribers: count,
  filters,
  selections,
  events,
  idle,
}: FanOutJob): Promise<FannedOut> {
  const { open, paths, payloadOf } = TRANSPORTS[transport];
  const [scheme, ourPath, theirPath] = paths;
  /** Of one filter, subscribers one after the other have different selections. */
  const selectionOf = (index: number) => (index + Math.floor(index / (filters ?? count))) % selections;
  const operationOf = (index: number): Operation => ({
    query: subscriptionOf(selectionOf(index)),
    variables: filters === null ? {} : { filter: { not: { sections: [`never-${index % filters}`] } } },
  });
  const joinOurs = (all: number) =>
    connectSubscribers({
      count: all,
      selectionOf,
      open: (index, ear) => open(`${scheme}://127.0.0.1:${newswire.port}${ourPath}`, operationOf(index), ear),
    });
  const joinTheirs = (all: number) =>
    connectSubscribers({
      count: all,
      open: (_, ear) => open(`${scheme}://127.0.0.1:${broadcast.port}${theirPath}`, null, ear),
    });
  // What a server keeps since its first clients is not what each costs.
  for (const join of [joinOurs, joinTheirs]) (await join(Math.min(count, FIRST))).close();
  await sleep(idle * 1_000);
  const fannedOut: FannedOut = {
    size: 0,
    newswire: [],
    broadcast: [],
    cpu: { newswire: null, broadcast: null },
    memory: { newswire: await heldNow(newswire.pid), broadcast: await heldNow(broadcast.pid) },
  };
  const { memory } = fannedOut;
  const ours = await joinOurs(count);
  const theirs = await joinTheirs(count);
  await sleep(idle * 1_000);
  memory.newswire.asItIs = memoryOf(newswire.pid);
  memory.broadcast.asItIs = memoryOf(broadcast.pid);
  memory.newswire.subscribed = await heldBy(newswire.pid);
  memory.broadcast.subscribed = await heldBy(broadcast.pid);

  let began = 0;
  let slug = '';
  const publish = (index: number) => async () => {
    const send = publication(newswire.port, key, index);
    began = performance.now();
    slug = await send();
  };
  const send = (message: Buffer) => async () => {
    const request = postRequest('/', message.toString('latin1'));
    began = performance.now();
    assert.equal((await ask(broadcast.port, request)).status, 200);
  };
  const delivery = ({ first, last }: Delivery): Delivery => ({ first: first - began, last: last - began });

  const { message } = await ours.warmUp(publish(0));
  await theirs.warmUp(send(message));
  const cpu = () => [cpuSeconds(newswire.pid), cpuSeconds(broadcast.pid)] as const;
  const cpuBefore = cpu();
  for (let event = 1; event <= events; event += 1) {
    const told = await ours.receive(publish(event));
    fannedOut.newswire.push(delivery(told));
    fannedOut.size = told.message.length;
    const { articlePublished } = Next.parse(payloadOf(told.message)).data;
    assert.equal(articlePublished.article.slug, slug);

    const sent = await theirs.receive(send(told.message));
    fannedOut.broadcast.push(delivery(sent));
    assert(sent.message.equals(told.message), 'the broadcast sent other bytes');
  }
  const [ourCpu, theirCpu] = cpu().map((now, index) => {
    const then = cpuBefore[index];
    return now === null || then == null ? null : now - then;
  });
  fannedOut.cpu = { newswire: ourCpu ?? null, broadcast: theirCpu ?? null };
  memory.newswire.after = await heldBy(newswire.pid);
  memory.broadcast.after = await heldBy(broadcast.pid);
  ours.close();
  theirs.close();
  return fannedOut;
}

async function heldNow(pid: number): Promise<FannedOut['memory']['newswire']> {
  return { before: await heldBy(pid), asItIs: null, subscribed: null, after: null };
}

function jsonOf(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString());
}

tellResult(await fanOut(jobOf(FanOutJob)));
