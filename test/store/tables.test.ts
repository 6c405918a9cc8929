/** The tables of both engines are the same to JavaScript: the code above the seam is written against SQLite's. */
import { type Column, getTableColumns, getTableName, type Table } from 'drizzle-orm';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as postgres from '../../src/store/postgres/tables.ts';
import * as sqlite from '../../src/store/sqlite/tables.ts';

interface Typed {
  $inferSelect: unknown;
  $inferInsert: unknown;
}
type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
type RowsOf<Made> = Made extends Typed ? [select: Made['$inferSelect'], insert: Made['$inferInsert']] : never;
/** The names of those whose rows are not the same. */
type Differing<All, Others> = {
  [Name in keyof All]: Name extends keyof Others
    ? Equal<RowsOf<All[Name]>, RowsOf<Others[Name]>> extends true
      ? never
      : Name
    : Name;
}[keyof All];

interface Row<Value> {
  $inferSelect: { id: number; value: Value };
  $inferInsert: { id?: number; value: Value };
}

/** What differs is seen when types are checked (npm run types). */
describe('types', () => {
  it('that differ are told by name', () => {
    expectTypeOf<Differing<{ a: Row<string> }, { a: Row<string> }>>().toEqualTypeOf<never>();
    expectTypeOf<Differing<{ a: Row<string>; b: Row<string> }, { a: Row<string | null> }>>().toEqualTypeOf<
      'a' | 'b'
    >();
  });

  it('of rows are the same, read and written', () => {
    expectTypeOf<Differing<typeof sqlite, typeof postgres>>().toEqualTypeOf<never>();
  });
});

/** As SQL knows it. */
function described(table: Table): { name: string; columns: Record<string, string> } {
  const columns = Object.entries<Column>(getTableColumns(table)).map(([key, { name, notNull }]) => [
    key,
    `${name}${notNull ? ' not null' : ''}`,
  ]);
  return { name: getTableName(table), columns: Object.fromEntries(columns) as Record<string, string> };
}

const others = new Map<string, Table>(Object.entries(postgres));

it.each(Object.entries<Table>(sqlite))(
  '%s has the same name and the same columns, which may be null alike',
  (key, table) => {
    const other = others.get(key);
    expect(other && described(other)).toEqual(described(table));
  },
);
