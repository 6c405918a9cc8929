/**
 * A process, the load: publishes articles to Newswire and tells how long each takes to reach all subscribers; and the same
 * bytes through bare `ws`, event by event in turn, so that what disturbs the machine disturbs both alike.
 */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { articleOf } from './edition.ts';
import { ask, bodyOf, postRequest } from './http-connection.ts';
import { type Delivery, FanOutJob, type FannedOut, jobOf, tellResult } from './jobs.ts';
import { cpuSeconds, memoryOf } from './machine.ts';
import { pathOf } from '../src/news/section.ts';
import { connectSubscribers } from './subscribers.ts';

const SUBSCRIPTION = `subscription Wire {
  articlePublished {
    cursor kind at
    article {
      slug headline description publishedAt breaking
      section { name path }
      leadPhoto { url caption creditLine }
      quotes { edges { node { text speaker speakerRole } } }
    }
  }
}`;
const PUBLISH = `mutation Publish($input: ArticleInput!) {
  publishArticle(input: $input) { __typename ... on ArticleSaved { article { slug } } }
}`;

const Published = z.object({
  data: z.object({ publishArticle: z.object({ article: z.object({ slug: z.string() }) }) }),
});
const Next = z.object({
  id: z.string(),
  type: z.literal('next'),
  payload: z.strictObject({
    data: z.object({
      articlePublished: z.object({
        kind: z.literal('PUBLISHED'),
        article: z.object({ slug: z.string(), quotes: z.object({ edges: z.array(z.unknown()).min(1) }) }),
      }),
    }),
  }),
});

async function fanOut({
  newswire,
  broadcast,
  key,
  subscribers: count,
  events,
}: FanOutJob): Promise<FannedOut> {
  const before = memoryOf(newswire.pid);
  const ours = await connectSubscribers({
    url: `ws://127.0.0.1:${newswire.port}/graphql`,
    count,
    query: SUBSCRIPTION,
  });
  const theirs = await connectSubscribers({ url: `ws://127.0.0.1:${broadcast.port}`, count });
  const fannedOut: FannedOut = {
    size: 0,
    newswire: [],
    broadcast: [],
    cpu: { newswire: null, broadcast: null },
    memory: { before, subscribed: null, after: null },
  };

  let began = 0;
  let slug = '';
  const publish = (index: number) => async () => {
    const request = postRequest('/graphql', publicationOf(index), { authorization: `Bearer ${key}` });
    began = performance.now();
    const answer = bodyOf(await ask(newswire.port, request)).toString();
    const published = Published.safeParse(JSON.parse(answer));
    if (!published.success) throw new Error(`the article was not published: ${answer}`);
    ({ slug } = published.data.data.publishArticle.article);
  };
  const send = (message: Buffer) => async () => {
    const request = postRequest('/', message.toString('latin1'));
    began = performance.now();
    assert.equal((await ask(broadcast.port, request)).status, 200);
  };
  const delivery = ({ first, last }: Delivery): Delivery => ({ first: first - began, last: last - began });

  const { message } = await ours.warmUp(publish(0));
  await theirs.warmUp(send(message));
  fannedOut.memory.subscribed = memoryOf(newswire.pid);
  const cpu = () => [cpuSeconds(newswire.pid), cpuSeconds(broadcast.pid)] as const;
  const cpuBefore = cpu();
  for (let event = 1; event <= events; event += 1) {
    const told = await ours.receive(publish(event));
    fannedOut.newswire.push(delivery(told));
    fannedOut.size = told.message.length;
    const { articlePublished } = Next.parse(JSON.parse(told.message.toString())).payload.data;
    assert.equal(articlePublished.article.slug, slug);

    const sent = await theirs.receive(send(told.message));
    fannedOut.broadcast.push(delivery(sent));
    assert(sent.message.equals(told.message), 'bare ws sent other bytes');
  }
  const [ourCpu, theirCpu] = cpu().map((now, index) => {
    const then = cpuBefore[index];
    return now === null || then == null ? null : now - then;
  });
  fannedOut.cpu = { newswire: ourCpu ?? null, broadcast: theirCpu ?? null };
  fannedOut.memory.after = memoryOf(newswire.pid);
  ours.close();
  theirs.close();
  return fannedOut;
}

/** An English article with a photo and a quote, without the rare word that searches of the bench count. */
function publicationOf(index: number): string {
  const all = Array.from({ length: 20 }, (_, offset) => articleOf(index * 20 + offset));
  const { headline, section, blocks, description, keywords, photos } =
    all.find(({ language, photos: [photo] }) => language === 'en' && photo !== undefined) ?? articleOf(index);
  const input = {
    headline,
    section: pathOf(section),
    paragraphs: blocks.slice(1).map(({ text }) => text),
    description,
    keywords,
    photos: photos.map(({ url, caption, creditLine }) => ({ url, caption, creditLine })),
  };
  return Buffer.from(JSON.stringify({ query: PUBLISH, variables: { input } })).toString('latin1');
}

tellResult(await fanOut(jobOf(FanOutJob)));
