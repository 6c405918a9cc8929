/** What all reads share: the store, statements that are prepared once for each shape, and the limits on filters. */
import { LRUCache } from 'lru-cache';
import type { AnyColumn } from 'drizzle-orm';
import { type Kept, NOTHING_KEPT } from '../../log/kept.ts';
import type { Preparable, Statement, Store } from '../../store/store.ts';
import type { FilterLimits } from '../filter.ts';

/** Shapes of statements kept prepared. */
const STATEMENTS = 500;

export interface Reader {
  readonly store: Store;
  readonly limits: FilterLimits;
  /** The statement called `name`, which `build` writes when it is first wanted. Its name says all that `build` depends on. */
  statement<Row>(name: string, build: () => Preparable<Row>): Statement<Row>;
  /** What is kept as `name` for the moment of the log, or else what `reckon` gives: on some stores always that. */
  kept<Result extends object>(name: string, reckon: () => Result): Result;
  /** As `statement`, of what is public alone: its rows are kept for the moment of the log, since reckoning them takes long where articles are many. */
  keptStatement<Row>(name: string, build: () => Preparable<Row>): Statement<Row>;
}

export function createReader(store: Store, limits: FilterLimits, kept: Kept = NOTHING_KEPT): Reader {
  const statements = new LRUCache<string, Statement<unknown>>({ max: STATEMENTS });

  function statementOf<Row>(name: string, build: () => Preparable<Row>): Statement<Row> {
    const known = statements.get(name) as Statement<Row> | undefined;
    if (known) return known;
    const statement = store.prepare(build());
    statements.set(name, statement);
    return statement;
  }

  return {
    store,
    limits,
    statement: statementOf,
    kept: (name, reckon) => kept.atOnce(name, reckon),
    keptStatement<Row>(name: string, build: () => Preparable<Row>): Statement<Row> {
      const statement = statementOf(name, build);
      return (params) => kept.of(`${name}:${JSON.stringify(params)}`, () => statement(params));
    },
  };
}

/** The columns of a row that are wanted, by name. Always with those that relations and cursors go by. */
export type Columns<Row> = readonly (keyof Row & string)[];

type Selection<Table, Name extends keyof Table> = { [Column in Name]: Table[Column] };

/** The part of a table that a select asks for. */
export function pick<Table extends { [Column in Name]: AnyColumn }, Name extends string>(
  table: Table,
  names: readonly Name[],
): Selection<Table, Name> {
  return Object.fromEntries(names.map((name) => [name, table[name]])) as Selection<Table, Name>;
}
