/** An update makes a new version of what it is told and leaves the rest; a correction tells the public of it besides. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../../src/news/block.ts';
import { change, type Changed, eventsOf, idOf, type QuoteFacts } from '../../support/changing.ts';
import { TRANSPORTS } from '../../support/client.ts';
import { brief, photo, statement } from '../../support/edition.ts';
import { useNewswire } from '../../support/newswire.ts';

const newswire = useNewswire();
let editorKey: Promise<string> | undefined;

/** Of one editor, for all tests. */
function editor(): Promise<string> {
  return (editorKey ??= newswire().key('editor'));
}

async function update(
  slug: string,
  version: number,
  input: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Promise<Changed> {
  const { client } = newswire();
  const mutation = 'note' in more ? 'correctArticle' : 'updateArticle';
  return change(client, mutation, {
    id: await idOf(client, slug),
    version,
    input,
    key: await editor(),
    ...more,
  });
}

const HISTORY = `query ($slug: String!) { article(slug: $slug) {
  version headline corrections { version note }
  versions { version kind by note headline paragraphs }
} }`;

describe('an update', () => {
  it('changes what it names, clears what it says is null, and leaves the rest', async () => {
    const { client, publish } = newswire();
    await publish(
      brief('All there', {
        description: 'Of the weir',
        byline: 'By hand',
        keywords: ['Weir'],
        urgency: 3,
        url: 'https://courier.example/all',
        source: 'Courier',
        sourceId: 'all',
      }),
    );
    const input = {
      headline: 'All there, and more',
      description: null,
      keywords: ['Tide'],
      section: 'sport/rowing',
      sourceId: null,
    };
    expect(await update('all-there', 1, input)).toMatchObject({
      __typename: 'ArticleSaved',
      article: { slug: 'all-there', version: 2, headline: 'All there, and more' },
    });
    expect(
      await client.data(`{
        article(slug: "all-there") { description byline keywords urgency url source sourceId section { path } }
        moved: section(path: "sport/rowing") { articles { totalCount } }
        tide: articles(filter: { keywords: ["tide"] }) { edges { node { slug } } }
        weir: articles(filter: { keywords: ["weir"] }) { totalCount }
        found: search(query: "\\"and more\\"") { edges { node { slug } } }
      }`),
    ).toEqual({
      article: {
        description: null,
        byline: 'By hand',
        keywords: ['Tide'],
        urgency: 3,
        url: 'https://courier.example/all',
        source: 'Courier',
        sourceId: null,
        section: { path: 'sport/rowing' },
      },
      moved: { articles: { totalCount: 1 } },
      tide: { edges: [{ node: { slug: 'all-there' } }] },
      weir: { totalCount: 0 },
      found: { edges: [{ node: { slug: 'all-there' } }] },
    });
  });

  it('keeps each version for editors, and corrections for everyone', async () => {
    const { client, publish } = newswire();
    await publish(brief('Kept'));
    const first = { headline: 'Kept', paragraphs: ['Kept, as the valley heard it.'] };
    await update('kept', 1, { keywords: ['same words'] });
    await update('kept', 2, { headline: 'Kept well' }, { note: ' The name was wrong. ' });
    await update('kept', 3, { paragraphs: ['Another body.'] });
    const key = await editor();
    const { article } = await client.data<{ article: unknown }>(HISTORY, { slug: 'kept' }, { key });
    const by = expect.stringMatching(/^editor /);
    const well = { ...first, headline: 'Kept well' };
    expect(article).toEqual({
      version: 4,
      headline: 'Kept well',
      corrections: [{ version: 3, note: 'The name was wrong.' }],
      versions: [
        { version: 4, kind: 'UPDATED', by, note: null, ...well, paragraphs: ['Another body.'] },
        { version: 3, kind: 'CORRECTED', by, note: 'The name was wrong.', ...well },
        { version: 2, kind: 'UPDATED', by, note: null, ...first },
        { version: 1, kind: 'PUBLISHED', by: 'test', note: null, ...first },
      ],
    });
    expect(await client.data(HISTORY, { slug: 'kept' })).toMatchObject({
      article: { corrections: [{ version: 3 }], versions: [] },
    });
  });

  it('of another version than the newest is ConflictError with the article as it is', async () => {
    const { publish } = newswire();
    await publish(brief('Raced'));
    await update('raced', 1, { headline: 'Raced first' });
    expect(await update('raced', 1, { headline: 'Raced second' })).toEqual({
      __typename: 'ConflictError',
      message: expect.stringMatching(/"raced" is at version 2, and this change was made to version 1/),
      article: expect.objectContaining({ version: 2, headline: 'Raced first' }),
    });
  });

  it('that takes the url or sourceId of another is ConflictError with that one', async () => {
    const { publish } = newswire();
    await publish(
      brief('Owner', { url: 'https://courier.example/own', source: 'Courier', sourceId: 'own' }),
      brief('Taker', { source: 'Courier', sourceId: 'taker' }),
    );
    for (const input of [{ url: 'https://courier.example/own' }, { sourceId: 'own' }]) {
      expect(await update('taker', 1, input)).toEqual({
        __typename: 'ConflictError',
        message: expect.stringMatching(/"owner" has the .* already/),
        article: expect.objectContaining({ slug: 'owner' }),
      });
    }
  });

  it.each([
    ['headline null', { headline: null }, 'input.headline', /cannot be without it/],
    ['no body', { paragraphs: null }, 'input.paragraphs', /has no text/],
    ['two bodies', { paragraphs: ['a'], bodyHtml: '<p>b</p>' }, 'input.bodyHtml', /beside paragraphs/],
    ['urgency 0', { urgency: 0 }, 'input.urgency', /IPTC/],
    ['a kept picture', { photos: [{ url: '/photos/weir.svg' }] }, 'input.photos.0.url', /not an http/],
    ['a quote outside', { quotes: [{ paragraph: 9, start: 0, end: 1 }] }, 'input.quotes.0.paragraph', /is 9/],
  ])('with %s is ValidationError', async (what, input, path, message) => {
    const { publish } = newswire();
    const [saved] = await publish(brief(`Refused ${what}`));
    const slug = saved?.kind === 'SAVED' ? saved.slug : '';
    expect(await update(slug, 1, input)).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path, message: expect.stringMatching(message) }],
    });
  });

  it('of nothing is NotFoundError, and with an empty note ValidationError', async () => {
    const { client, publish } = newswire();
    await publish(brief('Noteless'));
    const key = await editor();
    for (const id of ['', 'none', Buffer.from('Article:999999').toString('base64url')]) {
      expect(await change(client, 'updateArticle', { id, version: 1, input: {}, key })).toMatchObject({
        __typename: 'NotFoundError',
        message: expect.stringMatching(/no such article/),
      });
    }
    expect(await update('noteless', 1, {}, { note: ' ' })).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'note' }],
    });
  });
});

