/** Reads articles: by what names them, by a filter in an order, and in a section with all below it. */
import { aliasedTable, and, count, desc, eq, type SQL, sql } from 'drizzle-orm';

import type { MaybePromise } from '../../store/store.ts';
import { type ArticleFilter, type Condition, checkFilter, filterCondition } from '../filter.ts';
import { isPublic, isPublicByTheWay } from '../visibility.ts';
import { articleFields, withAlways } from './article-columns.ts';
import { COUNTED, type Facets, facetsOf, type Matching } from './facets.ts';
import { family, groupBy, type Member, ofFamily, andThen } from './family.ts';
import { boundsOf, orderOf, sliceParams, sliceShape, type SortKey } from './keyset.ts';
import {
  cursorText,
  type Listing,
  type Order,
  type Page,
  type PageArgs,
  pageOf,
  sliceOf,
  type Slice,
} from './page.ts';
import type { Columns, Reader } from './reader.ts';
import type { ArticleRow, SectionRow } from './rows.ts';
import { type Walk, walkOf } from './walk.ts';

export type ArticleOrder = 'NEWEST' | 'OLDEST' | 'UPDATED';
type SortedBy = 'publicAt' | 'updatedAt';

const ORDERS: Record<ArticleOrder, Order & { column: SortedBy; descending: boolean }> = {
  NEWEST: { name: 'n', width: 2, column: 'publicAt', descending: true },
  OLDEST: { name: 'o', width: 2, column: 'publicAt', descending: false },
  UPDATED: { name: 'u', width: 2, column: 'updatedAt', descending: true },
};

export interface ArticleListing extends Listing<Member<ArticleRow>> {
  facets: Facets;
}

export interface ArticleList {
  filter?: ArticleFilter | null | undefined;
  order: ArticleOrder;
  page: PageArgs;
  columns: Columns<ArticleRow>;
}

/** The public articles among `ids`, one family, by their ids. */
export function articlesById(
  reader: Reader,
  ids: readonly number[],
  columns: Columns<ArticleRow>,
): MaybePromise<Map<number, Member<ArticleRow>>> {
  return byIds(reader, ids, { columns, also: () => isPublic(reader.store.tables.articles), name: 'public' });
}

/** Hidden ones too: for who has just saved them. */
export function anyArticlesById(
  reader: Reader,
  ids: readonly number[],
  columns: Columns<ArticleRow>,
): MaybePromise<Map<number, Member<ArticleRow>>> {
  return byIds(reader, ids, { columns, also: () => undefined, name: 'any' });
}

function byIds(
  reader: Reader,
  ids: readonly number[],
  { columns, also, name }: { columns: Columns<ArticleRow>; also: () => SQL | undefined; name: string },
): MaybePromise<Map<number, Member<ArticleRow>>> {
  const { store } = reader;
  const { articles } = store.tables;
  const wanted = withAlways(columns);
  const statement = reader.statement(`${name} articles by id:${wanted.join()}`, () =>
    store.db
      .select(articleFields(store, articles, wanted))
      .from(articles)
      .where(and(store.among(articles.id, 'ids'), also())),
  );
  return andThen(statement({ ids: store.list(ids) }), (rows) => {
    const members = family('Article', rows as ArticleRow[]);
    return new Map(members.map((row) => [row.id, row]));
  });
}

export type ArticleName = { slug: string } | { url: string } | { source: string; sourceId: string };

export function articleByName(
  reader: Reader,
  name: ArticleName,
  columns: Columns<ArticleRow>,
): MaybePromise<Member<ArticleRow> | null> {
  return byName(reader, name, { columns, also: () => isPublic(reader.store.tables.articles), who: 'public' });
}

/** Hidden ones too: for who works on them. */
export function anyArticleByName(
  reader: Reader,
  name: ArticleName,
  columns: Columns<ArticleRow>,
): MaybePromise<Member<ArticleRow> | null> {
  return byName(reader, name, { columns, also: () => undefined, who: 'any' });
}

function byName(
  reader: Reader,
  name: ArticleName,
  { columns, also, who }: { columns: Columns<ArticleRow>; also: () => SQL | undefined; who: string },
): MaybePromise<Member<ArticleRow> | null> {
  const { store } = reader;
  const { articles } = store.tables;
  const wanted = withAlways(columns);
  const fields = Object.keys(name) as ('slug' | 'url' | 'source' | 'sourceId')[];
  const statement = reader.statement(`${who} article by ${fields.join()}:${wanted.join()}`, () =>
    store.db
      .select(articleFields(store, articles, wanted))
      .from(articles)
      .where(and(...fields.map((field) => eq(articles[field], sql.placeholder(field))), also()))
      .limit(1),
  );
  return andThen(statement({ ...name }), (rows) => family('Article', rows as ArticleRow[])[0] ?? null);
}

