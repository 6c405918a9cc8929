/**
 * Full-text search. The engine finds and ranks; newer articles count for more, measured from the newest article and
 * never from the clock, so that the same store always answers alike.
 */
import { aliasedTable, and, count, desc, eq, sql } from 'drizzle-orm';

import { isEmpty, parseSearch, type SearchQuery } from '../../news/search-query.ts';
import type { MaybePromise } from '../../store/store.ts';
import { type ArticleFilter, checkFilter, filterCondition } from '../filter.ts';
import { isPublic } from '../visibility.ts';
import { withAlways } from './articles.ts';
import { family, type Member, andThen } from './family.ts';
import { cursorText, type Order, type Page, type PageArgs, sliceOf, type Slice } from './page.ts';
import { type Columns, pick, type Reader } from './reader.ts';
import type { ArticleRow } from './rows.ts';

/** Only the newest finds are ranked: what bm25 costs grows with their number. */
const RANKED = 10_000;
/** An article this much older than the newest counts for half, in milliseconds. */
const HALF_LIFE = 90 * 24 * 60 * 60 * 1000;

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
  count(): MaybePromise<number>;
}

export interface SearchList {
  text: string;
  filter?: ArticleFilter | null | undefined;
  page: PageArgs;
  columns: Columns<ArticleRow>;
}

/** Throws BAD_USER_INPUT for impossible pages and filters, never for what stands in `text`. */
export function search(reader: Reader, list: SearchList): SearchListing {
  checkFilter(list.filter, reader.limits);
  const { store } = reader;
  const slice = sliceOf(list.page, RANK);
  const query = parseSearch(list.text);
  const condition = filterCondition(store, list.filter);
  const params = { ...condition.params, words: store.search.expression(query) };

  function total(): MaybePromise<number> {
    if (isEmpty(query)) return 0;
    const statement = reader.statement(`search count:${condition.shape}`, () => {
      const { articles } = store.tables;
      return store.db
        .select({ count: count() })
        .from(articles)
        .where(
          and(store.search.articles.matches(articles.id, 'words'), isPublic(articles), condition.where()),
        );
    });
    return andThen(statement(params), (rows) => rows[0]?.count ?? 0);
  }

  function hits(from: number, size: number): MaybePromise<Hit[]> {
    if (size <= 0 || isEmpty(query)) return [];
    const wanted = withAlways(list.columns);
    const statement = reader.statement(`search:${condition.shape}:${wanted.join()}`, () => {
      const { articles } = store.tables;
      const newest = sql`(select max(${articles.publicAt}) from ${articles} where ${isPublic(articles)})`;
      const score = sql<number>`found.rank / (1.0 + (${newest} - ${articles.publicAt}) / ${sql.raw(`${HALF_LIFE}.0`)})`;
      // The page is chosen by id alone, so that sorting many finds does not carry their bodies along.
      const top = store.db
        .select({ id: articles.id, score: score.as('score') })
        .from(articles)
        .innerJoin(
          // Drizzle's types know no table expression in a join.
          store.search.articles.ranked('words', 'found', RANKED) as never,
          sql`${articles.id} = found.id`,
        )
        .where(and(isPublic(articles), condition.where()))
        .orderBy(desc(sql`score`), desc(articles.id))
        .limit(sql.placeholder('limit'))
        .offset(sql.placeholder('offset'))
        .as('top');
      const row = aliasedTable(articles, 'row');
      return store.db
        .select({ ...pick(row, wanted), score: top.score })
        .from(top)
        .innerJoin(row, eq(row.id, top.id))
        .orderBy(desc(top.score), desc(row.id));
    });
    return andThen(statement({ ...params, limit: size, offset: from }), (rows) =>
      family('Article', rows as unknown as (ArticleRow & { score: number })[]).map((article, index) => ({
        article,
        score: article.score,
        index: from + index,
      })),
    );
  }

  function page(): MaybePromise<Page<Hit>> {
    const begin = (slice.after?.[0] ?? -1) + 1;
    const end = slice.before?.[0] ?? Infinity;
    if (!slice.backward)
      return andThen(hits(begin, Math.min(slice.size + 1, end - begin)), (rows) => pageOfHits(rows, slice));
    return andThen(total(), (most) => {
      const stop = Math.min(end, most);
      const from = Math.max(begin, stop - slice.size);
      return andThen(hits(from, stop - from), (rows) => ({
        ...pageOfHits(rows, slice),
        hasNextPage: stop < most,
        hasPreviousPage: from > 0,
      }));
    });
  }

  return { query, page, count: total };
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