describe('photos and quotes', () => {
  const body = [statement('We counted the boats', 'Ilse Marnow'), statement('It was dark', 'Wen Halloran')];
  const parts = (answer: Changed) => ({
    photos: answer.article?.photos.edges.map(({ node }) => node) ?? [],
    quotes: answer.article?.quotes.edges.map(({ node }) => node) ?? [],
  });

  it('of the same url and words keep their ids, others are gone and told', async () => {
    const { client, publish } = newswire();
    await publish(
      brief('Parts', { blocks: body.map((text) => paragraph(text)), photos: [photo('one'), photo('two')] }),
    );
    const before = parts(await update('parts', 1, {}));
    const [one, two] = before.photos;
    const [counted, dark] = before.quotes;
    const answer = await update('parts', 2, {
      paragraphs: ['A new beginning.', body[0], statement('Nobody asked', 'Dagny Holt')],
      photos: [{ url: 'https://pictures.example/three.jpg' }, { url: two?.url, caption: 'Another caption' }],
    });
    const after = parts(answer);
    expect(after.photos).toMatchObject([
      { url: expect.stringContaining('three') },
      { id: two?.id, caption: 'Another caption' },
    ]);
    expect(after.quotes).toMatchObject([
      { id: counted?.id, paragraph: 1 },
      { text: 'Nobody asked,', speaker: 'Dagny Holt' },
    ]);
    const events = await eventsOf(client, { filter: { text: '"new beginning"' } });
    expect(new Set(events.at(-1)?.removedIds)).toEqual(new Set([one?.id, dark?.id]));
    for (const id of [one?.id, dark?.id]) {
      expect(await client.data('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    }
    expect(
      await client.data(
        '{ quotes(search: "dark") { totalCount } said: quotes(search: "nobody asked") { totalCount } }',
      ),
    ).toEqual({ quotes: { totalCount: 0 }, said: { totalCount: 1 } });
  });

  it('that a person has confirmed stay where their words stand, whatever is found', async () => {
    const { publish, runSql } = newswire();
    const [saved] = await publish(brief('Reviewed', { blocks: body.map((text) => paragraph(text)) }));
    const articleId = saved?.kind === 'SAVED' ? saved.articleId : 0;
    await runSql(
      `UPDATE quotes SET reviewed = ${sqlTrue()}, speaker = 'I. Marnow' WHERE article_id = ${articleId}`,
    );
    const [first] = parts(await update('reviewed', 1, {})).quotes;
    const after = parts(await update('reviewed', 2, { paragraphs: ['Before.', body[0]] })).quotes;
    expect(after).toEqual([{ ...(first as QuoteFacts), paragraph: 1 }]);
    expect(after[0]).toMatchObject({ reviewed: true, speaker: 'I. Marnow' });
  });

  it('that came with a version are told after its row, and no others', async () => {
    const { client, publish } = newswire();
    await publish(brief('Brought', { photos: [photo('old')], keywords: ['brought'] }));
    const filter = { keywords: ['brought'] };
    for (const transport of TRANSPORTS) {
      const { logHead: after } = await client.data<{ logHead: string }>('{ logHead }');
      const [{ version }] = [
        (await client.data<{ article: { version: number } }>('{ article(slug: "brought") { version } }'))
          .article,
      ];
      const heard = client.subscribe<{ photoPublished: { photo: { url: string } } }>(
        transport,
        'subscription ($filter: ArticleFilter, $after: Cursor) { photoPublished(filter: $filter, after: $after) { photo { url } } }',
        { filter, after },
      );
      const url = `https://pictures.example/${transport}.jpg`;
      await update('brought', version, { photos: [{ url: 'https://pictures.example/old.jpg' }, { url }] });
      expect(await heard.next()).toEqual({ photoPublished: { photo: { url } } });
    }
  });
});

it('a change is told to all whose filter took it as it is, or as it was before', async () => {
  const { client, publish } = newswire();
  await publish(brief('Changing', { keywords: ['mill'], blocks: [paragraph('The first words.')] }));
  await update('changing', 1, { keywords: ['dam'], paragraphs: ['Other words.'] });
  await update('changing', 2, { urgency: 2 }, { note: 'It is urgent.' });
  const versions = async (filter: object) =>
    (await eventsOf(client, { filter }))
      .filter(({ slug }) => slug === 'changing')
      .map(({ version }) => version);
  expect(await versions({ keywords: ['mill'] })).toEqual([1, 2, 3]);
  expect(await versions({ keywords: ['dam'] })).toEqual([2, 3]);
  expect(await versions({ breaking: true })).toEqual([3]);
  expect(await versions({ text: '"first words"' })).toEqual([1, 2, 3]);
  expect(await versions({ text: '"other words"' })).toEqual([2, 3]);
  const told =
    'subscription ($filter: ArticleFilter) { articleChanged(filter: $filter, last: 2) { slug version kind note article { urgency } } }';
  for (const transport of TRANSPORTS) {
    const heard = client.subscribe(transport, told, { filter: { text: '"first words"' } });
    const article = { urgency: 2 };
    expect(await heard.take(2)).toEqual([
      { articleChanged: { slug: 'changing', version: 2, kind: 'UPDATED', note: null, article } },
      { articleChanged: { slug: 'changing', version: 3, kind: 'CORRECTED', note: 'It is urgent.', article } },
    ]);
  }
});

it.each(['no', 'a reader’s'])('with %s key is ForbiddenError', async (whose) => {
  const { client, key } = newswire();
  const options = whose === 'no' ? {} : { key: await key('reader') };
  for (const more of [{ mutation: 'updateArticle' }, { mutation: 'correctArticle', note: 'a' }]) {
    const { mutation, ...args } = more;
    expect(await change(client, mutation, { id: 'x', version: 1, input: {}, ...args, ...options })).toEqual({
      __typename: 'ForbiddenError',
      message: expect.stringContaining(mutation),
    });
  }
});

function sqlTrue(): string {
  return newswire().newswire.newsroom.store.engine === 'sqlite' ? '1' : 'true';
}
