/** Anything is found by its global id, an article also by each of its names; what is not there is null. */
import { describe, expect, it } from 'vitest';
import { brief, photo, statement } from '../support/edition.ts';
import { paragraph } from '../../src/news/block.ts';
import { useNewswire } from '../support/newswire.ts';

const newswire = useNewswire({}, async ({ publish }) => {
  await publish(
    brief('Lantern found', {
      url: 'https://courier.example/lantern',
      source: 'Marlow Courier',
      sourceId: 'mc-1',
      blocks: [paragraph(statement('It was still warm', 'Dagny Holt'))],
      photos: [photo('lantern')],
    }),
    brief('Lantern lost'),
  );
});

interface Ids {
  found: {
    id: string;
    section: { id: string };
    leadPhoto: { id: string };
    quotes: { edges: [{ node: { id: string } }] };
  };
  lost: { id: string };
}

async function ids(): Promise<{
  article: string;
  section: string;
  photo: string;
  quote: string;
  other: string;
}> {
  const { found, lost } = await newswire().client.data<Ids>(`{
    found: article(slug: "lantern-found") { id section { id } leadPhoto { id } quotes { edges { node { id } } } }
    lost: article(slug: "lantern-lost") { id }
  }`);
  return {
    article: found.id,
    section: found.section.id,
    photo: found.leadPhoto.id,
    quote: found.quotes.edges[0].node.id,
    other: lost.id,
  };
}

const NODE = `{
  __typename id
  ... on Article { slug headline }
  ... on Section { path name }
  ... on Photo { caption article { slug } }
  ... on Quote { text speaker article { slug } }
}`;

describe('node', () => {
  it('finds each type by its id', async () => {
    const known = await ids();
    const { client } = newswire();
    const node = (id: string) => client.data(`query ($id: ID!) { node(id: $id) ${NODE} }`, { id });
    expect(await node(known.article)).toEqual({
      node: { __typename: 'Article', id: known.article, slug: 'lantern-found', headline: 'Lantern found' },
    });
    expect(await node(known.section)).toEqual({
      node: { __typename: 'Section', id: known.section, path: 'news/valley', name: 'Valley' },
    });
    expect(await node(known.photo)).toEqual({
      node: {
        __typename: 'Photo',
        id: known.photo,
        caption: 'Picture lantern',
        article: { slug: 'lantern-found' },
      },
    });
    expect(await node(known.quote)).toEqual({
      node: {
        __typename: 'Quote',
        id: known.quote,
        text: 'It was still warm,',
        speaker: 'Dagny Holt',
        article: { slug: 'lantern-found' },
      },
    });
  });

  it.each([
    ['nothing', ''],
    ['no id at all', 'lantern-found'],
    ['of a type that there is not', Buffer.from('Author:1').toString('base64url')],
    ['of a type that has no node', Buffer.from('ArticleEvent:1').toString('base64url')],
    ['of a row that there is not', Buffer.from('Article:999999').toString('base64url')],
    ['with a number below one', Buffer.from('Article:0').toString('base64url')],
    ['with no number', Buffer.from('Article:one').toString('base64url')],
    ['with something behind the number', Buffer.from('Article:1:1').toString('base64url')],
    ['with a number beyond all', Buffer.from(`Article:${'9'.repeat(30)}`).toString('base64url')],
    ['endless', 'QXJ0'.repeat(10_000)],
  ])('is null for an id that is %s', async (_what, id) => {
    const { client } = newswire();
    expect(
      await client.data('query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }', { id }),
    ).toEqual({ node: null, nodes: [null] });
  });
});

describe('nodes', () => {
  it('answers in the order of the ids, the same twice, and null where there is none', async () => {
    const known = await ids();
    const asked = [
      known.quote,
      known.other,
      'nothing',
      known.article,
      known.section,
      known.photo,
      known.other,
    ];
    const { nodes } = await newswire().client.data<{ nodes: ({ id: string } | null)[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) ${NODE} }`,
      { ids: asked },
    );
    expect(nodes.map((node) => node?.id ?? null)).toEqual(asked.map((id) => (id === 'nothing' ? null : id)));
  });

  it('says its limit to who asks for more', async () => {
    const { errors } = await newswire().client.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array.from({ length: 101 }, () => 'nothing'),
    });
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/101.*100/),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('articleByIdentifier', () => {
  const BY = 'query ($by: ArticleIdentifier!) { articleByIdentifier(identifier: $by) { slug } }';

  it('finds an article by its id, slug, url, and source with id', async () => {
    const { article } = await ids();
    const names = [
      { id: article },
      { slug: 'lantern-found' },
      { url: 'https://courier.example/lantern' },
      { sourceId: { source: 'Marlow Courier', id: 'mc-1' } },
    ];
    for (const by of names) {
      expect(await newswire().client.data(BY, { by })).toEqual({
        articleByIdentifier: { slug: 'lantern-found' },
      });
    }
  });

  it('is null where nothing has the name', async () => {
    const { section } = await ids();
    const names = [
      { id: section },
      { id: 'nothing' },
      { slug: 'lantern' },
      { url: 'https://courier.example/' },
      { sourceId: { source: 'Marlow Courier', id: 'mc-2' } },
      { sourceId: { source: 'Another', id: 'mc-1' } },
    ];
    for (const by of names) {
      expect(await newswire().client.data(BY, { by })).toEqual({ articleByIdentifier: null });
    }
  });

  it.each([{}, { slug: 'a', url: 'https://b.example' }, { slug: null }])(
    'refuses %j: one name is wanted, and one only',
    async (by) => {
      const { status, errors, data } = await newswire().client.ask(BY, { by });
      expect([status, data]).toEqual([400, null]);
      expect(errors[0]?.message).toMatch(/exactly one|OneOf|must be non-null/i);
    },
  );
});
