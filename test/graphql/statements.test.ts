/** A query costs a number of SQL statements that goes by its shape, and never by how many rows it meets. */
import { describe, expect, it } from 'vitest';
import { ALL_OF_ARTICLE } from '../support/documents.ts';
import { brief, generateEdition, photo, SECTION_PATHS } from '../support/edition.ts';
import { type Running, useNewswire } from '../support/newswire.ts';

const counted = { statements: 0 };
/** The watch over embargoes looks after each commit, when there is time. */
const OF_THE_WATCH = '"embargoed_until" is not null';
const trace = (statement: string) => {
  if (!statement.includes(OF_THE_WATCH)) counted.statements += 1;
};
const publishAll =
  (count: number) =>
  async ({ publish }: Running) => {
    await publish(
      brief('Much to see', { keywords: ['Weir'], photos: [photo('one'), photo('two')] }),
      ...generateEdition({ seed: 51, count }),
    );
  };
/** Answers from memory cost none. */
const environment = { NEWSWIRE_MAX_ANSWER_BYTES: '0' };
const few = useNewswire({ trace, environment }, publishAll(30));
const many = useNewswire({ trace, environment }, publishAll(240));

const sections = SECTION_PATHS.map(
  (path, index) =>
    `s${index}: section(path: "${path}") { name articles(first: 10) { totalCount edges { node { headline } } } }`,
).join('\n');

/** What each may cost: a change here is a change of what every reader pays. */
const QUERIES: [name: string, document: string, statements: number][] = [
  [
    'the front page',
    `{ articles(first: 20) { edges { node {
      slug headline description publishedAt breaking section { name path } leadPhoto { url caption }
      quotes(first: 2) { edges { node { text speaker } } }
    } } pageInfo { hasNextPage endCursor } } }`,
    2,
  ],
  ['a page that is counted', '{ articles(first: 5) { totalCount edges { node { slug } } } }', 2],
  ['a count alone', '{ articles { totalCount } }', 1],
  ['an article with everything', `{ article(slug: "much-to-see") ${ALL_OF_ARTICLE} }`, 9],
  ['twenty articles with everything', `{ articles(first: 20) { edges { node ${ALL_OF_ARTICLE} } } }`, 10],
  [
    'ten sections with ten articles each, found together',
    `{ sections { children { children { name articles(first: 10) { totalCount edges { node {
      headline section { name } leadPhoto { url }
    } } } } } } }`,
    6,
  ],
  ['ten sections with ten articles each, named one by one', `{ ${sections} }`, 30],
  [
    'what is related to twenty articles',
    '{ articles(first: 20) { edges { node { slug related(first: 5) { slug section { name } } } } } }',
    5,
  ],
  [
    'a search with a filter',
    '{ search(query: "bridge", filter: { hasPhoto: true }) { totalCount edges { snippet node { slug section { name } } } } }',
    3,
  ],
  [
    'photos and quotes with their articles',
    '{ photos(first: 50) { edges { node { caption article { slug section { name } } } } } quotes(first: 50) { edges { node { text article { slug } } } } }',
    5,
  ],
  [
    'a pull of changes',
    '{ changes(first: 20) { events { cursor article { slug section { name } } } endCursor } }',
    3,
  ],
];

describe.each(QUERIES)('%s', (_name, document, statements) => {
  it(`takes ${statements} statements on few articles and on many`, async () => {
    expect([await count(few(), document), await count(many(), document)]).toEqual([statements, statements]);
  });
});

/** The least of three: what looks after the store in the background may run a statement at any time. */
async function count({ client }: Running, document: string): Promise<number> {
  const costs: number[] = [];
  while (costs.length < 3) {
    const before = counted.statements;
    await client.data(document);
    costs.push(counted.statements - before);
  }
  return Math.min(...costs);
}
