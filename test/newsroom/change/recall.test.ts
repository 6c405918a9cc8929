/** What is recalled is nowhere, and whoever was told of it is told; a kill is final. One photo can be killed alone. */
import { describe, expect, it } from 'vitest';
import { change, type Changed, eventsOf, idOf } from '../../support/changing.ts';
import { TRANSPORTS } from '../../support/client.ts';
import { brief, photo } from '../../support/edition.ts';
import {
  GUESSED,
  keepSecretPicture,
  lookEverywhere,
  NOWHERE,
  secret,
  SHOWN,
} from '../../support/everywhere.ts';
import { type Running, startNewswire, useNewswire } from '../../support/newswire.ts';

const TOLD = `subscription ($filter: ArticleFilter, $after: Cursor, $last: Int) {
  articleChanged(filter: $filter, after: $after, last: $last) {
    kind slug version articleId note removedIds article { headline }
  }
}`;
const [SECRET_ID, , PHOTO_ID, QUOTE_ID] = GUESSED as [string, string, string, string];
const SLUG = 'the-secret-lantern';

async function startWithSecret(): Promise<Running & { editor: string; admin: string }> {
  const running = await startNewswire();
  await keepSecretPicture(running);
  await running.publish(brief('Another', { keywords: ['weir', 'other'] }));
  await running.publish(secret);
  expect(await lookEverywhere(running)).toEqual(SHOWN);
  return { ...running, editor: await running.key('editor'), admin: await running.key('admin') };
}

