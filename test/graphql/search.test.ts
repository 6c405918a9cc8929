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

describe('what a find counts for', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(
      brief('The ferry strike', { publishedAt: at(1) }),
      brief('Ferries wait', { description: 'A strike at the quay.', publishedAt: at(1) }),
      brief('Quay quiet', { description: 'Strikes stop a ferry.', publishedAt: at(1) }),
      brief('Ferry late', { blocks: [paragraph('Nobody strikes; the engine is old.')], publishedAt: at(1) }),
      brief('An evening by the water', {
        blocks: [paragraph('No ferry came. People spoke of the strike.')],
        publishedAt: at(2),
      }),
      brief('Notes from the islands', {
        blocks: [
          paragraph('A ferry, an old ferry, and the ferry to come: no strike in sight.'),
          paragraph('Strikes were known here once, and a strike is told of.'),
        ],
        publishedAt: at(1),
      }),
      brief('Fährstreik', {
        blocks: [paragraph('Der Streik der Fähren: „strike“ und „ferry“ auf allen Schildern.')],
        language: 'de',
        publishedAt: at(1),
      }),
    );
  });

  it.each([
    // in the headline; there and in what it is about; in what it is about; one in the headline; in the text
    [
      'ferry strike',
      [
        'the-ferry-strike',
        'ferries-wait',
        'quay-quiet',
        'notes-from-the-islands',
        'ferry-late',
        'an-evening-by-the-water',
        'fahrstreik',
      ],
    ],
    ['the ferry', ['the-ferry-strike', 'ferries-wait', 'ferry-late', 'quay-quiet', 'notes-from-the-islands']],
    ['"ferry strike"', ['the-ferry-strike']],
  ])('%s: what its words stand in', async (query, expected) => {
    const found = await search(newswire().client, query);
    const scores = new Map(found.edges.map(({ node, score }) => [node.slug, Math.round(score * 2) / 2]));
    const better = [...expected].toSorted(
      (a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || expected.indexOf(a) - expected.indexOf(b),
    );
    expect(better).toEqual(expected);
    expect(slugs(found).slice(0, expected.length).toSorted()).toEqual([...expected].toSorted());
  });

  it('marks the forms of a word in the language of the text', async () => {
    const found = await search(newswire().client, 'strike OR fähre');
    const snippets = new Map(found.edges.map(({ node, snippet }) => [node.slug, snippet]));
    expect(snippets.get('ferry-late')).toBe('Nobody <mark>strikes</mark>; the engine is old.');
    expect(snippets.get('fahrstreik')).toContain('Der Streik der <mark>Fähren</mark>: „<mark>strike</mark>“');
  });
});

/** More than are ranked, the first of them the newest: as an archive that is read backwards. */
describe('of very many finds, a search', () => {
  const COUNT = 620;
  const week = (index: number) => at(-7 * index);
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(
      ...Array.from({ length: COUNT }, (_, index) =>
        brief(index === 40 ? 'A granary of lanterns' : `Evening ${index}`, {
          blocks: [paragraph('Lanterns were lit, and a granary was full.')],
          publishedAt: week(index),
          keywords: index >= COUNT - 3 ? ['Candles'] : [],
        }),
      ),
    );
  });

  it('ranks the newest, in whichever order they came', async () => {
    const found = await search(newswire().client, 'lantern', { first: 5 });
    expect(slugs(found)).toEqual([
      'a-granary-of-lanterns',
      'evening-0',
      'evening-1',
      'evening-2',
      'evening-3',
    ]);
    expect(found.totalCount).toBe(COUNT);
    expect(found.edges.map(({ score }) => score.toFixed(2))).toEqual([
      '2.43',
      '1.00',
      '0.93',
      '0.87',
      '0.81',
    ]);
  });

  it('lists what a filter takes, however old it is', async () => {
    const { client } = newswire();
    const rare = await search(client, 'lantern granary', { filter: { keywords: ['candles'] } });
    expect([slugs(rare), rare.totalCount]).toEqual([['evening-617', 'evening-618', 'evening-619'], 3]);
    const long = { publishedBefore: new Date(week(597)).toISOString() };
    const old = await search(client, 'lanterns', { filter: long, first: 2 });
    expect([slugs(old), old.totalCount]).toEqual([['evening-598', 'evening-599'], 22]);
    const between = { ...long, publishedAfter: new Date(week(599)).toISOString() };
    const few = await search(client, '"lanterns were"', { filter: between });
    expect([slugs(few), few.totalCount]).toEqual([['evening-598', 'evening-599'], 2]);
    const none = await search(client, 'lantern', { filter: { languages: ['de'] } });
    expect([slugs(none), none.totalCount]).toEqual([[], 0]);
  });

  it('is paged from the end of what is ranked', async () => {
    const { client } = newswire();
    const last = await search(client, 'lantern', { last: 2 });
    expect(slugs(last)).toEqual(['evening-498', 'evening-499']);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await search(client, 'lantern', { last: 1, before: last.pageInfo.startCursor });
    expect(slugs(before)).toEqual(['evening-497']);
    const after = await search(client, 'lantern', { first: 9, after: before.pageInfo.endCursor });
    expect(slugs(after)).toEqual(slugs(last));
    expect(after.pageInfo.hasNextPage).toBe(false);
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
