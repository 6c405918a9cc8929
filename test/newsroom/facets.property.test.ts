/** Facets: each count is what the list would have with that value in its filter too, and no value that it has is left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancestorPaths } from '../../src/news/section.ts';
import { isSameSpeaker, speakerName } from '../../src/news/quotes/speaker.ts';
import { indexText } from '../../src/news/words.ts';
import { brief, generateEdition, statement } from '../support/edition.ts';
import { type FilterInput, filters, oddArticle } from '../support/filters.ts';
import { paragraph } from '../../src/news/block.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { runs, seed } from '../support/runs.ts';

interface FacetCount {
  value: string;
  label: string;
  count: number;
}

interface Article {
  keywords: string[];
  language: string;
  source: string | null;
  section: { path: string };
  quotes: { edges: { node: { speaker: string | null } }[] };
}

type Facets = Record<'SECTION' | 'KEYWORD' | 'LANGUAGE' | 'SOURCE' | 'SPEAKER', FacetCount[]>;
interface Answer {
  counted: Facets;
  articles: { edges: { node: Article }[] };
}

const BY = ['SECTION', 'KEYWORD', 'LANGUAGE', 'SOURCE', 'SPEAKER'] as const;
const FIELDS = {
  SECTION: 'sections',
  KEYWORD: 'keywords',
  LANGUAGE: 'languages',
  SOURCE: 'sources',
  SPEAKER: 'speakers',
} as const;

const ALL = BY.map((by) => `${by}: facets(by: ${by}, first: 100) { value label count }`).join(' ');
const NODES = `edges { node { keywords language source section { path } quotes { edges { node { speaker } } } } }`;
const ASKED = `query ($filter: ArticleFilter) {
  counted: articles(filter: $filter, first: 1) { ${ALL} }
  articles(filter: $filter, first: 100) { ${NODES} }
}`;

/** How many articles have each value, by what the articles themselves say. */
const VALUES: Record<(typeof BY)[number], (article: Article) => string[]> = {
  SECTION: ({ section }) => ancestorPaths(section.path),
  KEYWORD: ({ keywords }) => keywords.map(indexText).filter((value) => value !== ''),
  LANGUAGE: ({ language }) => [language],
  SOURCE: ({ source }) => (source === null ? [] : [source]),
  SPEAKER: ({ quotes }) => quotes.edges.flatMap(({ node }) => node.speaker ?? []),
};

/** Of those that are one speaker, one stands for all: none is left out, and none is there that is nobody. */
function expectOnePerSpeaker(named: readonly string[], values: readonly string[]): void {
  const left = values.filter((value) => {
    const name = speakerName(value);
    return name.family !== '' && !named.some((shown) => isSameSpeaker(speakerName(shown), name));
  });
  expect(left).toEqual([]);
  expect(named.filter((shown) => !values.includes(shown))).toEqual([]);
  expect(new Set(named.map((shown) => JSON.stringify(speakerName(shown)))).size).toBe(named.length);
}