describe('an article that is recalled', () => {
  it.each([
    ['withheld', 'withholdArticle', 'editor', 'WITHHELD'],
    ['canceled', 'cancelArticle', 'admin', 'CANCELED'],
  ] as const)('is nowhere for anybody: %s', async (_how, mutation, role, pubStatus) => {
    const running = await startWithSecret();
    const { client } = running;
    const key = running[role];
    const args = { id: SECRET_ID, notice: ' Do not use. ', key };
    expect(await change(client, mutation, args)).toMatchObject({
      __typename: 'ArticleSaved',
      article: { version: 2, pubStatus, headline: 'The secret lantern' },
    });
    for (const asker of [undefined, await running.key('reader'), running.editor, running.admin]) {
      expect(await lookEverywhere(running, asker)).toEqual(NOWHERE);
    }
    expect(
      await client.data(
        '{ articles { totalCount } sections { path } article(slug: "another") { related { slug } } }',
      ),
    ).toEqual({ articles: { totalCount: 1 }, sections: [{ path: 'news' }], article: { related: [] } });
  });

  it('is told to all whose filter took any version, and replayed without its content', async () => {
    const { client, editor, admin } = await startWithSecret();
    const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
    const correction = { note: 'It was not a lantern.', input: { keywords: ['lamp'] } };
    const corrected = { id: SECRET_ID, version: 1, ...correction, key: editor };
    const { cursor: after } = await change(client, 'correctArticle', corrected);
    const filters = [{ keywords: ['secrets'] }, { keywords: ['lamp'] }, { text: '"nobody may know"' }, {}];
    const live = TRANSPORTS.flatMap((transport) =>
      filters.map((filter) => client.subscribe<Told>(transport, TOLD, { filter, after })),
    );
    const deaf = client.subscribe('SSE', TOLD, { filter: { keywords: ['other'] }, after: logHead });
    await change(client, 'withholdArticle', { id: SECRET_ID, notice: 'Hold it.', key: editor });
    await change(client, 'cancelArticle', { id: SECRET_ID, notice: 'Kill it.', key: admin });

    const hidden = { slug: SLUG, articleId: SECRET_ID, article: null };
    const gone = [PHOTO_ID, QUOTE_ID];
    const withheld = { ...hidden, kind: 'WITHHELD', version: 3, removedIds: gone, note: 'Hold it.' };
    const canceled = { ...hidden, kind: 'CANCELED', version: 4, removedIds: [], note: 'Kill it.' };
    const former = [
      { ...hidden, kind: 'PUBLISHED', version: 1, removedIds: [], note: null },
      { ...hidden, kind: 'CORRECTED', version: 2, removedIds: [], note: null },
    ];
    expect(await eventsOf(client, { filter: { sources: ['Courier'] } })).toEqual([
      ...former,
      withheld,
      canceled,
    ]);
    expect(await eventsOf(client, { filter: { keywords: ['lamp'] } })).toEqual([
      former[1],
      withheld,
      canceled,
    ]);
    for (const heard of live) {
      const events = (await heard.take(2)).map((told) => told.articleChanged);
      expect(events).toEqual([withheld, canceled]);
    }
    const again = client.subscribe<Told>('SSE', TOLD, { filter: { keywords: ['secrets'] }, last: 4 });
    expect((await again.take(4)).map((told) => told.articleChanged)).toEqual([...former, withheld, canceled]);
    const id = await idOf(client, 'another');
    await change(client, 'updateArticle', { id, version: 1, input: {}, key: editor });
    expect(await deaf.next()).toMatchObject({ articleChanged: { slug: 'another', version: 2 } });
  });

  it('comes back whole when it is reinstated, with what became of it meanwhile', async () => {
    const running = await startWithSecret();
    const { client, editor: key } = running;
    await change(client, 'withholdArticle', { id: SECRET_ID, key });
    const heard = client.subscribe<{ photoPublished: { photoId: string; photo: { url: string } | null } }>(
      'WebSocket',
      'subscription { photoPublished(filter: { sources: ["Courier"] }, last: 10) { photoId photo { url } } }',
    );
    expect(await heard.next()).toEqual({ photoPublished: { photoId: PHOTO_ID, photo: null } });
    const photos = [{ url: `${running.url}/photos/secret.svg`, caption: 'A covered lantern' }, photo('more')];
    expect(
      await change(client, 'updateArticle', { id: SECRET_ID, version: 2, input: { photos }, key }),
    ).toMatchObject({
      article: { version: 3, pubStatus: 'WITHHELD', photos: { edges: [{ node: { id: PHOTO_ID } }, {}] } },
    });
    expect(await lookEverywhere(running)).toEqual(NOWHERE);
    expect(await change(client, 'reinstateArticle', { id: SECRET_ID, key })).toMatchObject({
      article: { version: 4, pubStatus: 'USABLE' },
    });
    const both = {
      totalCount: 2,
      edges: ['A covered lantern', 'Picture more'].map((caption) => ({ node: { caption } })),
    };
    expect(await lookEverywhere(running)).toEqual({ ...SHOWN, photos: both });
    // The one that came meanwhile comes now.
    expect(await heard.next()).toMatchObject({ photoPublished: { photo: { url: photo('more').url } } });
    expect(await eventsOf(client, { filter: { sources: ['Courier'] } })).toMatchObject([
      { kind: 'PUBLISHED', article: {} },
      { kind: 'WITHHELD', article: {}, note: null },
      { kind: 'UPDATED', article: {}, removedIds: [] },
      { kind: 'REINSTATED', article: { headline: 'The secret lantern' }, removedIds: [] },
    ]);
  });

  it('does not tell those who only what it was meanwhile would have reached', async () => {
    const { client, editor: key } = await startWithSecret();
    await change(client, 'withholdArticle', { id: SECRET_ID, key });
    await change(client, 'updateArticle', { id: SECRET_ID, version: 2, input: { keywords: ['hush'] }, key });
    await change(client, 'updateArticle', { id: SECRET_ID, version: 3, input: { keywords: [] }, key });
    expect(await eventsOf(client, { filter: { keywords: ['hush'] } })).toEqual([]);
    await change(client, 'reinstateArticle', { id: SECRET_ID, key });
    expect(await eventsOf(client, { filter: { keywords: ['hush'] } })).toEqual([]);
  });
});

