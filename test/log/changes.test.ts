/** `changes` pulls the log, page by page, and tells what a subscriber hears. */
import { expect, it } from 'vitest';
import type { Client } from '../support/client.ts';
import { brief, generateEdition, photo } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';

interface Event {
  cursor: string;
  at: string;
  kind: string;
  articleId: string;
  slug: string;
  version: number;
  article: { id: string; headline: string } | null;
  removedIds: string[];
  note: string | null;
}

interface ChangePage {
  events: Event[];
  endCursor: string;
  hasMore: boolean;
}

const EVENT = '{ cursor at kind articleId slug version article { id headline } removedIds note }';
const CHANGES = `query ($first: Int, $after: Cursor, $filter: ArticleFilter) {
  changes(first: $first, after: $after, filter: $filter) { events ${EVENT} endCursor hasMore }
}`;

async function pull(client: Client, args: Record<string, unknown> = {}): Promise<ChangePage> {
  return (await client.data<{ changes: ChangePage }>(CHANGES, args)).changes;
}

async function pullAll(client: Client, args: Record<string, unknown>): Promise<Event[]> {
  const events: Event[] = [];
  let page = await pull(client, args);
  for (;;) {
    events.push(...page.events);
    if (!page.hasMore) return events;
    page = await pull(client, { ...args, after: page.endCursor });
  }
}

it('tells of each publication what it was', async () => {
  const { client, publish } = await startNewswire();
  await publish(brief('First'), brief('Second', { photos: [photo('second')] }));
  const { events, endCursor, hasMore } = await pull(client);
  const { logHead, first } = await client.data<{ logHead: string; first: { id: string } }>(
    '{ logHead first: article(slug: "first") { id } }',
  );
  expect(events).toHaveLength(2);
  expect(events[0]).toEqual({
    cursor: expect.any(String),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    kind: 'PUBLISHED',
    articleId: first.id,
    slug: 'first',
    version: 1,
    article: { id: first.id, headline: 'First' },
    removedIds: [],
    note: null,
  });
  expect([events[1]?.cursor, endCursor, hasMore]).toEqual([logHead, logHead, false]);
  expect(await pull(client, { after: logHead })).toEqual({ events: [], endCursor: logHead, hasMore: false });
});

it('has nothing on a store in which nothing was published', async () => {
  const { client } = await startNewswire();
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  expect(await pull(client)).toEqual({ events: [], endCursor: logHead, hasMore: false });
});

it.each([
  [{}],
  [{ filter: { hasPhoto: true } }],
  [{ filter: { text: 'bridge' } }],
  [{ filter: { sections: ['nowhere'] } }],
])('pages of any size come to the end with what a subscriber got: %j', async (args) => {
  const { client, publish } = await startNewswire();
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  const live = client.subscribe<{ articleChanged: Event }>(
    'WebSocket',
    `subscription ($after: Cursor, $filter: ArticleFilter) { articleChanged(after: $after, filter: $filter) ${EVENT} }`,
    { after: logHead, ...args },
  );
  const edition = generateEdition({ seed: 61, count: 40 });
  await publish(...edition.slice(0, 25));
  for (const article of edition.slice(25)) await publish(article);

  const whole = (await pull(client, { first: 1_000, ...args })).events;
  for (const first of [1, 7, 40]) expect(await pullAll(client, { first, ...args })).toEqual(whole);
  expect(await live.take(whole.length)).toEqual(whole.map((event) => ({ articleChanged: event })));
  const cursors = whole.map(({ cursor }) => cursor);
  expect(new Set(cursors).size).toBe(cursors.length);
});

it('goes on after every one of its cursors, an event’s and a page’s', async () => {
  const { client, publish } = await startNewswire();
  await publish(...generateEdition({ seed: 62, count: 12 }));
  const { events } = await pull(client);
  for (const [index, { cursor }] of events.entries()) {
    expect((await pull(client, { after: cursor })).events).toEqual(events.slice(index + 1));
  }
  const { endCursor } = await pull(client, { first: 0, after: events[4]?.cursor });
  expect((await pull(client, { after: endCursor })).events).toEqual(events.slice(5));
});

it('reads rows that are long past as it reads new ones', async () => {
  const { client, publish } = await startNewswire();
  const all = Array.from({ length: 1_400 }, (_, index) => brief(`Item ${index}`));
  for (let from = 0; from < all.length; from += 350) await publish(...all.slice(from, from + 350));
  const events = await pullAll(client, { first: 500 });
  expect(events.map(({ article }) => article?.headline)).toEqual(all.map(({ headline }) => headline));

  // What is not taken is gone over too.
  const one = await pull(client, { first: 5, filter: { text: '"item 1399"' } });
  expect([one.events.map(({ slug }) => slug), one.hasMore]).toEqual([['item-1399'], false]);
});

it.each([-1, 1_001])('cannot be asked for %i', async (first) => {
  const { client } = await startNewswire();
  const { errors } = await client.ask(CHANGES, { first });
  expect(errors[0]).toMatchObject({
    message: expect.stringMatching(new RegExp(`first is ${first}, .* 0 to 1000`)),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});