/** The public articles that the filter takes. Throws BAD_USER_INPUT. */
export function listArticles(reader: Reader, list: ArticleList): ArticleListing {
  checkFilter(list.filter, reader.limits);
  const order = ORDERS[list.order];
  const slice = sliceOf(list.page, order);
  const condition = filterCondition(reader.store, list.filter);
  const walk = walkOf(reader.store, list.filter);
  return {
    page() {
      const walked = order.column === 'publicAt' ? walk : null;
      const [statement, params] =
        walked === null
          ? [pageStatement(reader, { ...list, condition, slice }), condition.params]
          : [walkStatement(reader, { ...list, walk: walked, slice }), walked.params];
      return andThen(statement({ ...params, ...sliceParams(slice) }), (rows) =>
        articlePage(family('Article', rows as ArticleRow[]), slice, order),
      );
    },
    count() {
      const [statement, params] =
        walk === null
          ? [countStatement(reader, condition), condition.params]
          : [walkCountStatement(reader, walk), walk.params];
      return andThen(statement(params), (rows) => rows[0]?.count ?? 0);
    },
    facets: (asked) => facetsOf(reader, newestOf(reader, condition), asked),
  };
}

/** The same within a section and all below it; sections of one family are read together. */
export function listSection(reader: Reader, section: Member<SectionRow>, list: ArticleList): ArticleListing {
  checkFilter(list.filter, reader.limits);
  const order = ORDERS[list.order];
  const slice = sliceOf(list.page, order);
  const condition = filterCondition(reader.store, list.filter);
  const asked = JSON.stringify([list.order, slice, condition.shape, condition.params, list.columns]);
  return {
    page: () =>
      andThen(
        ofFamily(section, `articles:${asked}`, (members) => {
          const statement = sectionStatement(reader, { ...list, condition, slice });
          const params = { ...condition.params, ...sliceParams(slice), parents: parentsOf(reader, members) };
          return andThen(statement(params), (rows) =>
            groupBy(family('Article', rows as (ArticleRow & { parent: number })[]), (row) => row.parent),
          );
        }),
        (groups) => articlePage(groups.get(section.id) ?? [], slice, order),
      ),
    count: () =>
      andThen(
        ofFamily(section, `count:${asked}`, (members) => {
          const statement = sectionCountStatement(reader, condition);
          const params = { ...condition.params, parents: parentsOf(reader, members) };
          return andThen(statement(params), (rows) => new Map(rows.map((row) => [row.parent, row.count])));
        }),
        (counts) => counts.get(section.id) ?? 0,
      ),
    facets: (asked) => facetsOf(reader, newestIn(reader, section, condition), asked),
  };
}

/** The newest that the filter takes. */
function newestOf({ store, keptStatement }: Reader, { shape, params, where }: Condition): Matching {
  const { articles } = store.tables;
  return {
    name: `articles:${shape}`,
    params,
    prepare: keptStatement,
    ids: () =>
      sql`select ${articles.id} from ${articles} where ${and(isPublic(articles), where())} order by ${desc(articles.publicAt)}, ${desc(articles.id)} limit ${sql.raw(String(COUNTED))}`,
  };
}

/** The same within a section and all below it. */
function newestIn(reader: Reader, section: SectionRow, condition: Condition): Matching {
  const { articleSections: placed } = reader.store.tables;
  return {
    name: `section:${condition.shape}`,
    params: { ...condition.params, section: section.id },
    prepare: reader.keptStatement,
    ids: () =>
      sql`select ${placed.articleId} from ${placed}${joinArticles(reader, condition)} where ${and(
        sql`${placed.sectionId} = ${sql.placeholder('section')}`,
        condition.where(),
      )} order by ${desc(placed.publicAt)}, ${desc(placed.articleId)} limit ${sql.raw(String(COUNTED))}`,
  };
}

interface Asked extends ArticleList {
  condition: Condition;
  slice: Slice;
}

function pageStatement(reader: Reader, { order, condition, slice, columns }: Asked) {
  const { store } = reader;
  const { articles } = store.tables;
  const wanted = withAlways(columns);
  return reader.statement(
    `articles:${order}:${sliceShape(slice)}:${condition.shape}:${wanted.join()}`,
    () => {
      const key: SortKey = {
        columns: [articles[ORDERS[order].column], articles.id],
        descending: ORDERS[order].descending,
      };
      return store.db
        .select(articleFields(store, articles, wanted))
        .from(articles)
        .where(and(isPublic(articles), condition.where(), ...boundsOf(slice, key)))
        .orderBy(...orderOf(slice, key))
        .limit(sql.placeholder('limit'));
    },
  );
}

