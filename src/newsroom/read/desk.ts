/** What the public does not see, for those who work on it: articles by the state that keeps them hidden, newest change first. */
import { and, count, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tables } from '../../store/store.ts';
import { isHidden } from '../visibility.ts';
import { articleFields, withAlways } from './article-columns.ts';
import type { ArticleListing } from './articles.ts';
import { COUNTED, facetsOf } from './facets.ts';
import { andThen, family } from './family.ts';
import { boundsOf, orderOf, sliceParams, sliceShape, type SortKey } from './keyset.ts';
import { cursorText, type Order, type PageArgs, pageOf, sliceOf } from './page.ts';
import type { Columns, Reader } from './reader.ts';
import type { ArticleRow } from './rows.ts';

export const EDITORIAL_STATES = ['DRAFT', 'EMBARGOED', 'WITHHELD', 'CANCELED'] as const;
export type EditorialState = (typeof EDITORIAL_STATES)[number];

/** Each hidden article is in one of them. */
const STATES: Record<EditorialState, (articles: Tables['articles']) => SQL | undefined> = {
  DRAFT: ({ draft, pubStatus }) => and(isNotNull(draft), eq(pubStatus, sql.raw(`'USABLE'`))),
  EMBARGOED: ({ draft, pubStatus }) => and(isNull(draft), eq(pubStatus, sql.raw(`'USABLE'`))),
  WITHHELD: ({ pubStatus }) => eq(pubStatus, sql.raw(`'WITHHELD'`)),
  CANCELED: ({ pubStatus }) => eq(pubStatus, sql.raw(`'CANCELED'`)),
};

const NEWEST: Order = { name: 'd', width: 2 };

/** Throws BAD_USER_INPUT. */
export function listDesk(
  reader: Reader,
  { state, page, columns }: { state: EditorialState; page: PageArgs; columns: Columns<ArticleRow> },
): ArticleListing {
  const { store } = reader;
  const { articles } = store.tables;
  const slice = sliceOf(page, NEWEST);
  const wanted = withAlways(columns);
  const where = () => and(isHidden(articles), STATES[state](articles));
  return {
    page: () => {
      const statement = reader.statement(`desk ${state}:${sliceShape(slice)}:${wanted.join()}`, () => {
        const key: SortKey = { columns: [articles.updatedAt, articles.id], descending: true };
        return store.db
          .select(articleFields(store, articles, wanted))
          .from(articles)
          .where(and(where(), ...boundsOf(slice, key)))
          .orderBy(...orderOf(slice, key))
          .limit(sql.placeholder('limit'));
      });
      return andThen(statement(sliceParams(slice)), (rows) =>
        pageOf(family('Article', rows as ArticleRow[]), slice, ({ updatedAt, id }) =>
          cursorText(NEWEST, [updatedAt, id]),
        ),
      );
    },
    count: () => {
      const statement = reader.statement(`desk count ${state}`, () =>
        store.db.select({ count: count() }).from(articles).where(where()),
      );
      return andThen(statement({}), (rows) => rows[0]?.count ?? 0);
    },
    facets: (asked) => {
      const ids = () =>
        sql`select ${articles.id} from ${articles} where ${where()} order by ${desc(articles.updatedAt)}, ${desc(articles.id)} limit ${sql.raw(String(COUNTED))}`;
      return facetsOf(reader, { name: `desk:${state}`, params: {}, ids, prepare: reader.statement }, asked);
    },
  };
}
