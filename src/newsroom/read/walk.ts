/**
 * Lists that one keyword or one speaker narrows: they are walked along its index, which is in the order of publication, as far as
 * a page goes. What else a filter asks is asked of each article on the way.
 */
import { and, type AnyColumn, isNotNull, type SQL, sql } from 'drizzle-orm';
import { speakerName } from '../../news/quotes/speaker.ts';
import { indexText } from '../../news/words.ts';
import type { Store } from '../../store/store.ts';
import { type ArticleFilter, type Condition, filterCondition } from '../filter.ts';
import { saidBy } from '../speakers.ts';
import { boundsOf, orderOf, type SortKey } from './keyset.ts';
import type { Slice } from './page.ts';

export interface Walk {
  /** Says all that the SQL depends on, but for the slice. */
  shape: string;
  params: Record<string, unknown>;
  /** Of the articles of a slice, newest or oldest first, and one more where there are more. */
  ids(slice: Slice, descending: boolean): SQL;
  /** Of all of them. */
  allIds(): SQL;
}

/** Where the articles of one keyword or speaker stand: rows of public ones alone. */
interface Way {
  shape: string;
  params: Record<string, unknown>;
  table: SQL;
  articleId: AnyColumn;
  publicAt: AnyColumn;
  where: SQL | undefined;
  /** The rest of the filter. */
  rest: ArticleFilter;
}

/** null where no single value narrows the list. */
export function walkOf(store: Store, filter: ArticleFilter | null | undefined): Walk | null {
  const way = filter == null ? null : (keywordWay(store, filter) ?? speakerWay(store, filter));
  if (way === null) return null;
  const condition = filterCondition(store, way.rest);
  const select = (...more: SQL[]) =>
    sql`select ${way.articleId} from ${way.table}${joinArticles(store, way, condition)} where ${and(way.where, condition.where(), ...more)} group by ${way.publicAt}, ${way.articleId}`;
  return {
    shape: `${way.shape}:${condition.shape}`,
    params: { ...condition.params, ...way.params },
    ids(slice, descending) {
      const key: SortKey = { columns: [way.publicAt, way.articleId], descending };
      const order = sql.join(orderOf(slice, key), sql`, `);
      return sql`${select(...boundsOf(slice, key))} order by ${order} limit ${sql.placeholder('limit')}`;
    },
    allIds: () => select(),
  };
}

function keywordWay({ tables }: Store, filter: ArticleFilter): Way | null {
  const [keyword, ...others] = filter.keywords ?? [];
  if (keyword === undefined || others.length > 0) return null;
  const { articleKeywords: table } = tables;
  return {
    shape: 'keyword',
    params: { keyword: indexText(keyword) },
    table: sql`${table}`,
    articleId: table.articleId,
    publicAt: table.publicAt,
    where: sql`${table.keyword} = ${sql.placeholder('keyword')}`,
    rest: { ...filter, keywords: null },
  };
}

function speakerWay({ tables }: Store, filter: ArticleFilter): Way | null {
  const [speaker, ...others] = filter.speakers ?? [];
  const name = speaker === undefined || others.length > 0 ? null : speakerName(speaker);
  if (name === null || name.family === '') return null;
  const { quotes: table } = tables;
  const said = saidBy(name);
  return {
    shape: said.shape,
    params: said.params,
    table: sql`${table}`,
    articleId: table.articleId,
    publicAt: table.publicAt,
    where: and(isNotNull(table.publicAt), said.where(table)),
    rest: { ...filter, speakers: null },
  };
}

/** Their own columns are wanted only where the rest of the filter looks at them. */
function joinArticles({ tables: { articles } }: Store, { articleId }: Way, { shape }: Condition): SQL {
  return shape === '' ? sql`` : sql` join ${articles} on ${articles.id} = ${articleId}`;
}
