/** ArticleFilter means one thing: what SQL selects by it is what its predicate takes, wherever it is asked. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Connection } from '../support/documents.ts';
import { generateEdition } from '../support/edition.ts';
import { type FilterInput, filters, oddArticle } from '../support/filters.ts';
import { useNewswire } from '../support/newswire.ts';
import { runs, seed } from '../support/runs.ts';

interface Article {
  id: string;
  section: { path: string };
  photos: { totalCount: number };
  quotes: { totalCount: number };
}

interface Answers {
  articles: Connection<Article>;
  changes: { events: { articleId: string }[]; hasMore: boolean };
  section: { articles: Connection<{ id: string }> };
  scoped: Connection<{ id: string }>;
  photos: { totalCount: number };
  quotes: { totalCount: number };
}

const ASKED = `query ($filter: ArticleFilter, $path: String!, $scoped: ArticleFilter) {
  articles(filter: $filter, first: 100) {
    totalCount edges { node { id section { path } photos { totalCount } quotes { totalCount } } }
  }
  changes(filter: $filter, first: 1000) { events { articleId } hasMore }
  section(path: $path) { articles(filter: $filter, first: 100) { totalCount edges { node { id } } } }
  scoped: articles(filter: $scoped, first: 100) { totalCount edges { node { id } } }
  photos(filter: $filter) { totalCount }
  quotes(filter: $filter) { totalCount }
}`;

const newswire = useNewswire({}, async ({ publish }) => {
  const odd = fc.sample(oddArticle, { numRuns: 40, seed });
  await publish(...generateEdition({ seed, count: 55 }), ...odd);
});

it('rows, events, sections, photos, quotes and counts agree on what a filter takes', async () => {
  const { client } = newswire();
  const taken = { some: 0, none: 0, all: 0 };
  const { articles: everything } = await client.data<Pick<Answers, 'articles'>>(
    '{ articles { totalCount } }',
  );
  expect(everything.totalCount).toBeGreaterThan(80);

  await fc.assert(
    fc.asyncProperty(
      filters(),
      fc.constantFrom('news', 'news/valley', 'sport', 'science'),
      async (filter, path) => {
        // The filter itself may name sections: `not not` of it leaves the field free.
        const scoped: FilterInput = { sections: [path], not: { not: filter } };
        const deep = depthOf(scoped) > 5;
        const { articles, ...answers } = await client.data<Answers>(ASKED, {
          filter,
          path,
          scoped: deep ? {} : scoped,
        });
        const ids = articles.edges.map(({ node }) => node.id);
        expect(articles.totalCount).toBe(ids.length);
        expect(answers.changes.events.map(({ articleId }) => articleId).toSorted()).toEqual(ids.toSorted());
        expect(answers.changes.hasMore).toBe(false);

        const within = articles.edges
          .filter(({ node }) => `${node.section.path}/`.startsWith(`${path}/`))
          .map(({ node }) => node.id);
        expect(answers.section.articles.edges.map(({ node }) => node.id)).toEqual(within);
        expect(answers.section.articles.totalCount).toBe(within.length);
        if (!deep) expect(answers.scoped.edges.map(({ node }) => node.id)).toEqual(within);

        const sum = (of: 'photos' | 'quotes') =>
          articles.edges.reduce((total, { node }) => total + node[of].totalCount, 0);
        expect([answers.photos.totalCount, answers.quotes.totalCount]).toEqual([
          sum('photos'),
          sum('quotes'),
        ]);
        taken[ids.length === 0 ? 'none' : ids.length === everything.totalCount ? 'all' : 'some'] += 1;
      },
    ),
    runs(120),
  );
  // The filters are worth trying: most take some articles and leave others.
  expect(taken.some).toBeGreaterThan((taken.some + taken.none + taken.all) / 3);
});

function depthOf(filter: FilterInput): number {
  return filter.not ? 1 + depthOf(filter.not) : 0;
}
