/** Search finds what its words mean, the best first, shows why, and never fails for what somebody types. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { oddText } from '../news/words-odd-text.ts';
import type { Client } from '../support/client.ts';
import { createClock } from '../support/clock.ts';
import type { PageInfo } from '../support/documents.ts';
import { brief, generateEdition, photo } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { runs } from '../support/runs.ts';

interface Found {
  totalCount: number;
  pageInfo: PageInfo;
  edges: { cursor: string; score: number; snippet: string; node: { slug: string } }[];
}

const SEARCH = `query ($query: String!, $filter: ArticleFilter, $first: Int, $after: String, $last: Int, $before: String) {
  search(query: $query, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor score snippet node { slug } }
  }
}`;

async function search(client: Client, query: string, more: Record<string, unknown> = {}): Promise<Found> {
  return (await client.data<{ search: Found }>(SEARCH, { query, ...more })).search;
}

function slugs({ edges }: Found): string[] {
  return edges.map(({ node }) => node.slug);
}

const at = (day: number) => Date.parse('2026-10-01T12:00:00Z') + day * 24 * 60 * 60 * 1000;

describe('a search', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(
      brief('Glassworks reopen', { publishedAt: at(1) }),
      brief('A morning in town', {
        blocks: [paragraph('Smoke rose from the glassworks again.')],
        publishedAt: at(1),
      }),
      brief('Furnace lit', { keywords: ['Glassworks'], publishedAt: at(1) }),
      brief('Sand arrives', {
        photos: [photo('sand', { caption: 'Sand for the glassworks.' })],
        publishedAt: at(1),
      }),
      brief('What they make', { description: 'At the glassworks, bowls.', publishedAt: at(1) }),
      brief('Grain prices old', { blocks: [paragraph('Rye was dear.')], publishedAt: at(-700) }),
      brief('Grain prices new', { blocks: [paragraph('Rye was dear.')], publishedAt: at(1) }),
      brief('Café Zoë closes', {
        blocks: [paragraph('The straße was quiet, e.g. on the U.S. side.')],
        publishedAt: at(2),
      }),
      brief('Programs in C++', { blocks: [paragraph('Nobody wrote in C.')], publishedAt: at(2) }),
      brief('東京の新しい橋', { language: 'ja', publishedAt: at(2) }),
      brief('Danger <script>alert(1)</script> & “marks”', {
        blocks: [paragraph('Beware of <b onclick="x">bold</b> & <mark>fake</mark> weasels.')],
        publishedAt: at(2),
      }),
    );
  });

  it('ranks a headline before keywords and a description, and those before a body and captions', async () => {
    const found = slugs(await search(newswire().client, 'glassworks'));
    expect(found).toHaveLength(5);
    expect(found[0]).toBe('glassworks-reopen');
    expect(found.slice(1, 3).toSorted()).toEqual(['furnace-lit', 'what-they-make']);
    expect(found.slice(3).toSorted()).toEqual(['a-morning-in-town', 'sand-arrives']);
  });

  it('ranks newer before older where all else is alike, and scores fall', async () => {
    const found = await search(newswire().client, 'grain rye');
    expect(slugs(found)).toEqual(['grain-prices-new', 'grain-prices-old']);
    expect(found.edges[0]?.score).toBeGreaterThan(found.edges[1]?.score ?? Infinity);
  });

  it.each([
    ['GLASSWORKS morning', ['a-morning-in-town']],
    ['cafe zoe', ['cafe-zoe-closes']],
    ['CAFÉ ZOË STRASSE', ['cafe-zoe-closes']],
    ['us side', ['cafe-zoe-closes']],
    ['"was dear"', ['grain-prices-new', 'grain-prices-old']],
    ['"dear was"', []],
    ['rye -new', ['grain-prices-old']],
    ['glassw* -headline sand', ['sand-arrives']],
    ['furnace OR bowls', ['furnace-lit', 'what-they-make']],
    ['c++', ['programs-in-c']],
    ['東京', ['dong-jing-noxin-shiiqiao']],
    ['-rye', []],
    ['   ', []],
  ])('for %s finds %j', async (query, expected) => {
    const found = await search(newswire().client, query);
    const answer = slugs(found);
    // Only who finds it matters here; a slug in ASCII is another's business.
    if (query === '東京') expect(answer).toHaveLength(1);
    else expect(answer.toSorted()).toEqual(expected.toSorted());
    expect(found.totalCount).toBe(answer.length);
  });

  it('shows matches in marks and everything else escaped', async () => {
    const found = await search(newswire().client, 'weasels');
    expect(found.edges.map(({ snippet }) => snippet)).toEqual([
      'Beware of &lt;b onclick=&quot;x&quot;&gt;bold&lt;/b&gt; &amp; &lt;mark&gt;fake&lt;/mark&gt; <mark>weasels</mark>.',
    ]);
    const inHeadline = await search(newswire().client, 'alert');
    expect(inHeadline.edges[0]?.snippet).not.toMatch(/<(?!\/?mark>)/);
  });

  it('takes a filter beside', async () => {
    const found = await search(newswire().client, 'glassworks', { filter: { hasPhoto: true } });
    expect([slugs(found), found.totalCount]).toEqual([['sand-arrives'], 1]);
  });
});

it('a search is answered alike whatever the clock says', async () => {
  const clock = createClock();
  const { client, publish } = await startNewswire({ now: clock.now });
  await publish(...generateEdition({ seed: 41, count: 20 }));
  const before = await search(client, 'bridge OR orchard');
  clock.advance(10 * 365 * 24 * 60 * 60 * 1000);
  expect(await search(client, 'bridge OR orchard')).toEqual(before);
  expect(before.totalCount).toBeGreaterThan(3);
});

describe('on a store of many articles, a search', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(...generateEdition({ seed: 42, count: 80 }));
  });

  it('is paged from the beginning and from the end', async () => {
    const { client } = newswire();
    const whole = await search(client, 'bridge OR lantern', { first: 100 });
    expect(whole.edges.length).toBeGreaterThan(20);
    const scores = whole.edges.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));

    for (const backward of [false, true]) {
      const met: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const page: Found = await search(
          client,
          'bridge OR lantern',
          backward ? { last: 7, before: cursor } : { first: 7, after: cursor },
        );
        expect(page.totalCount).toBe(whole.totalCount);
        if (backward) met.unshift(...slugs(page));
        else met.push(...slugs(page));
        const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
        expect(backward ? hasNextPage : hasPreviousPage).toBe(cursor !== null);
        if (!(backward ? hasPreviousPage : hasNextPage)) break;
        cursor = backward ? startCursor : endCursor;
      }
      expect(met).toEqual(slugs(whole));
    }
  });

  it('refuses pages that cannot be', async () => {
    for (const page of [{ first: 101 }, { first: -1 }, { first: 1, last: 1 }, { after: 'x' }]) {
      const { errors } = await newswire().client.ask(SEARCH, { query: 'bridge', ...page });
      expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });

  it('finds what a filter by the same text takes, and never fails, whatever is typed', async () => {
    const typed = fc.oneof(
      oddText,
      fc
        .array(
          fc.constantFrom(
            'bridge',
            'cafe',
            'Übung',
            'OR',
            'AND',
            'NOT',
            'NEAR(',
            '-',
            '"',
            '*',
            ')',
            ':',
            'lan*',
            "'",
            '^',
            '{',
            '\\',
            '%',
          ),
          { maxLength: 8 },
        )
        .map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (query) => {
        const { search: found, articles } = await newswire().client.data<{
          search: Found;
          articles: { totalCount: number; edges: { node: { slug: string } }[] };
        }>(
          `query ($query: String!) {
            search(query: $query, first: 100) { totalCount edges { snippet node { slug } } }
            articles(filter: { text: $query }, first: 100) { totalCount edges { node { slug } } }
            quotes(search: $query) { totalCount }
          }`,
          { query },
        );
        expect(slugs(found).toSorted()).toEqual(articles.edges.map(({ node }) => node.slug).toSorted());
        expect(found.totalCount).toBe(articles.totalCount);
        for (const { snippet } of found.edges) expect(snippet).not.toMatch(/<(?!\/?mark>)/);
      }),
      runs(100),
    );
  });
});
