/** The desk shows editors what the public does not see, and the audit shows admins who did what; nobody else finds anything. */
import { describe, expect, it } from 'vitest';
import { change, eventsOf } from '../../support/changing.ts';
import type { Client } from '../../support/client.ts';
import { createClock } from '../../support/clock.ts';
import { brief, statement } from '../../support/edition.ts';
import { type Running, startNewswire, useNewswire } from '../../support/newswire.ts';
import { idsOf, walk } from '../../support/pages.ts';
import { minimal } from '../../support/publishing.ts';
import { until } from '../../support/until.ts';

const HOUR = 3_600_000;
const STATES = ['DRAFT', 'EMBARGOED', 'WITHHELD', 'CANCELED'] as const;

const DESK = `query ($state: EditorialState!) { desk(state: $state) { totalCount edges { node {
  slug version pubStatus publishedAt embargoedUntil updatedAt editorialNote
  section { path parent { path } ancestors { path } articles { totalCount } }
  quotes { totalCount edges { node { text article { slug } } } }
} } } }`;

interface Desk {
  desk: { totalCount: number; edges: { node: { slug: string } & Record<string, unknown> }[] };
}

async function slugsAt(client: Client, state: string, key: string | undefined): Promise<string[]> {
  const { desk } = await client.data<Desk>(DESK, { state }, key === undefined ? {} : { key });
  expect(desk.totalCount).toBe(desk.edges.length);
  return desk.edges.map(({ node }) => node.slug);
}

/** As if each had a key of its own. */
function withKey(client: Client, key: string): Client {
  return { ...client, data: (document, variables) => client.data(document, variables, { key }) };
}

describe('the desk', () => {
  const clock = createClock();
  const newswire = useNewswire({ now: clock.now });

  it('shows each article in the state that hides it, newest change first, to editors alone', async () => {
    const { client, key: newKey, publish } = newswire();
    const [admin, editor, reader] = [await newKey('admin'), await newKey('editor'), await newKey('reader')];
    const embargoedUntil = new Date(clock.now() + HOUR).toISOString();
    const make = async (mutation: string, headline: string, more: object = {}) => {
      clock.advance(1_000);
      const paragraphs = [statement('It is so', 'Ilse Marnow')];
      const input = minimal(headline, {
        section: 'hidden/deep',
        paragraphs,
        editorialNote: 'Ring.',
        ...more,
      });
      return (await change(client, mutation, { input, key: editor })).article?.id ?? '';
    };
    await publish(brief('Seen by all'));
    const draft = await make('draftArticle', 'A draft');
    await make('draftArticle', 'A draft for later', { embargoedUntil });
    await make('publishArticle', 'Waiting', { embargoedUntil });
    const held = await make('publishArticle', 'Held');
    const killed = await make('publishArticle', 'Killed');
    const dropped = await make('draftArticle', 'Dropped');
    clock.advance(1_000);
    await change(client, 'withholdArticle', { id: held, key: editor });
    await change(client, 'cancelArticle', { id: killed, notice: 'Wrong.', key: admin });
    clock.advance(1_000);
    await change(client, 'cancelArticle', { id: dropped, notice: 'Dull.', key: admin });
    await change(client, 'updateArticle', { id: draft, version: 0, input: {}, key: editor });

    const expected = {
      DRAFT: ['a-draft', 'a-draft-for-later'],
      EMBARGOED: ['waiting'],
      WITHHELD: ['held'],
      CANCELED: ['dropped', 'killed'],
    };
    for (const state of STATES) {
      for (const key of [editor, admin]) expect(await slugsAt(client, state, key)).toEqual(expected[state]);
      for (const key of [undefined, reader]) expect(await slugsAt(client, state, key)).toEqual([]);
    }
    const { desk } = await client.data<Desk>(DESK, { state: 'EMBARGOED' }, { key: editor });
    expect(desk.edges[0]?.node).toMatchObject({
      version: 0,
      publishedAt: null,
      embargoedUntil,
      editorialNote: 'Ring.',
      section: {
        path: 'hidden/deep',
        parent: { path: 'hidden' },
        ancestors: [{ path: 'hidden' }],
        articles: { totalCount: 0 },
      },
      quotes: { totalCount: 1, edges: [{ node: { text: 'It is so,', article: { slug: 'waiting' } } }] },
    });
    expect(await client.data('{ sections { path } section(path: "hidden/deep") { path } }')).toEqual({
      sections: [{ path: 'news' }],
      section: null,
    });
  });

  it('is paged like every list', async () => {
    const running = newswire();
    const key = await running.key('editor');
    const drafts = Array.from({ length: 7 }, (_, index) => brief(`Paged ${index}`));
    await running.newswire.publish(drafts.map((content) => ({ content, by: 'test', isDraft: true })));
    const list = {
      name: 'desk',
      document: `query ($first: Int, $after: String, $last: Int, $before: String) {
        list: desk(state: DRAFT, first: $first, after: $after, last: $last, before: $before) {
          edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
        }
      }`,
    };
    const client = withKey(running.client, key);
    const forward = (await walk(client, list, { size: 2 })).flatMap(idsOf);
    expect(forward.length).toBeGreaterThanOrEqual(7);
    expect(new Set(forward).size).toBe(forward.length);
    const backward = await walk(client, list, { size: 2, backward: true });
    expect(backward.toReversed().flatMap(idsOf)).toEqual(forward);
  });
});

