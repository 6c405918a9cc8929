/** An editor has the last word on a quote: confirmed, mended or removed, in a new version that everybody is told of. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../../src/news/block.ts';
import { change, type Changed, eventsOf, type QuoteFacts } from '../../support/changing.ts';
import { TRANSPORTS } from '../../support/client.ts';
import { brief, statement } from '../../support/edition.ts';
import { useNewswire } from '../../support/newswire.ts';

const newswire = useNewswire();
const keys = new Map<string, Promise<string>>();

/** Of one person of each role, for all tests. */
function keyOf(role: 'editor' | 'admin'): Promise<string> {
  const key = keys.get(role) ?? newswire().key(role);
  keys.set(role, key);
  return key;
}

interface Subject {
  id: string;
  slug: string;
  quotes: QuoteFacts[];
}

/** Published, with a quote of Ilse Marnow and one of Wen Halloran. */
async function publishTwo(headline: string): Promise<Subject> {
  const { publish, client } = newswire();
  const keyword = headline.toLowerCase();
  await publish(
    brief(headline, {
      keywords: [keyword],
      blocks: [
        paragraph(statement('We counted the boats', 'Ilse Marnow')),
        paragraph(statement('It was dark', 'Wen Halloran')),
      ],
    }),
  );
  const { articles } = await client.data<{ articles: { edges: { node: { id: string; slug: string } }[] } }>(
    'query ($keyword: String!) { articles(filter: { keywords: [$keyword] }) { edges { node { id slug } } } }',
    { keyword },
  );
  const { id = '', slug = '' } = articles.edges[0]?.node ?? {};
  const key = await keyOf('editor');
  const { article } = await change(client, 'updateArticle', { id, version: 1, input: {}, key });
  return { id, slug, quotes: quotesIn({ article } as Changed) };
}

function quotesIn({ article }: Changed): QuoteFacts[] {
  return article?.quotes.edges.map(({ node }) => node) ?? [];
}

async function review(
  id: string | undefined,
  input: object,
  more: Record<string, unknown> = {},
): Promise<Changed> {
  const key = await keyOf('editor');
  return change(newswire().client, 'reviewQuote', { id, input, key, ...more });
}

