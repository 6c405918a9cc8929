/** What the public may see, as SQL: the one condition that every read of articles, photos and quotes goes through. */
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { Store } from '../store/store.ts';

/** Written without parameters, so that the engines use the indexes that hold public rows only. The rule itself: news/lifecycle. */
export function isPublic(table: { publicAt: AnyColumn }): SQL<boolean> {
  return sql<boolean>`${table.publicAt} is not null`;
}

/**
 * The same, for counting by other columns: SQLite would go by the index that holds public rows only, and look up the columns of each
 * elsewhere, which takes twenty times as long as an index that has them all.
 */
export function isPublicByTheWay(
  store: Pick<Store, 'byTheWay'>,
  table: { publicAt: AnyColumn },
): SQL<boolean> {
  return sql<boolean>`${store.byTheWay(table.publicAt)} is not null`;
}

/** What the public may not see: for those who may. */
export function isHidden(table: { publicAt: AnyColumn }): SQL<boolean> {
  return sql<boolean>`${table.publicAt} is null`;
}
