/** Every list of the API by one way of asking, and walks along its pages. */
import type { Client } from './client.ts';
import { type Connection, PAGE_INFO } from './documents.ts';

export interface List {
  name: string;
  /** Reads a page: `args` are first, after, last, before and what belongs to the list. */
  document: string;
}

export type Page = Connection<{ id: string }>;

export interface PageArgs {
  first?: number;
  after?: string | null;
  last?: number;
  before?: string | null;
}

const ARGUMENTS = '$first: Int, $after: String, $last: Int, $before: String';
const GIVEN = 'first: $first, after: $after, last: $last, before: $before';
const PAGE = `{ edges { cursor node { id } } ${PAGE_INFO} totalCount }`;

function list(name: string, field: string, within = (inner: string) => inner): List {
  const asked = field.includes('(') ? field.replace('(', `(${GIVEN}, `) : `${field}(${GIVEN})`;
  return { name, document: `query (${ARGUMENTS}) { ${within(`list: ${asked} ${PAGE}`)} }` };
}

/** Of the whole store. */
export const LISTS: readonly List[] = [
  list('articles, newest first', 'articles(orderBy: NEWEST)'),
  list('articles, oldest first', 'articles(orderBy: OLDEST)'),
  list('articles, newest change first', 'articles(orderBy: UPDATED)'),
  list('articles that a filter takes', 'articles(filter: { hasPhoto: true, not: { languages: ["de"] } })'),
  list('articles of a keyword', 'articles(filter: { keywords: ["weir"] })'),
  list(
    'articles of a keyword, oldest first',
    'articles(orderBy: OLDEST, filter: { keywords: ["Weir"], maxUrgency: 9 })',
  ),
  list('articles with a speaker', 'articles(filter: { speakers: ["Oribe"], maxUrgency: 9 })'),
  list('articles of a section', 'articles', (inner) => `section(path: "news") { ${inner} }`),
  list(
    'articles of a section, oldest first',
    'articles(orderBy: OLDEST, filter: { hasPhoto: true })',
    (inner) => `section(path: "news") { ${inner} }`,
  ),
  list('photos', 'photos'),
  list('photos of articles that a filter takes', 'photos(filter: { sections: ["news"] })'),
  list('quotes', 'quotes'),
  list('quotes of a speaker', 'quotes(speaker: "tomas oribe")'),
  list('quotes with a word in them', 'quotes(search: "boats", filter: { maxUrgency: 8 })'),
];

export function partsOf(slug: string): readonly List[] {
  const within = (inner: string) => `article(slug: "${slug}") { ${inner} }`;
  return [list('photos of an article', 'photos', within), list('quotes of an article', 'quotes', within)];
}

export async function readPage(client: Client, { document }: List, args: PageArgs): Promise<Page> {
  const data = await client.data<Record<string, Page | { list: Page }>>(document, { ...args });
  const [found] = Object.values(data);
  if (found === undefined) throw new Error('nothing was answered');
  return 'list' in found ? found.list : found;
}

/** All pages from the beginning, or from the end; `between` is awaited between two. */
export async function walk(
  client: Client,
  asked: List,
  { size, backward = false, between }: { size: number; backward?: boolean; between?: () => Promise<void> },
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page = await readPage(
      client,
      asked,
      backward ? { last: size, before: cursor } : { first: size, after: cursor },
    );
    pages.push(page);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (!(backward ? hasPreviousPage : hasNextPage)) return pages;
    cursor = backward ? startCursor : endCursor;
    if (pages.length > 1_000) throw new Error('the pages do not end');
    await between?.();
  }
}

export function idsOf(page: Page): string[] {
  return page.edges.map(({ node }) => node.id);
}