describe('a review', () => {
  it('of nothing confirms the quote as it stands', async () => {
    const { client } = newswire();
    const { quotes, slug } = await publishTwo('Confirmed');
    const [first, second] = quotes;
    const answer = await review(first?.id, {});
    expect(answer).toMatchObject({ __typename: 'ArticleSaved', article: { slug, version: 3 } });
    expect(quotesIn(answer)).toEqual([{ ...first, reviewed: true }, second]);
    expect((await eventsOf(client, { filter: { keywords: ['confirmed'] } })).at(-1)).toMatchObject({
      kind: 'UPDATED',
      version: 3,
      removedIds: [],
      note: null,
    });
  });

  it('mends what it says, clears what it says is null, and leaves the rest', async () => {
    const { quotes } = await publishTwo('Mended');
    const [first, second] = quotes;
    const full = { speaker: ' Dagny Holt ', speakerRole: 'the miller', via: 'Marlow Courier', type: 'MIXED' };
    expect(quotesIn(await review(first?.id, full))).toEqual([
      { ...first, ...full, speaker: 'Dagny Holt', reviewed: true },
      second,
    ]);
    expect(quotesIn(await review(first?.id, { speaker: null, via: ' ' }))).toEqual([
      { ...first, ...full, speaker: null, via: null, reviewed: true },
      second,
    ]);
  });

  it('that removes it takes it from everywhere, and tells its id', async () => {
    const { client } = newswire();
    const { quotes } = await publishTwo('Removed');
    const [first, second] = quotes;
    expect(quotesIn(await review(first?.id, { remove: true, speaker: 'Nobody' }))).toEqual([second]);
    expect(
      await client.data(
        `query ($id: ID!) {
          node(id: $id) { id }
          quotes(speaker: "Ilse Marnow", filter: { keywords: ["removed"] }) { totalCount }
          articles(filter: { speakers: ["Ilse Marnow"], keywords: ["removed"] }) { totalCount }
        }`,
        { id: first?.id },
      ),
    ).toEqual({ node: null, quotes: { totalCount: 0 }, articles: { totalCount: 0 } });
    expect((await eventsOf(client, { filter: { keywords: ['removed'] } })).at(-1)).toMatchObject({
      kind: 'UPDATED',
      removedIds: [first?.id],
    });
    expect(await review(first?.id, {})).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('is told to those whose filter takes who said it, or took who was said to have', async () => {
    const { client } = newswire();
    const { quotes } = await publishTwo('Retold');
    await review(quotes[0]?.id, { speaker: 'Émile Vautrin' });
    const versions = async (speaker: string) =>
      (await eventsOf(client, { filter: { speakers: [speaker], keywords: ['retold'] } })).map(
        ({ version }) => version,
      );
    expect(await versions('Émile Vautrin')).toEqual([3]);
    expect(await versions('Ilse Marnow')).toEqual([1, 2, 3]);
  });

  it.each(TRANSPORTS)(
    'that names another speaker brings the quote to who listens for that one: %s',
    async (transport) => {
      const { client } = newswire();
      const { quotes } = await publishTwo(`Brought by ${transport}`);
      const [first, second] = quotes;
      const { logHead: after } = await client.data<{ logHead: string }>('{ logHead }');
      const speaker = `Heard ${transport}`;
      const heard = client.subscribe(
        transport,
        `subscription ($speaker: String!, $after: Cursor) {
        quotePublished(speaker: $speaker, after: $after) { quoteId quote { speaker reviewed } }
      }`,
        { speaker, after },
      );
      await review(second?.id, {});
      await review(first?.id, { speaker });
      await review(first?.id, { speakerRole: 'heard once' });
      await review(second?.id, { speaker });
      expect(await heard.take(2)).toEqual(
        [first, second].map((quote) => ({
          quotePublished: { quoteId: quote?.id, quote: { speaker, reviewed: true } },
        })),
      );
    },
  );

  it('is kept in the audit with what it did', async () => {
    const { client } = newswire();
    const { id, quotes } = await publishTwo('Audited');
    await review(quotes[0]?.id, {});
    await review(quotes[0]?.id, { speaker: 'Dagny Holt', speakerRole: 'the miller' });
    await review(quotes[1]?.id, { remove: true });
    const { audit } = await client.data<{ audit: { edges: { node: { action: string } }[] } }>(
      'query ($id: ID!) { audit(article: $id, first: 3) { edges { node { action by version note } } } }',
      { id },
      { key: await keyOf('admin') },
    );
    const deed = { action: 'reviewQuote', by: expect.stringMatching(/^editor /) };
    expect(audit.edges.map(({ node }) => node)).toEqual([
      { ...deed, version: 5, note: 'removed “It was dark,”, by Wen Halloran' },
      {
        ...deed,
        version: 4,
        note: 'mended “We counted the boats,”: speaker Ilse Marnow → Dagny Holt, speakerRole nobody told → the miller',
      },
      { ...deed, version: 3, note: 'confirmed “We counted the boats,”, by Ilse Marnow' },
    ]);
  });

  it('of a draft stands when it is published', async () => {
    const { client } = newswire();
    const key = await keyOf('editor');
    const input = {
      headline: 'Drafted quotes',
      section: 'news',
      paragraphs: [statement('We drafted it', 'Ilse Marnow')],
    };
    const draft = await change(client, 'draftArticle', { input, key });
    const [quote] = quotesIn(draft);
    const answer = await review(quote?.id, { speaker: 'Dagny Holt' });
    expect(answer).toMatchObject({ __typename: 'ArticleSaved', article: { version: -1, publishedAt: null } });
    const published = await change(client, 'publishDraft', { id: draft.article?.id, key });
    expect(quotesIn(published)).toEqual([{ ...quote, speaker: 'Dagny Holt', reviewed: true }]);
    expect(await client.data('{ quotes(speaker: "Dagny Holt", search: "drafted") { totalCount } }')).toEqual({
      quotes: { totalCount: 1 },
    });
  });

  it('of one who saw another version changes nothing where the version is said', async () => {
    const { quotes, slug } = await publishTwo('Overtaken');
    const id = quotes[0]?.id;
    await review(id, { speaker: 'Dagny Holt' });
    expect(await review(id, {}, { version: 2 })).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'id', message: expect.stringMatching(`"${slug}" is at version 3, .* version 2`) }],
    });
    const answer = await review(id, { via: 'Marlow Courier' }, { version: 3 });
    expect(quotesIn(answer)[0]).toMatchObject({ speaker: 'Dagny Holt', via: 'Marlow Courier' });
  });

  it.each([
    ['a speaker without end', { speaker: 'a'.repeat(2_001) }, 'input.speaker', /2001 characters/],
    ['no type', { type: null }, 'input.type', /cannot be without it/],
  ])('with %s is ValidationError', async (what, input, path, message) => {
    const { quotes } = await publishTwo(`Refused ${what}`);
    expect(await review(quotes[0]?.id, input)).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path, message: expect.stringMatching(message) }],
    });
  });

  it('of what is no quote is NotFoundError, and of a canceled article ValidationError', async () => {
    const { client } = newswire();
    const { id, quotes } = await publishTwo('Canceled');
    for (const none of ['', 'none', id, Buffer.from('Quote:999999').toString('base64url')]) {
      expect(await review(none, {})).toEqual({
        __typename: 'NotFoundError',
        message: expect.stringMatching(/no such quote/),
      });
    }
    const key = await keyOf('admin');
    await change(client, 'cancelArticle', { id, notice: 'Wrong.', key });
    expect(await review(quotes[0]?.id, {})).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'id', message: expect.stringMatching(/was canceled, which is final/) }],
    });
  });

  it('at the same time as another of the article leaves both', async () => {
    const { quotes } = await publishTwo('Both at once');
    const [first, second] = quotes;
    const answers = await Promise.all([
      review(first?.id, { speaker: 'Dagny Holt' }),
      review(second?.id, { speaker: 'Émile Vautrin' }),
    ]);
    expect(new Set(answers.map(({ article }) => article?.version))).toEqual(new Set([3, 4]));
    const last = answers.find(({ article }) => article?.version === 4) as Changed;
    expect(quotesIn(last).map(({ speaker }) => speaker)).toEqual(['Dagny Holt', 'Émile Vautrin']);
  });
});
