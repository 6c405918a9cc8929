/**
 * Rows that were read together are a family: the first of them that is asked for a relation reads it for all. So a
 * query costs a number of statements that depends on its shape and never on how many rows it meets.
 */
import type { MaybePromise } from '../../store/store.ts';

export type Kind = 'Article' | 'Section' | 'Photo' | 'Quote' | 'Event';

const FAMILY = Symbol('family');

interface Family {
  readonly members: readonly object[];
  readonly relations: Map<string, unknown>;
}

/** A row with its family. */
export type Member<Row> = Row & { readonly nodeType: Kind; readonly [FAMILY]: Family };

/** A row that comes into its family. */
type Joining<Row> = Row & { nodeType: Kind; [FAMILY]: Family };

export function family<Row extends object>(nodeType: Kind, rows: readonly Row[]): Member<Row>[] {
  const shared: Family = { members: rows, relations: new Map() };
  const members = rows as Joining<Row>[];
  for (const row of members) {
    row.nodeType = nodeType;
    row[FAMILY] = shared;
  }
  return members;
}

/** What `read` gives for the whole family of `row`; it is called once for each `name`. */
export function ofFamily<Row extends object, Result>(
  row: Member<Row>,
  name: string,
  read: (members: readonly Member<Row>[]) => Result,
): Result {
  const { members, relations } = row[FAMILY];
  if (!relations.has(name)) relations.set(name, read(members as readonly Member<Row>[]));
  return relations.get(name) as Result;
}

/** Goes on with a value that may not have come yet; at once where it has. */
export function andThen<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

export function groupBy<Row, Name>(rows: readonly Row[], name: (row: Row) => Name): Map<Name, Row[]> {
  const groups = new Map<Name, Row[]>();
  for (const row of rows) {
    const group = groups.get(name(row));
    if (group) group.push(row);
    else groups.set(name(row), [row]);
  }
  return groups;
}
