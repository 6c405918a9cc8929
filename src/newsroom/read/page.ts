/**
 * Pages of a connection (Relay Cursor Connections): what was asked, the cursors of a list, and what is answered. A cursor
 * names the order it belongs to and the sort key of a row, so it stays good while new items arrive.
 */
import { badInput } from '../../errors.ts';
import type { MaybePromise } from '../../store/store.ts';

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** A row's place in an order: the values it is sorted by. */
export type Key = readonly number[];

/** What an order of a list is called in its cursors, and how many values its key has. */
export interface Order {
  name: string;
  width: number;
}

export interface Slice {
  /** Rows wanted. */
  size: number;
  /** Counted from the end. */
  backward: boolean;
  after: Key | null;
  before: Key | null;
}

export interface Page<Row> {
  /** In the order of the list, whichever end they were counted from. */
  rows: readonly Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  cursor(row: Row): string;
}

/** A page, and how many rows the whole list has; either is read when it is asked for. */
export interface Listing<Row> {
  page(): MaybePromise<Page<Row>>;
  count(): MaybePromise<number>;
}

/** Throws BAD_USER_INPUT where the arguments cannot be met. */
export function sliceOf(args: PageArgs, order: Order): Slice {
  const { first, last } = args;
  if (first != null && last != null) {
    throw badInput('Both first and last are given: ask for one of them.');
  }
  return {
    size: sizeOf(first != null ? 'first' : 'last', first ?? last ?? DEFAULT_PAGE),
    backward: last != null,
    after: args.after == null ? null : keyOf(args.after, order),
    before: args.before == null ? null : keyOf(args.before, order),
  };
}

function sizeOf(name: string, size: number): number {
  if (size < 0 || size > MAX_PAGE) {
    throw badInput(
      `${name} is ${size}, and a page holds 0 to ${MAX_PAGE}: ask for more with the next page's cursor.`,
    );
  }
  return size;
}

export function cursorText(order: Order, key: Key): string {
  return Buffer.from(`${order.name}:${key.join('.')}`).toString('base64url');
}

function keyOf(cursor: string, order: Order): Key {
  const [name, key] = cursor.length > 128 ? [] : Buffer.from(cursor, 'base64url').toString().split(':');
  const values = key?.split('.').map((part) => (/^-?\d{1,15}$/.test(part) ? Number(part) : Number.NaN)) ?? [];
  if (name !== order.name || values.length !== order.width || values.some(Number.isNaN)) {
    throw badInput(
      `"${cursor.slice(0, 40)}" is not a cursor of this list in this order: use one of its edges' or pageInfo's.`,
    );
  }
  return values;
}

/** The page of rows that were read in the direction of the slice, one more than wanted where there are more. */
export function pageOf<Row>(read: readonly Row[], slice: Slice, cursor: (row: Row) => string): Page<Row> {
  const more = read.length > slice.size;
  const wanted = more ? read.slice(0, slice.size) : read;
  return {
    rows: slice.backward ? wanted.toReversed() : wanted,
    hasNextPage: slice.backward ? slice.before !== null : more,
    hasPreviousPage: slice.backward ? more : slice.after !== null,
    cursor,
  };
}

/** A page of a list that is in memory whole, whose `order` has one value: the position. */
export function pageOfList<Row extends { position: number }>(
  list: readonly Row[],
  slice: Slice,
  order: Order,
): Page<Row> {
  const [after] = slice.after ?? [-Infinity];
  const [before] = slice.before ?? [Infinity];
  const within = list.filter(({ position }) => position > (after ?? 0) && position < (before ?? 0));
  const read = (slice.backward ? within.toReversed() : within).slice(0, slice.size + 1);
  return pageOf(read, slice, (row) => cursorText(order, [row.position]));
}
