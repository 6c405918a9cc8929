/** What `bench:scale` asks: each kind of page of the contract, shallow and deep, counts, searches and facets. */
import { cursorText } from '../src/newsroom/read/page.ts';
import { SECTIONS } from './edition.ts';
import type { ScaleFacts } from './scale-facts.ts';
import { commonWords, RARE_WORDS, rareWord, SPEAKERS, wordOfRank, VOCABULARIES } from './vocabulary.ts';

export interface ScaleQuestion {
  title: string;
  document: string;
  /** Of the n-th request. */
  variables(facts: ScaleFacts, n: number): Record<string, unknown>;
  /** What each answer must have in it. */
  holds: RegExp;
  /** Milliseconds, or times. */
  bar?: string;
}

const ITEM = `slug headline publishedAt section { name path } leadPhoto { url caption }
  quotes { edges { node { text speaker } } }`;
const PAGE = `articles(first: 20, after: $after, filter: $filter) { edges { node { ${ITEM} } } pageInfo { hasNextPage endCursor } }`;
const LIST = `query ($after: String, $filter: ArticleFilter) { ${PAGE} }`;
const SECTION = `query ($path: String!, $after: String, $filter: ArticleFilter) { section(path: $path) { ${PAGE} } }`;
const COUNT = 'query ($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }';
const SEARCH = `query ($query: String!) { search(query: $query, first: 20) { edges { score snippet node { slug headline } } } }`;
const TIMES = '1.5 times';
const EDGE = /"node":\{"slug"/;

const [english] = VOCABULARIES;
const common = commonWords();

/** A page from the middle of all: row 500,000 of a million. */
const deep = ({ places }: ScaleFacts, n: number) => {
  const place = places[1 + (n % (places.length - 1))];
  return place === undefined ? null : cursorText({ name: 'n', width: 2 }, [place.publicAt, place.id]);
};
const newest = () => null;
type After = (facts: ScaleFacts, n: number) => string | null;
type Filter = (n: number) => Record<string, unknown>;

function list(title: string, filter: Filter, after: After): ScaleQuestion {
  return {
    title,
    document: LIST,
    variables: (facts, n) => ({ filter: filter(n), after: after(facts, n) }),
    holds: EDGE,
    bar: TIMES,
  };
}

const nothing: Filter = () => ({});
const speaker: Filter = (n) => ({ speakers: [SPEAKERS[(n * 7) % SPEAKERS.length]] });
const language: Filter = (n) => ({ languages: [VOCABULARIES[n % VOCABULARIES.length]?.language] });
const keyword: Filter = (n) => ({
  keywords: [english === undefined ? '' : wordOfRank(english, (n * 7) % 200)],
});

function section(title: string, path: (n: number) => string, after: After): ScaleQuestion {
  return {
    title,
    document: SECTION,
    variables: (facts, n) => ({ path: path(n), after: after(facts, n), filter: null }),
    holds: EDGE,
    bar: TIMES,
  };
}

const root = (n: number) => SECTIONS[n % 4] ?? '';
const leaf = (n: number) => SECTIONS.at(-1 - (n % 20)) ?? '';

function count(title: string, filter: Filter, bar: string): ScaleQuestion {
  return {
    title,
    document: COUNT,
    variables: (_facts, n) => ({ filter: filter(n) }),
    holds: /"totalCount":[1-9]/,
    bar,
  };
}

function search(
  title: string,
  word: (n: number, facts: ScaleFacts) => string | undefined,
  bar?: string,
): ScaleQuestion {
  return {
    title,
    document: SEARCH,
    variables: (facts, n) => ({ query: `${word(n, facts)} -nowhere${n}` }),
    holds: EDGE,
    ...(bar === undefined ? {} : { bar }),
  };
}

/** A rare word of a million articles; of fewer, an invented one of a rank that makes it as rare. */
function wordOfHundred(n: number, { count }: ScaleFacts): string | undefined {
  if (count >= 100 * RARE_WORDS) return rareWord(n % 1_000);
  return english && wordOfRank(english, 5_500 + (n % 400));
}

export const SCALE_QUESTIONS: readonly ScaleQuestion[] = [
  list('front page', nothing, newest),
  list('front page, in the middle', nothing, deep),
  section('a root section', root, newest),
  section('a root section, in the middle', root, deep),
  section('a leaf section', leaf, newest),
  section('a leaf section, in the middle', leaf, deep),
  {
    title: 'one article',
    document: `query ($slug: String!) { article(slug: $slug) { ${ITEM} paragraphs } }`,
    variables: ({ places }, n) => ({ slug: places[n % places.length]?.slug }),
    holds: /"article":\{"slug"/,
    bar: TIMES,
  },
  list('filter by speaker', speaker, newest),
  list('filter by speaker, in the middle', speaker, deep),
  list('filter by language', language, newest),
  list('filter by language, in the middle', language, deep),
  list('filter by keyword', keyword, newest),
  list('filter by keyword, in the middle', keyword, deep),
  search('search, a common word', (n) => common[n % common.length], '30 ms'),
  search('search, a word that a hundred articles or two have', wordOfHundred, TIMES),
  search('search, a word that one article of 10,000 has', (n) => rareWord(n % 1_000)),
  count('totalCount of all', nothing, 'kept'),
  count('totalCount by speaker', speaker, '20 ms'),
  count('totalCount by keyword', keyword, '20 ms'),
  count('totalCount by language', language, 'kept'),
  {
    title: 'facets by section, of all',
    document: '{ articles(first: 1) { facets(by: SECTION) { value count } } }',
    variables: () => ({}),
    holds: /"count":[1-9]/,
  },
  {
    title: 'facets by speaker, of a keyword',
    document:
      'query ($filter: ArticleFilter) { articles(filter: $filter, first: 1) { facets(by: SPEAKER) { value count } } }',
    variables: (_facts, n) => ({ filter: keyword(n) }),
    holds: /"count":[1-9]/,
  },
];
