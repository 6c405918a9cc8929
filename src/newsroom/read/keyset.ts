/** Where a page begins and ends, as SQL: row values against the sort key, which the engines answer from an index. */
import { asc, desc, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Slice } from './page.ts';

/** Columns that a list is sorted by, all in one direction; the last is unique. */
export interface SortKey {
  columns: readonly SQLWrapper[];
  descending: boolean;
}

/** Says all of a slice that the SQL depends on. */
export function sliceShape(slice: Slice): string {
  return `${slice.backward ? 'last' : 'first'}${slice.after ? ':after' : ''}${slice.before ? ':before' : ''}`;
}

/** What the placeholders of `boundsOf` and `limit` are bound to; one row more than wanted tells whether there are more. */
export function sliceParams(slice: Slice): Record<string, number> {
  const params: Record<string, number> = { limit: slice.size + 1 };
  slice.after?.forEach((value, index) => (params[`after${index}`] = value));
  slice.before?.forEach((value, index) => (params[`before${index}`] = value));
  return params;
}

export function boundsOf(slice: Slice, { columns, descending }: SortKey): SQL[] {
  const key = sql`(${sql.join([...columns], sql`, `)})`;
  const bound = (name: string) =>
    sql`(${sql.join(
      columns.map((_, index) => sql.placeholder(`${name}${index}`)),
      sql`, `,
    )})`;
  const bounds: SQL[] = [];
  if (slice.after)
    bounds.push(descending ? sql`${key} < ${bound('after')}` : sql`${key} > ${bound('after')}`);
  if (slice.before)
    bounds.push(descending ? sql`${key} > ${bound('before')}` : sql`${key} < ${bound('before')}`);
  return bounds;
}

/** In the direction that the slice is counted in. */
export function orderOf(slice: Slice, { columns, descending }: SortKey): SQL[] {
  return columns.map((column) => (descending === slice.backward ? asc(column) : desc(column)));
}
