/**
 * Full-text search. What a find counts for is in news/ranking: by its words, which the engine looks for, and by its age,
 * measured from the newest article and never from the clock, so that the same store always answers alike.
 */
import { aliasedTable, and, count, desc, eq, type SQL, sql } from 'drizzle-orm';
import { HALF_LIFE } from '../../news/ranking.ts';
import { isEmpty, parseSearch, type SearchQuery } from '../../news/search-query.ts';
import type { MaybePromise, Only, Preparable } from '../../store/store.ts';
import { type ArticleFilter, checkFilter, filterCondition } from '../filter.ts';
import { isPublic } from '../visibility.ts';
import { articleFields, withAlways } from './article-columns.ts';
import { COUNTED, type Facets, facetsOf } from './facets.ts';
import { family, type Member, andThen } from './family.ts';
import { cursorText, type Order, type Page, type PageArgs, sliceOf, type Slice } from './page.ts';
import type { Columns, Reader } from './reader.ts';
import type { ArticleRow } from './rows.ts';

/** The newest finds of each level that are ranked, and so listed: what ranking costs grows with their number. */
const RANKED = 500;

const RANK: Order = { name: 's', width: 1 };

export interface Hit {
  article: Member<ArticleRow>;
  /** Higher is better. */
  score: number;
  /** Its place in the whole list, from 0. */
  index: number;
}

export interface SearchListing {
  query: SearchQuery;
  page(): MaybePromise<Page<Hit>>;
  /** Of all finds, also of those that are too old to be listed. */
  count(): MaybePromise<number>;
  facets: Facets;
}

export interface SearchList {
  text: string;
  filter?: ArticleFilter | null | undefined;
  page: PageArgs;
  columns: Columns<ArticleRow>;
}

type Counting = Preparable<{ count: number }>;

/** Throws BAD_USER_INPUT for impossible pages and filters, never for what stands in `text`. */
export function search(reader: Reader, list: SearchList): SearchListing {
  checkFilter(list.filter, reader.limits);
  const { store } = reader;
  const slice = sliceOf(list.page, RANK);
  const query = parseSearch(list.text);
  const condition = filterCondition(store, list.filter);

  function total(): MaybePromise<number> {
    if (isEmpty(query)) return 0;
    const statement = reader.keptStatement(`search count:${condition.shape}`, (): Counting => {
      return store.db
        .select({ count: count() })
        .from(store.search.articles.found('words', 'found', narrowed()));
    });
    const params = { ...condition.params, words: store.search.expression(query) };
    return andThen(statement(params), (rows) => rows[0]?.count ?? 0);
  }

  function hits(from: number, size: number): MaybePromise<Hit[]> {
    if (size <= 0 || isEmpty(query)) return [];
    const wanted = withAlways(list.columns);
    const statement = reader.statement(`search:${condition.shape}:${wanted.join()}`, () => {
      const { articles } = store.tables;
      const newest = sql`(select max(${articles.publicAt}) from ${articles} where ${isPublic(articles)})`;
      const score = sql<number>`weight / (1.0 + (${newest} - found.public_at) / ${sql.raw(`${HALF_LIFE}.0`)})`;
      // The page is chosen without its articles: they are wide, and the finds many.
      const top = store.db
        .select({ id: sql<number>`found.id`.as('find'), score: score.as('score') })
        .from(ranked())
        .orderBy(desc(sql`score`), desc(sql`found.public_at`), desc(sql`found.id`))
        .limit(sql.placeholder('limit'))
        .offset(sql.placeholder('offset'))
        .as('top');
      const row = aliasedTable(articles, 'row');
      return store.db
        .select({ ...articleFields(store, row, wanted), score: top.score })
        .from(top)
        .innerJoin(row, and(eq(row.id, top.id), isPublic(row)))
        .orderBy(desc(top.score), desc(row.publicAt), desc(row.id));
    });
    return andThen(statement({ ...ranking(), limit: size, offset: from }), (rows) =>
      family('Article', rows as unknown as (ArticleRow & { score: number })[]).map((article, index) => ({
        article,
        score: article.score,
        index: from + index,
      })),
    );
  }

  function listed(): MaybePromise<number> {
    if (isEmpty(query)) return 0;
    const statement = reader.statement(`search listed:${condition.shape}`, (): Counting =>
      store.db.select({ count: count() }).from(ranked()),
    );
    return andThen(statement(ranking()), (rows) => rows[0]?.count ?? 0);
  }

  function ranked(): SQL {
    return store.search.articles.ranked('words', 'found', { most: RANKED, ...narrowed() });
  }

  function narrowed(): Only {
    const { publishedAfter, publishedBefore } = list.filter ?? {};
    const bound = (name: string, value: unknown) =>
      value == null ? undefined : sql`${sql.placeholder(name)}`;
    return {
      also: condition.where(),
      since: bound('publishedAfter', publishedAfter),
      until: bound('publishedBefore', publishedBefore),
    };
  }

  function ranking(): Record<string, unknown> {
    return { ...condition.params, words: store.search.ranking(query) };
  }

  function page(): MaybePromise<Page<Hit>> {
    const begin = (slice.after?.[0] ?? -1) + 1;
    const end = slice.before?.[0] ?? Infinity;
    if (!slice.backward)
      return andThen(hits(begin, Math.min(slice.size + 1, end - begin)), (rows) => pageOfHits(rows, slice));
    return andThen(listed(), (most) => {
      const stop = Math.min(end, most);
      const from = Math.max(begin, stop - slice.size);
      return andThen(hits(from, stop - from), (rows) => ({
        ...pageOfHits(rows, slice),
        hasNextPage: stop < most,
        hasPreviousPage: from > 0,
      }));
    });
  }

  /** Those that were added last: what is found has no other order that costs nothing. */
  const facets: Facets = (asked) => {
    if (isEmpty(query)) return [];
    const ids = () =>
      sql`select found.id from ${store.search.articles.found('words', 'found', narrowed())} order by found.id desc limit ${sql.raw(String(COUNTED))}`;
    const params = { ...condition.params, words: store.search.expression(query) };
    return facetsOf(
      reader,
      { name: `search:${condition.shape}`, params, ids, prepare: reader.keptStatement },
      asked,
    );
  };

  return { query, page, count: total, facets };
}

function pageOfHits(read: readonly Hit[], { size }: Slice): Page<Hit> {
  const rows = read.slice(0, size);
  return {
    rows,
    hasNextPage: read.length > size,
    hasPreviousPage: (rows[0]?.index ?? 0) > 0,
    cursor: ({ index }) => cursorText(RANK, [index]),
  };
}
