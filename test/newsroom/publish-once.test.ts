/** The same thing is published once: by its address, its identifier, its text, or the request that asked for it. */
import { describe, expect, it } from 'vitest';
import { importArticles } from '../../src/newsroom/import.ts';
import { brief, generateEdition } from '../support/edition.ts';
import { type Running, startNewswire } from '../support/newswire.ts';
import { minimal, publishArticle } from '../support/publishing.ts';

async function slugs({ client }: Running): Promise<string[]> {
  const { changes } = await client.data<{ changes: { events: { slug: string }[] } }>(
    '{ changes(first: 1000) { events { slug } } }',
  );
  return changes.events.map(({ slug }) => slug);
}

describe('what is known already is ConflictError, which names the article', () => {
  it.each([
    [
      'its url',
      { url: 'https://courier.example/weir' },
      /has the url https:\/\/courier\.example\/weir already/,
    ],
    [
      'its source and sourceId',
      { source: 'Courier', sourceId: '7' },
      /has the source "Courier" and the sourceId "7" already/,
    ],
  ])('by %s', async (_what, identity, message) => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    const first = await publishArticle(newswire.client, minimal('First', identity), { key });
    const again = await publishArticle(newswire.client, minimal('Second', identity), { key });
    expect(again).toEqual({
      __typename: 'ConflictError',
      message: expect.stringMatching(message),
      article: first.article,
    });
    expect(await slugs(newswire)).toEqual(['first']);
  });

  it('and what shares only half of it is not', async () => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    for (const identity of [
      { source: 'Courier', sourceId: '7' },
      { source: 'Courier', sourceId: '8' },
      { source: 'Wire', sourceId: '7' },
      { source: 'Courier' },
      { source: 'Courier' },
      { url: 'https://courier.example/7' },
    ]) {
      expect(await publishArticle(newswire.client, minimal('Alike', identity), { key })).toMatchObject({
        __typename: 'ArticleSaved',
      });
    }
    expect(await slugs(newswire)).toEqual(['alike', 'alike-2', 'alike-3', 'alike-4', 'alike-5', 'alike-6']);
  });
});

describe('a requestId', () => {
  it('sent twice publishes once and is answered alike, whatever came between', async () => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    const input = minimal('Once', { url: 'https://courier.example/once' });
    const first = await publishArticle(newswire.client, input, { key, requestId: 'r-1' });
    expect(first.__typename).toBe('ArticleSaved');
    await newswire.publish(brief('Between'));
    expect(await publishArticle(newswire.client, input, { key, requestId: 'r-1' })).toEqual(first);
    expect(await slugs(newswire)).toEqual(['once', 'between']);
  });

  it('sent many times at once publishes once', async () => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        publishArticle(newswire.client, minimal('Rush'), { key, requestId: 'r' }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await slugs(newswire)).toEqual(['rush']);
  });

  it('with another input is ConflictError', async () => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    const first = await publishArticle(newswire.client, minimal('One'), { key, requestId: 'r-1' });
    expect(await publishArticle(newswire.client, minimal('Two'), { key, requestId: 'r-1' })).toEqual({
      __typename: 'ConflictError',
      message: expect.stringMatching(/requestId "r-1" was used for another input before/),
      article: first.article,
    });
    expect(await slugs(newswire)).toEqual(['one']);
  });

  it('is each key’s own, and after a refusal as good as new', async () => {
    const newswire = await startNewswire();
    const [one, other] = [await newswire.key('editor'), await newswire.key('editor')];
    const { client } = newswire;
    const invalid = minimal('Bad', { urgency: 0 });
    expect(await publishArticle(client, invalid, { key: one, requestId: 'r' })).toMatchObject({
      __typename: 'ValidationError',
    });
    for (const key of [one, other]) {
      expect(await publishArticle(client, minimal('Mine'), { key, requestId: 'r' })).toMatchObject({
        __typename: 'ArticleSaved',
      });
    }
    expect(await slugs(newswire)).toEqual(['mine', 'mine-2']);
  });

  it('without one, the same input twice is two articles', async () => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    for (let time = 0; time < 2; time += 1) await publishArticle(newswire.client, minimal('Twin'), { key });
    expect(await slugs(newswire)).toEqual(['twin', 'twin-2']);
  });
});

describe('an import', () => {
  it('of the same articles again changes nothing, and takes the good ones among bad ones', async () => {
    const newswire = await startNewswire();
    const { publisher } = newswire.newswire.newsroom;
    const edition = [...generateEdition({ seed: 91, count: 12 }), brief('', {}), brief('Last')];
    const read = edition.map((content) => ({ content, from: 'text', past: null }));
    const first = await importArticles(publisher, read, 'import');
    expect(first.map(({ kind }) => kind)).toEqual([...Array(12).fill('PUBLISHED'), 'REFUSED', 'PUBLISHED']);
    expect(first[12]).toEqual({ kind: 'REFUSED', reason: expect.stringMatching(/its headline is empty/) });
    const known = await slugs(newswire);
    expect(known).toHaveLength(13);

    const again = await importArticles(publisher, read, 'import');
    expect(again.map(({ kind }) => kind)).toEqual([...Array(12).fill('UNCHANGED'), 'REFUSED', 'UNCHANGED']);
    expect(await slugs(newswire)).toEqual(known);
  });
});

describe('the cursor of a publication', () => {
  it('is the place after it: a subscriber from there hears the next', async () => {
    const newswire = await startNewswire();
    const key = await newswire.key('editor');
    const { cursor } = await publishArticle(newswire.client, minimal('Here'), { key });
    await newswire.publish(brief('Next'));
    expect(
      await newswire.client.data('query ($after: Cursor) { changes(after: $after) { events { slug } } }', {
        after: cursor,
      }),
    ).toEqual({ changes: { events: [{ slug: 'next' }] } });
  });
});