describe('one photo', () => {
  it('is killed alone: its article is a new version, and its picture is gone', async () => {
    const running = await startWithSecret();
    const { client, admin: key } = running;
    const etag = (await fetch(`${running.url}/photos/secret.svg`)).headers.get('etag') ?? '';
    const answer = await change(client, 'cancelPhoto', { id: PHOTO_ID, notice: 'Not that lantern.', key });
    expect(answer).toMatchObject({ article: { version: 2, slug: SLUG, photos: { edges: [] } } });
    expect(await lookEverywhere(running)).toEqual({
      ...SHOWN,
      nodes: [{ __typename: 'Article' }, { __typename: 'Section' }, null, { __typename: 'Quote' }],
      photos: NOWHERE.photos,
      picture: 404,
    });
    const cached = await fetch(`${running.url}/photos/secret.svg`, { headers: { 'if-none-match': etag } });
    expect(cached.status).toBe(404);
    expect(await running.runSql('SELECT name FROM pictures')).toEqual([]);
    expect((await eventsOf(client)).at(-1)).toMatchObject({
      kind: 'UPDATED',
      removedIds: [PHOTO_ID],
      note: 'Not that lantern.',
      article: {},
    });
    expect(
      await client.data(
        '{ articles(filter: { hasPhoto: true }) { totalCount } search(query: "covered") { totalCount } }',
      ),
    ).toEqual({ articles: { totalCount: 0 }, search: { totalCount: 0 } });
    expect(await change(client, 'cancelPhoto', { id: PHOTO_ID, notice: '', key })).toMatchObject({
      __typename: 'NotFoundError',
      message: expect.stringMatching(/no such photo/),
    });
  });
});

describe('what cannot be', () => {
  const newswire = useNewswire();

  it('is a ConflictError that says why', async () => {
    const { client, publish, key: newKey } = newswire();
    await publish(brief('Lively', { url: 'https://courier.example/lively', photos: [photo('lively')] }));
    const [id, key] = [await idOf(client, 'lively'), await newKey('admin')];
    const conflict = async (mutation: string, more: object = {}): Promise<Changed> => {
      const answer = await change(client, mutation, { id, key, ...more });
      expect(answer).toMatchObject({ __typename: 'ConflictError', article: { slug: 'lively' } });
      return answer;
    };
    expect((await conflict('reinstateArticle')).message).toMatch(/is not withheld/);
    const held = await change(client, 'withholdArticle', { id, key });
    expect((await conflict('withholdArticle')).message).toMatch(/is withheld already/);
    await change(client, 'cancelArticle', { id, notice: 'Wrong.', key });
    const photoId = held.article?.photos.edges[0]?.node.id;
    for (const [mutation, more] of [
      ['updateArticle', { version: 3, input: {} }],
      ['correctArticle', { version: 3, input: {}, note: 'a' }],
      ['withholdArticle', {}],
      ['reinstateArticle', {}],
      ['cancelArticle', { notice: 'again' }],
      ['cancelPhoto', { id: photoId, notice: 'again' }],
    ] as const) {
      expect((await conflict(mutation, more)).message).toMatch(/was canceled, which is final/);
    }
    const again = {
      headline: 'Lively again',
      section: 'news',
      paragraphs: ['a'],
      url: 'https://courier.example/lively',
    };
    expect((await change(client, 'publishArticle', { input: again, key })).__typename).toBe('ConflictError');
  });

  it('is NotFoundError, or ForbiddenError for who may not', async () => {
    const { client, key: newKey } = newswire();
    const [editor, admin] = [await newKey('editor'), await newKey('admin')];
    for (const mutation of ['withholdArticle', 'reinstateArticle', 'cancelArticle', 'cancelPhoto']) {
      const args = { id: GUESSED[1] ?? '', ...(mutation.startsWith('cancel') ? { notice: 'a' } : {}) };
      expect(await change(client, mutation, { ...args, key: admin })).toMatchObject({
        __typename: 'NotFoundError',
      });
      for (const key of mutation.startsWith('cancel') ? [undefined, editor] : [undefined]) {
        expect(
          await change(client, mutation, { ...args, ...(key === undefined ? {} : { key }) }),
        ).toMatchObject({
          __typename: 'ForbiddenError',
        });
      }
    }
  });
});

interface Told {
  articleChanged: Record<string, unknown>;
}
