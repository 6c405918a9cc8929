/** Sections form a tree; each lists and counts its own articles and those of all below it. */
import { describe, expect, it } from 'vitest';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { ALL_OF_SECTION, type Connection } from '../support/documents.ts';
import { brief, generateEdition } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';

interface Placed {
  slug: string;
  section: { path: string };
}

describe('a section', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(...generateEdition({ seed: 11, count: 90 }));
  });

  it('lists and counts what stands in it and below it', async () => {
    const { client } = newswire();
    const { articles } = await client.data<{ articles: Connection<Placed> }>(
      '{ articles(first: 100) { edges { node { slug section { path } } } } }',
    );
    const all = articles.edges.map(({ node }) => node);
    const paths = new Set(all.flatMap(({ section }) => [section.path, section.path.split('/')[0] ?? '']));
    for (const path of paths) {
      const below = all.filter(({ section }) => `${section.path}/`.startsWith(`${path}/`));
      const { section } = await client.data<{ section: { articles: Connection<Placed> } }>(
        `query ($path: String!) {
          section(path: $path) { articles(first: 100) { totalCount edges { node { slug section { path } } } } }
        }`,
        { path },
      );
      expect(section.articles.edges.map(({ node }) => node)).toEqual(below);
      expect(section.articles.totalCount).toBe(below.length);
    }
    expect(paths.size).toBeGreaterThan(8);
  });

  it('knows its parent, ancestors and children, and the roots are listed', async () => {
    const { client } = newswire();
    const { section, sections } = await client.data<{ section: unknown; sections: { path: string }[] }>(
      `{ section(path: "news/valley") ${ALL_OF_SECTION} sections ${ALL_OF_SECTION} }`,
    );
    expect(section).toMatchObject({
      name: 'Valley',
      slug: 'valley',
      path: 'news/valley',
      description: null,
      parent: { path: 'news', name: 'News' },
      ancestors: [{ path: 'news' }],
      children: [{ path: 'news/valley/mills' }],
    });
    expect(sections.map(({ path }) => path)).toEqual(['culture', 'news', 'science', 'sport']);
    expect(sections[1]).toMatchObject({
      parent: null,
      ancestors: [],
      children: [{ path: 'news/coast' }, { path: 'news/valley' }],
    });
  });

  it('takes a filter and an order of its own', async () => {
    const { section } = await newswire().client.data<{
      section: { articles: Connection<Placed & { urgency: number; publishedAt: string }> };
    }>(`{ section(path: "news") { articles(filter: { maxUrgency: 3 }, orderBy: OLDEST, first: 100) {
      totalCount edges { node { slug urgency publishedAt } }
    } } }`);
    const nodes = section.articles.edges.map(({ node }) => node);
    expect(nodes.length).toBeGreaterThan(3);
    expect(section.articles.totalCount).toBe(nodes.length);
    expect(nodes.every(({ urgency }) => urgency <= 3)).toBe(true);
    const times = nodes.map(({ publishedAt }) => publishedAt);
    expect(times).toEqual(times.toSorted());
  });

  it('is found however its path is written, and null where there is none', async () => {
    expect(
      await newswire().client.data(`{
        a: section(path: "/News/Valley/") { path }
        b: section(path: "news//valley") { path }
        c: section(path: "news/nowhere") { path }
        d: section(path: "") { path }
        e: section(path: "valley") { path }
      }`),
    ).toEqual({ a: { path: 'news/valley' }, b: { path: 'news/valley' }, c: null, d: null, e: null });
  });
});

it('each of ten sections asked for at once gets its own page', async () => {
  const { client, publish } = await startNewswire();
  await publish(...generateEdition({ seed: 12, count: 60 }));
  const paths = ['news', 'news/valley', 'sport', 'science', 'culture', 'news/coast'];
  const alone = await Promise.all(
    paths.map((path) =>
      client.data<{ section: unknown }>(
        `query ($path: String!) { section(path: $path) { path articles(first: 3) { totalCount edges { node { slug } } } } }`,
        { path },
      ),
    ),
  );
  const { nodes } = await client.data<{ nodes: unknown[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Section { path articles(first: 3) { totalCount edges { node { slug } } } } } }`,
    {
      ids: await Promise.all(
        paths.map(async (path) => {
          const { section } = await client.data<{ section: { id: string } }>(
            'query ($path: String!) { section(path: $path) { id } }',
            { path },
          );
          return section.id;
        }),
      ),
    },
  );
  expect(nodes).toEqual(alone.map(({ section }) => section));
});

it('a section is there once something public stands in it or below it', async () => {
  const { client, publish } = await startNewswire();
  const asked = '{ sections { path } section(path: "a/b") { path } }';
  expect(await client.data(asked)).toEqual({ sections: [], section: null });
  await publish(brief('First', { section: breadcrumbOfPath('a/b/c') }));
  expect(await client.data(asked)).toEqual({ sections: [{ path: 'a' }], section: { path: 'a/b' } });
});