describe('the audit', () => {
  it('tells admins what was done, in its order, and by whom', async () => {
    const clock = createClock();
    const running = await startNewswire({ now: clock.now });
    const { client, newswire, publish } = running;
    const { keys } = newswire.newsroom;
    const [alma, bo] = [await keys.create('alma', 'editor'), await keys.create('bo', 'admin')];
    const embargoedUntil = new Date(clock.now() + HOUR).toISOString();
    const photos = [{ url: 'https://pictures.example/told.jpg' }];
    const drafted = await change(client, 'draftArticle', {
      input: minimal('Told', { embargoedUntil, photos }),
      key: alma,
    });
    const id = drafted.article?.id ?? '';
    const photo = drafted.article?.photos.edges[0]?.node.id;
    await change(client, 'updateArticle', { id, version: 0, input: { headline: 'Told well' }, key: bo });
    await change(client, 'publishDraft', { id, key: alma });
    clock.advance(2 * HOUR);
    await publish(brief('Wakes it'));
    await until(async () => (await eventsOf(client)).length === 2, 'the embargo to lapse');
    await change(client, 'correctArticle', { id, version: 1, note: 'So it is.', input: {}, key: alma });
    await change(client, 'updateArticle', { id, version: 1, input: {}, key: alma });
    await change(client, 'withholdArticle', { id, notice: 'Hold.', key: alma });
    await change(client, 'reinstateArticle', { id, key: alma });
    await change(client, 'cancelPhoto', { id: photo, notice: 'Not that.', key: bo });
    await change(client, 'cancelArticle', { id, notice: 'Kill.', key: bo });

    const entry = (by: string, action: string, version: number | null, note: string | null = null) => ({
      by,
      action,
      version,
      note,
      at: expect.any(String),
      articleId: id,
      slug: 'told-well',
    });
    expect(await auditOf(running, bo, id)).toEqual([
      entry('bo', 'cancel', 6, 'Kill.'),
      entry('bo', 'cancelPhoto', 5, 'Not that.'),
      entry('alma', 'reinstate', 4),
      entry('alma', 'withhold', 3, 'Hold.'),
      entry('alma', 'correct', 2, 'So it is.'),
      entry('newswire', 'lapse', 1),
      entry('alma', 'publish', null),
      entry('bo', 'update', null),
      { ...entry('alma', 'draft', null), slug: 'told' },
    ]);
    const all = await auditOf(running, bo);
    expect(all).toHaveLength(10);
    expect(all).toContainEqual(
      expect.objectContaining({ by: 'test', action: 'publish', version: 1, slug: 'wakes-it' }),
    );
    for (const key of [undefined, alma, await keys.create('rea', 'reader')]) {
      expect(await auditOf(running, key)).toEqual([]);
    }
    expect(await auditOf(running, bo, 'nobody')).toEqual([]);
  });
});

interface Audit {
  audit: { totalCount: number; edges: { node: Record<string, unknown> }[] };
}

async function auditOf({ client }: Running, key: string | undefined, article?: string) {
  const { audit } = await client.data<Audit>(
    `query ($article: ID) { audit(article: $article, first: 100) {
      totalCount edges { node { at by action articleId slug version note } }
    } }`,
    article === undefined ? {} : { article },
    key === undefined ? {} : { key },
  );
  expect(audit.totalCount).toBe(audit.edges.length);
  return audit.edges.map(({ node }) => node);
}
