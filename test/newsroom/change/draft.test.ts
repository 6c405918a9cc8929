/** A draft is nobody's but the editors' until it is published; what waits for its hour can be changed meanwhile. */
import { describe, expect, it } from 'vitest';
import { change, eventsOf } from '../../support/changing.ts';
import { createClock } from '../../support/clock.ts';
import { brief, photo, statement } from '../../support/edition.ts';
import { keepSecretPicture, lookEverywhere, NOWHERE, secret, SHOWN } from '../../support/everywhere.ts';
import { startNewswire, useNewswire } from '../../support/newswire.ts';
import { minimal } from '../../support/publishing.ts';
import { until } from '../../support/until.ts';

const HOUR = 3_600_000;

describe('a draft', () => {
  it('is nowhere for anybody until it is published, and then everywhere', async () => {
    const running = await startNewswire();
    const { client, newswire, publish } = running;
    const key = await running.key('editor');
    await keepSecretPicture(running);
    await publish(brief('Another', { keywords: ['other'] }));
    await newswire.publish([{ content: secret, by: 'test', isDraft: true }]);
    for (const asker of [undefined, key]) expect(await lookEverywhere(running, asker)).toEqual(NOWHERE);
    expect((await eventsOf(client)).map(({ slug }) => slug)).toEqual(['another']);
    expect(await client.data('{ sections { path } }')).toEqual({ sections: [{ path: 'news' }] });
    const id = Buffer.from('Article:2').toString('base64url');
    const published = await change(client, 'publishDraft', { id, key });
    expect(published).toMatchObject({ __typename: 'ArticleSaved', article: { version: 1 } });
    expect(await lookEverywhere(running)).toEqual(SHOWN);
    expect((await eventsOf(client)).slice(1)).toMatchObject([
      { kind: 'PUBLISHED', version: 1, slug: 'the-secret-lantern', article: {} },
    ]);
    const heard = client.subscribe('WebSocket', 'subscription { photoPublished(last: 9) { photoId } }');
    const photoId = published.article?.photos.edges[0]?.node.id;
    expect(await heard.next()).toEqual({ photoPublished: { photoId } });
  });
});