describe('facets', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    const odd = fc.sample(oddArticle, { numRuns: 30, seed });
    await publish(...generateEdition({ seed, count: 55 }), ...odd);
  });

  it('count what the filter would take with each value, and leave none out', async () => {
    const { client } = newswire();
    await fc.assert(
      fc.asyncProperty(filters(2), async (filter) => {
        const { articles, counted: facets } = await client.data<Answer>(ASKED, { filter });
        const checks: { filter: FilterInput; count: number }[] = [];
        for (const by of BY) {
          const counts = facets[by];
          const values = new Set(articles.edges.flatMap(({ node }) => VALUES[by](node)));
          const named = counts.map(({ value }) => value);
          if (by === 'SPEAKER') expectOnePerSpeaker(named, [...values]);
          else expect(new Set(named)).toEqual(values);
          expect(counts).toEqual(
            counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
          );
          for (const { value, count } of counts.slice(0, 4))
            checks.push({ filter: { [FIELDS[by]]: [value], not: { not: filter } }, count });
        }
        if (checks.length === 0) return;
        const declared = checks.map((_, index) => `$f${index}: ArticleFilter`).join(', ');
        const fields = checks.map((_, index) => `a${index}: articles(filter: $f${index}) { totalCount }`);
        const answers = await client.data<Record<string, { totalCount: number }>>(
          `query (${declared}) { ${fields.join(' ')} }`,
          Object.fromEntries(checks.map((check, index) => [`f${index}`, check.filter])),
        );
        const counted = checks.map((_, index) => answers[`a${index}`]?.totalCount);
        expect(counted).toEqual(checks.map(({ count }) => count));
      }),
      runs(60),
    );
  });

  it('of a section and of a search are those of the same articles', async () => {
    const { client } = newswire();
    const facets =
      '{ SECTION: facets(by: SECTION) { value count } KEYWORD: facets(by: KEYWORD, first: 3) { value label count } totalCount }';
    const { section, scoped } = await client.data<{ section: { articles: object }; scoped: object }>(
      `{ section(path: "news") { articles(filter: { hasPhoto: true }) ${facets} }
         scoped: articles(filter: { hasPhoto: true, sections: ["news"] }) ${facets} }`,
    );
    expect(section.articles).toEqual(scoped);
    const { search, filtered } = await client.data<{ search: object; filtered: object }>(
      `{ search(query: "bridge OR lantern", filter: { sections: ["news"] }) ${facets}
         filtered: articles(filter: { text: "bridge OR lantern", sections: ["news"] }) ${facets} }`,
    );
    expect(search).toEqual(filtered);
    const none = await client.data<{ search: object }>(`{ search(query: "") ${facets} }`);
    expect(none.search).toEqual({ SECTION: [], KEYWORD: [], totalCount: 0 });
  });

  it('are labelled for people', async () => {
    const running = await startNewswire();
    await running.publish(
      brief('One', {
        keywords: ['Tide Tables'],
        language: 'en-GB',
        blocks: [paragraph(statement('We came', 'Émile Vautrin'))],
      }),
      brief('Two', { keywords: ['tide tables'], language: 'en' }),
      brief('Three', { keywords: ['TIDE TABLES'], language: 'de-CH' }),
    );
    const { articles } = await running.client.data<{ articles: Facets }>(`{ articles(first: 1) { ${ALL} } }`);
    expect(articles.KEYWORD).toEqual([{ value: 'tide tables', label: 'TIDE TABLES', count: 3 }]);
    expect(articles.LANGUAGE).toEqual([
      { value: 'en', label: 'English', count: 2 },
      { value: 'de-CH', label: 'Swiss High German', count: 1 },
      { value: 'en-GB', label: 'British English', count: 1 },
    ]);
    expect(articles.SPEAKER).toEqual([{ value: 'Émile Vautrin', label: 'Émile Vautrin', count: 1 }]);
    expect(articles.SECTION[0]).toMatchObject({ count: 3 });
  });

  it('take a family name that stands alone for each who bears it', async () => {
    const running = await startNewswire();
    const of = (...speakers: string[]) =>
      brief(`By ${speakers.join(' and ')}`, {
        blocks: speakers.map((speaker, index) => paragraph(statement(`We came ${index}`, speaker))),
      });
    await running.publish(
      of('Dagny Holt'),
      of('Holt'),
      of('Minister Holt'),
      of('Ulf Holt', 'Dagny Holt'),
      of('Ulf Holt', 'Wen Halloran'),
    );
    const { articles } = await running.client.data<{ articles: Facets }>(
      '{ articles { SPEAKER: facets(by: SPEAKER) { value label count } } }',
    );
    expect(articles.SPEAKER.map(({ value, count }) => [value, count])).toEqual([
      ['Dagny Holt', 4],
      ['Ulf Holt', 4],
      ['Wen Halloran', 1],
    ]);
  });

  it('show nobody what is hidden', async () => {
    const running = await startNewswire();
    const editor = await running.key('editor');
    await running.publish(brief('Seen', { keywords: ['open'] }), {
      ...brief('Held', { keywords: ['shut'] }),
      embargoedUntil: Date.now() + 86_400_000,
    });
    const asked =
      '{ articles { facets(by: KEYWORD) { value } } desk(state: EMBARGOED) { facets(by: KEYWORD) { value count } } }';
    expect(await running.client.data(asked)).toEqual({
      articles: { facets: [{ value: 'open' }] },
      desk: { facets: [] },
    });
    expect(await running.client.data(asked, {}, { key: editor })).toEqual({
      articles: { facets: [{ value: 'open' }] },
      desk: { facets: [{ value: 'shut', count: 1 }] },
    });
  });

  it('are 0 to 100', async () => {
    const { client } = newswire();
    for (const first of [-1, 101]) {
      const { errors } = await client.ask(`{ articles { facets(by: SOURCE, first: ${first}) { value } } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    expect(await client.data('{ articles { facets(by: SOURCE, first: 0) { value } } }')).toEqual({
      articles: { facets: [] },
    });
  });
});