/** The page is chosen along the index before the articles themselves are read. */
function walkStatement(
  reader: Reader,
  { order, walk, slice, columns }: Omit<Asked, 'condition'> & { walk: Walk },
) {
  const { store } = reader;
  const wanted = withAlways(columns);
  return reader.statement(`walk:${order}:${sliceShape(slice)}:${walk.shape}:${wanted.join()}`, () => {
    const { descending } = ORDERS[order];
    const found = aliasedTable(store.tables.articles, 'found');
    return store.db
      .select(articleFields(store, found, wanted))
      .from(found)
      .where(and(sql`${found.id} in (${walk.ids(slice, descending)})`, isPublic(found)))
      .orderBy(...orderOf(slice, { columns: [found.publicAt, found.id], descending }));
  });
}

function walkCountStatement(reader: Reader, walk: Walk) {
  return reader.keptStatement(`walk count:${walk.shape}`, () =>
    reader.store.db.select({ count: count() }).from(sql`(${walk.allIds()}) as walked`),
  );
}

function countStatement(reader: Reader, condition: Condition) {
  const { store } = reader;
  const { articles } = store.tables;
  return reader.keptStatement(`articles count:${condition.shape}`, () =>
    store.db
      .select({ count: count() })
      .from(articles)
      .where(
        condition.shape === ''
          ? isPublic(articles)
          : and(isPublicByTheWay(store, articles), condition.where()),
      ),
  );
}

function sectionStatement(reader: Reader, { order, condition, slice, columns }: Asked) {
  const { store } = reader;
  const { articles, articleSections: placed } = store.tables;
  const wanted = withAlways(columns);
  return reader.statement(`section:${order}:${sliceShape(slice)}:${condition.shape}:${wanted.join()}`, () => {
    const { column, descending } = ORDERS[order];
    const key: SortKey = { columns: [placed[column], placed.articleId], descending };
    const found = aliasedTable(articles, 'found');
    // Public rows only stand in article_sections; the condition is said again for whoever reads the outer query.
    const ids = sql`select ${placed.articleId} from ${placed}${joinArticles(reader, condition)} where ${and(
      sql`${placed.sectionId} = parent.value`,
      condition.where(),
      ...boundsOf(slice, key),
    )} order by ${sql.join(orderOf(slice, key), sql`, `)} limit ${sql.placeholder('limit')}`;
    const outer: SortKey = { columns: [found[column], found.id], descending };
    return store.db
      .select({ ...articleFields(store, found, wanted), parent: sql<number>`parent.value`.mapWith(Number) })
      .from(sql`${store.each('parents', 'parent', 'number')}`)
      .innerJoin(found, sql`${found.id} in (${ids})`)
      .where(isPublic(found))
      .orderBy(...orderOf(slice, outer));
  });
}

function sectionCountStatement(reader: Reader, condition: Condition) {
  const { store } = reader;
  const { articles, articleSections: placed } = store.tables;
  return reader.keptStatement(`section count:${condition.shape}`, () => {
    const rows = store.db.select({ parent: placed.sectionId, count: count() }).from(placed).$dynamic();
    // A join that Drizzle knows of: without one it writes columns without their table, and the filter brings tables of its own.
    return (condition.shape === '' ? rows : rows.innerJoin(articles, eq(articles.id, placed.articleId)))
      .where(and(store.among(placed.sectionId, 'parents'), condition.where()))
      .groupBy(placed.sectionId);
  });
}

/** The articles' own columns are wanted only where a filter looks at them. */
function joinArticles(reader: Reader, condition: Condition): SQL {
  const { articles, articleSections: placed } = reader.store.tables;
  return condition.shape === '' ? sql`` : sql` join ${articles} on ${articles.id} = ${placed.articleId}`;
}

function parentsOf(reader: Reader, sections: readonly SectionRow[]): unknown {
  return reader.store.list(sections.map(({ id }) => id));
}

function articlePage<Row extends Member<ArticleRow>>(
  read: readonly Row[],
  slice: Slice,
  order: (typeof ORDERS)[ArticleOrder],
): Page<Row> {
  return pageOf(read, slice, (row) => cursorText(order, [row[order.column] ?? 0, row.id]));
}
