/**
 * Reads photos and quotes by themselves, of whichever articles: the newest article comes first, and within it they keep their order.
 */
import { and, asc, count, desc, type SQL, sql } from 'drizzle-orm';
import type { MaybePromise, Store, Tables } from '../../store/store.ts';
import { type ArticleFilter, checkFilter, filterCondition } from '../filter.ts';
import { isPublic } from '../visibility.ts';
import { anyArticlesById, articlesById } from './articles.ts';
import { family, type Member, ofFamily, andThen } from './family.ts';
import { KINDS } from './article-parts.ts';
import { sliceParams, sliceShape } from './keyset.ts';
import { cursorText, type Listing, type Order, type PageArgs, pageOf, sliceOf, type Slice } from './page.ts';
import { type Columns, pick, type Reader } from './reader.ts';
import type { ArticleRow, PartName, PartRows, PhotoRow, QuoteRow } from './rows.ts';

const ALWAYS = ['id', 'articleId', 'position', 'publicAt', 'sinceVersion'] as const;
/** Of all photos or quotes. */
const NEWEST: Order = { name: 'p', width: 3 };

/** A further condition on the rows of a list. */
export interface Also {
  shape: string;
  params: Record<string, unknown>;
  where(tables: Tables): SQL;
}

export interface PartList<Name extends PartName> {
  filter?: ArticleFilter | null | undefined;
  also?: readonly Also[];
  page: PageArgs;
  columns: Columns<PartRows[Name]>;
}

export function partsOfArticles<Name extends PartName>(
  reader: Reader,
  name: Name,
  { ids, columns }: { ids: readonly number[]; columns: Columns<PartRows[Name]> },
): MaybePromise<Member<PartRows[Name]>[]> {
  const { store } = reader;
  const statement = reader.statement(`${name} of articles:${columns.join()}`, () => {
    const table = tableOf(store, name);
    return store.db
      .select(pick(table, wantedOf(columns)))
      .from(table)
      .where(store.among(table.articleId, 'ids'))
      .orderBy(asc(table.articleId), asc(table.position));
  });
  return andThen(statement({ ids: store.list(ids) }), (rows) =>
    family(KINDS[name], rows as PartRows[Name][]),
  );
}

/** The public ones of the articles that the filter takes, newest first. Throws BAD_USER_INPUT. */
export function listParts<Name extends PartName>(
  reader: Reader,
  name: Name,
  list: PartList<Name>,
): Listing<Member<PartRows[Name]>> {
  checkFilter(list.filter, reader.limits);
  const { store } = reader;
  const slice = sliceOf(list.page, NEWEST);
  const condition = filterCondition(store, list.filter);
  const also = list.also ?? [];
  const params = Object.assign({}, condition.params, ...also.map((more) => more.params)) as Record<
    string,
    unknown
  >;
  const shape = [condition.shape, ...also.map((more) => more.shape)].join('|');
  const where = () => {
    const { articles } = store.tables;
    const table = tableOf(store, name);
    const ofArticles =
      condition.shape === ''
        ? undefined
        : sql`${table.articleId} in (select ${articles.id} from ${articles} where ${and(isPublic(articles), condition.where())})`;
    return and(isPublic(table), ofArticles, ...also.map((more) => more.where(store.tables)));
  };
  return {
    page: () => {
      const statement = reader.statement(
        `${name}:${sliceShape(slice)}:${shape}:${list.columns.join()}`,
        () => {
          const table = tableOf(store, name);
          return store.db
            .select(pick(table, wantedOf(list.columns)))
            .from(table)
            .where(and(where(), ...boundsOf(table, slice)))
            .orderBy(...orderOf(table, slice))
            .limit(sql.placeholder('limit'));
        },
      );
      return andThen(statement({ ...params, ...sliceParams(slice) }), (rows) =>
        pageOf(family(KINDS[name], rows as PartRows[Name][]), slice, (row) =>
          cursorText(NEWEST, [row.publicAt ?? 0, row.articleId, row.position]),
        ),
      );
    },
    count: () => {
      const statement = reader.keptStatement(`${name} count:${shape}`, () =>
        store.db.select({ count: count() }).from(tableOf(store, name)).where(where()),
      );
      return andThen(statement(params), (rows) => rows[0]?.count ?? 0);
    },
  };
}

export function partsById<Name extends PartName>(
  reader: Reader,
  name: Name,
  { ids, columns }: { ids: readonly number[]; columns: Columns<PartRows[Name]> },
): MaybePromise<Map<number, Member<PartRows[Name]>>> {
  const { store } = reader;
  const statement = reader.statement(`${name} by id:${columns.join()}`, () => {
    const table = tableOf(store, name);
    return store.db
      .select(pick(table, wantedOf(columns)))
      .from(table)
      .where(and(store.among(table.id, 'ids'), isPublic(table)));
  });
  return andThen(statement({ ids: store.list(ids) }), (rows) => {
    const members = family(KINDS[name], rows as PartRows[Name][]);
    return new Map(members.map((row) => [row.id, row]));
  });
}

/** The article that a photo or a quote stands in. A hidden part was reached through its article, by who may see it. */
export function articleOf(
  reader: Reader,
  part: Member<PhotoRow> | Member<QuoteRow>,
  columns: Columns<ArticleRow>,
): MaybePromise<Member<ArticleRow> | null> {
  const [read, name] = part.publicAt === null ? [anyArticlesById, 'any'] : [articlesById, 'public'];
  const known = ofFamily(
    part as Member<{ articleId: number }>,
    `${name} article:${columns.join()}`,
    (members) => read(reader, [...new Set(members.map(({ articleId }) => articleId))], columns),
  );
  return andThen(known, (articles) => articles.get(part.articleId) ?? null);
}

/** What photos and quotes have in common is all that is read here by name. */
function tableOf(store: Store, name: PartName): Tables['photos'] {
  return store.tables[name] as Tables['photos'];
}

function wantedOf(columns: readonly string[]): (keyof PhotoRow)[] {
  return [...new Set<string>([...ALWAYS, ...columns])].toSorted() as (keyof PhotoRow)[];
}

/** Newest article first and rising positions within: no one direction, so the row value bounds the articles and the rest is said after. */
function boundsOf(table: Tables['photos'], { after, before }: Slice): SQL[] {
  const article = sql`(${table.publicAt}, ${table.articleId})`;
  const bound = (name: string) => sql`(${sql.placeholder(`${name}0`)}, ${sql.placeholder(`${name}1`)})`;
  const position = (name: string) => sql.placeholder(`${name}2`);
  const bounds: SQL[] = [];
  if (after) {
    bounds.push(sql`${article} <= ${bound('after')}`);
    bounds.push(sql`(${article} < ${bound('after')} or ${table.position} > ${position('after')})`);
  }
  if (before) {
    bounds.push(sql`${article} >= ${bound('before')}`);
    bounds.push(sql`(${article} > ${bound('before')} or ${table.position} < ${position('before')})`);
  }
  return bounds;
}

function orderOf({ publicAt, articleId, position }: Tables['photos'], { backward }: Slice): SQL[] {
  return backward
    ? [asc(publicAt), asc(articleId), desc(position)]
    : [desc(publicAt), desc(articleId), asc(position)];
}
