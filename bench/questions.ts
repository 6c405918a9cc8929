/**
 * What the bench asks: documents, the variables of each request (never the same twice, but where a question says so), and
 * what the answer must be. A wrong answer ends the bench: figures about wrong answers would be worse than none.
 */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { cursorText } from '../src/newsroom/read/page.ts';
import { APART, SECTIONS } from './edition.ts';
import { type Facts, SIZE } from './facts.ts';
import { commonWords, rareWord } from './vocabulary.ts';

export interface Question {
  title: string;
  document: string;
  /** The hand-written statement that answers the same. */
  statement: 'front' | 'section' | 'article' | 'search';
  /** Of the n-th request, from 0. */
  variables(facts: Facts, n: number): Readonly<Record<string, string>>;
  /** Throws where `answer`, as parsed, is not the one to the n-th request. */
  check(answer: unknown, facts: Facts, n: number): void;
  /** What an answer and the statement's must have in common. */
  comparable(answer: unknown): unknown;
}

const ITEM = `slug headline description publishedAt breaking
  section { name path }
  leadPhoto { url caption creditLine }
  quotes { edges { node { text speaker speakerRole } } }`;
const PAGE = `articles(first: ${SIZE}, after: $after) {
  edges { node { ${ITEM} } } pageInfo { hasNextPage endCursor }
}`;

const Slugs = z.object({ edges: z.array(z.object({ node: z.object({ slug: z.string() }) })) });
const Front = z.object({ data: z.object({ articles: Slugs }) });

/** The n-th request's page begins at this place in `newest`. Pages go round, each time from another cursor. */
function begin(facts: Facts, n: number): number {
  return (n * 7) % facts.pages;
}

/** A cursor just before the article at `place`: between two articles there is room for many. */
function cursorBefore(facts: Facts, place: number, n: number): string {
  const first = facts.newest[place];
  assert(first);
  const round = Math.floor(n / facts.pages);
  return cursorText({ name: 'n', width: 2 }, [first.publicAt + 1 + (round % (APART - 1)), first.id]);
}

function checkFront(answer: unknown, facts: Facts, place: number): void {
  const wanted = facts.newest.slice(place, place + SIZE).map(({ slug }) => slug);
  assert.deepEqual(
    Front.parse(answer).data.articles.edges.map(({ node }) => node.slug),
    wanted,
  );
}

const front: Question = {
  title: 'front page',
  document: `query Front($after: String) { ${PAGE} }`,
  statement: 'front',
  variables: (facts, n) => ({ after: cursorBefore(facts, begin(facts, n), n) }),
  check: (answer, facts, n) => checkFront(answer, facts, begin(facts, n)),
  comparable: (answer) => answer,
};

const frontAgain: Question = {
  ...front,
  title: 'the same front page again and again',
  variables: (facts) => ({ after: cursorBefore(facts, 0, 0) }),
  check: (answer, facts) => checkFront(answer, facts, 0),
};

const InSection = z.object({ node: z.object({ section: z.object({ path: z.string() }) }) });
const Section = z.object({
  data: z.object({ section: z.object({ articles: z.object({ edges: z.array(InSection).length(SIZE) }) }) }),
});
const pathOf = (n: number) => SECTIONS[n % SECTIONS.length] ?? '';

const section: Question = {
  title: 'section page',
  document: `query Section($path: String!, $after: String) { section(path: $path) { name path ${PAGE} } }`,
  statement: 'section',
  variables: (facts, n) => ({ path: pathOf(n), after: cursorBefore(facts, begin(facts, n), n) }),
  check(answer, _facts, n) {
    for (const { node } of Section.parse(answer).data.section.articles.edges) {
      assert(
        `${node.section.path}/`.startsWith(`${pathOf(n)}/`),
        `${node.section.path} is not in ${pathOf(n)}`,
      );
    }
  },
  comparable: (answer) => answer,
};

const Article = z.object({
  data: z.object({ article: z.object({ slug: z.string(), paragraphs: z.array(z.string()).min(3) }) }),
});
// A prime, so that neighbours in the store do not follow each other.
const slugOf = ({ slugs }: Facts, n: number) => slugs[(n * 7_919) % slugs.length] ?? '';

const article: Question = {
  title: 'one article',
  document: `query Article($slug: String!) {
    article(slug: $slug) {
      slug headline description byline dateline language publishedAt keywords breaking wordCount paragraphs
      section { name path }
      photos { edges { node { url caption altText creditLine } } }
      quotes { edges { node { text speaker speakerRole } } }
    }
  }`,
  statement: 'article',
  variables: (facts, n) => ({ slug: slugOf(facts, n) }),
  check: (answer, facts, n) => assert.equal(Article.parse(answer).data.article.slug, slugOf(facts, n)),
  comparable: (answer) => answer,
};

const Hit = z.object({ score: z.number(), snippet: z.string().min(1), node: z.object({ slug: z.string() }) });
const Search = z.object({ data: z.object({ search: z.object({ edges: z.array(Hit) }) }) });
const Nodes = z.object({
  data: z.object({ search: z.object({ edges: z.array(z.object({ node: z.unknown() })) }) }),
});

/** Words are not many, so a word that stands nowhere is left out of the finds: no two requests are the same. */
const unlike = (word: string, n: number) => `${word} -nowhere${n}`;

function search(title: string, word: (n: number, facts: Facts) => string): Question {
  return {
    title,
    document: `query Search($query: String!) {
      search(query: $query, first: ${SIZE}) {
        edges { score snippet node { slug headline publishedAt section { name path } } }
      }
    }`,
    statement: 'search',
    variables: (facts, n) => ({ query: unlike(word(n, facts), n) }),
    check(answer, facts, n) {
      const rare = word(n, facts) === rareWord(n % facts.rareWords);
      const finds = rare ? Math.ceil((facts.count - (n % facts.rareWords)) / facts.rareWords) : SIZE;
      const { edges } = Search.parse(answer).data.search;
      assert.equal(edges.length, finds);
      // A word that stands in the headline alone is marked nowhere.
      assert(
        edges.some(({ snippet }) => snippet.includes('<mark>')),
        'no snippet is marked',
      );
    },
    // SQL cannot make the snippets.
    comparable: (answer) => Nodes.parse(answer).data.search.edges.map(({ node }) => node),
  };
}

const common = commonWords();

export const QUESTIONS = {
  front,
  frontAgain,
  article,
  section,
  searchCommon: search('search, a common word', (n) => common[n % common.length] ?? ''),
  searchRare: search('search, a rare word', (n, { rareWords }) => rareWord(n % rareWords)),
} as const satisfies Record<string, Question>;