describe('drafts', () => {
  const clock = createClock();
  const newswire = useNewswire({ now: clock.now });
  let given: Promise<string> | undefined;
  const editor = () => (given ??= newswire().key('admin'));
  const call = async (mutation: string, args: Record<string, unknown>) =>
    change(newswire().client, mutation, { ...args, key: await editor() });

  it('are changed by versions of their own, and count from 1 once they are published', async () => {
    const { client } = newswire();
    const draft = await call('draftArticle', { input: minimal('Untitled') });
    expect(draft).toMatchObject({ article: { slug: 'untitled', version: 0, publishedAt: null } });
    const id = draft.article?.id ?? '';
    const input = {
      headline: 'A title',
      keywords: ['titled'],
      photos: [{ url: 'https://pictures.example/a.jpg' }],
    };
    const changed = await call('updateArticle', { id, version: 0, input });
    expect(changed).toMatchObject({ article: { slug: 'a-title', version: -1, headline: 'A title' } });
    expect(await call('updateArticle', { id, version: 0, input })).toMatchObject({
      __typename: 'ConflictError',
      article: { version: -1 },
    });
    expect((await call('updateArticle', { id, version: -1, input: {} })).article?.version).toBe(-2);
    expect(await call('correctArticle', { id, version: -2, input: {}, note: 'a' })).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringMatching(/not published yet/),
    });
    expect(await call('withholdArticle', { id })).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringMatching(/is a draft/),
    });
    const { article } = await call('publishDraft', { id });
    expect(article).toMatchObject({
      version: 1,
      slug: 'a-title',
      publishedAt: new Date(clock.now()).toISOString(),
    });
    expect(await call('publishDraft', { id })).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringMatching(/was published before/),
      article: { version: 1 },
    });
    // Who saw the draft does not write over what was published.
    expect((await call('updateArticle', { id, version: -2, input: {} })).__typename).toBe('ConflictError');
    expect(
      (await call('updateArticle', { id, version: 1, input: { headline: 'Fixed' } })).article,
    ).toMatchObject({
      slug: 'a-title',
      version: 2,
    });
    const versions = await client.data(
      '{ article(slug: "a-title") { versions { version kind headline } } }',
      {},
      { key: await editor() },
    );
    expect(versions).toEqual({
      article: {
        versions: [
          { version: 2, kind: 'UPDATED', headline: 'Fixed' },
          { version: 1, kind: 'PUBLISHED', headline: 'A title' },
        ],
      },
    });
    expect(
      (await eventsOf(client, { filter: { keywords: ['titled'] } })).map(({ version }) => version),
    ).toEqual([1, 2]);
  });

  it('may lack a body until they are published, and nothing else', async () => {
    const input = { headline: 'Bodiless', section: 'news' };
    const draft = await call('draftArticle', { input });
    expect(draft.__typename).toBe('ArticleSaved');
    const id = draft.article?.id ?? '';
    expect(await call('publishDraft', { id })).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'paragraphs', message: expect.stringMatching(/no text/) }],
    });
    const paragraphs = [statement('Here it is', 'Ilse Marnow')];
    expect(await call('updateArticle', { id, version: 0, input: { paragraphs } })).toMatchObject({
      article: { quotes: { edges: [{ node: { text: 'Here it is,' } }] } },
    });
    expect((await call('publishDraft', { id })).article?.version).toBe(1);
    expect(await call('draftArticle', { input: { ...input, urgency: 0 } })).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'input.urgency' }],
    });
  });

  it('keep when they were published elsewhere', async () => {
    const publishedAt = '2020-01-02T03:04:05.000Z';
    const draft = await call('draftArticle', { input: minimal('Elsewhere', { publishedAt }) });
    expect(draft.article?.publishedAt).toBe(null);
    expect((await call('publishDraft', { id: draft.article?.id })).article?.publishedAt).toBe(publishedAt);
  });

  it('hold their url and sourceId, and the same request makes one', async () => {
    const input = minimal('Holds', {
      url: 'https://courier.example/holds',
      source: 'Courier',
      sourceId: 'holds',
    });
    const first = await call('draftArticle', { input, requestId: 'd-1' });
    expect(await call('draftArticle', { input, requestId: 'd-1' })).toEqual(first);
    expect(await call('publishArticle', { input, requestId: 'd-1' })).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringMatching(/requestId/),
    });
    expect(await call('publishArticle', { input })).toMatchObject({
      __typename: 'ConflictError',
      article: { id: first.article?.id },
    });
  });

  it('are canceled without a word to the public', async () => {
    const { client } = newswire();
    const draft = await call('draftArticle', { input: minimal('Dropped') });
    const id = draft.article?.id;
    expect(await call('cancelArticle', { id, notice: 'No.' })).toMatchObject({
      article: { pubStatus: 'CANCELED' },
    });
    expect((await call('publishDraft', { id })).message).toMatch(/was canceled, which is final/);
    expect((await eventsOf(client)).filter(({ slug }) => slug === 'dropped')).toEqual([]);
  });

  it.each(['draftArticle', 'publishDraft'])('%s is for editors', async (mutation) => {
    const { client, key } = newswire();
    const args = mutation === 'publishDraft' ? { id: 'x' } : { input: minimal('Never') };
    for (const options of [{}, { key: await key('reader') }]) {
      expect(await change(client, mutation, { ...args, ...options })).toMatchObject({
        __typename: 'ForbiddenError',
      });
    }
    if (mutation === 'publishDraft') {
      expect(await call(mutation, args)).toMatchObject({ __typename: 'NotFoundError' });
    }
  });
});

describe('what waits for its hour', () => {
  it('can be changed and held back, and goes out as it is then', async () => {
    const clock = createClock();
    const { client, key: newKey, publish } = await startNewswire({ now: clock.now });
    const key = await newKey('editor');
    const embargoedUntil = new Date(clock.now() + HOUR).toISOString();
    const input = minimal('Waiting', { embargoedUntil, photos: [{ url: photo('w').url }] });
    const drafted = await change(client, 'draftArticle', { input, key });
    const id = drafted.article?.id ?? '';
    clock.advance(HOUR / 2);
    expect(await change(client, 'publishDraft', { id, key })).toMatchObject({
      article: { version: -1, publishedAt: null },
    });
    const edited = { headline: 'Worth waiting', paragraphs: ['Other words.'] };
    expect(await change(client, 'updateArticle', { id, version: -1, input: edited, key })).toMatchObject({
      article: { version: -2, slug: 'worth-waiting' },
    });
    const held = await change(client, 'withholdArticle', { id, notice: 'Not yet.', key });
    expect(held).toMatchObject({ article: { version: -3, pubStatus: 'WITHHELD' } });
    clock.advance(HOUR);
    await publish(brief('A commit makes it look'), brief('And look again'));
    expect((await eventsOf(client)).map(({ slug }) => slug)).toEqual([
      'a-commit-makes-it-look',
      'and-look-again',
    ]);
    await change(client, 'reinstateArticle', { id, key });
    await until(async () => (await eventsOf(client)).length === 3, 'the embargo to lapse');
    expect((await eventsOf(client)).at(-1)).toMatchObject({
      kind: 'PUBLISHED',
      version: 1,
      slug: 'worth-waiting',
    });
    expect(
      await client.data(
        '{ article(slug: "worth-waiting") { headline version publishedAt } search(query: "\\"other words\\"") { totalCount } }',
      ),
    ).toEqual({
      article: { headline: 'Worth waiting', version: 1, publishedAt: new Date(clock.now()).toISOString() },
      search: { totalCount: 1 },
    });
  });
});
