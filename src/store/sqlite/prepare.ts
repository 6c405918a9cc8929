/**
 * A select of Drizzle's as a statement of SQLite's. How its columns are read is found once: Drizzle finds it anew for each row, which
 * takes longer than reading them.
 */
import type Sqlite from 'better-sqlite3';
import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm';
import type { Preparable, Statement } from '../store.ts';

type Values = Readonly<Record<string, unknown>>;

/** What Drizzle makes of a select; `fields` is not in its types. */
interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
  all(values: Values): unknown[];
  fields?: readonly { path: readonly string[]; field: unknown }[];
}

export interface PrepareOptions {
  database: Sqlite.Database;
  trace?: ((statement: string) => void) | undefined;
}

export function prepareOnSqlite<Row>(
  query: Preparable<Row>,
  { database, trace }: PrepareOptions,
): Statement<Row> {
  const prepared = query.prepare() as Prepared;
  const read = rowReader(prepared.fields ?? []);
  // Rows of several tables, which may have none of one.
  if (read === null) return (values) => prepared.all(values) as Row[];
  const { sql, params } = prepared.getQuery();
  const text = withSteadyLimit(sql);
  const statement = database.prepare(text).raw();
  const binders = params.map(binderOf);
  return (values) => {
    trace?.(text);
    const rows = statement.all(...binders.map((bind) => bind(values))) as unknown[][];
    return rows.map(read) as Row[];
  };
}

/**
 * SQLite prepares a statement anew whenever what its limit is bound to may have changed, since the plan may go by it (expmask in
 * sqlite3_stmt): as long as many take. It does not look into an expression.
 */
function withSteadyLimit(sql: string): string {
  return sql.replace(/ limit \?(?=\)|$)/g, ' limit ? + 0');
}

function binderOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return (values) => valueOf(param, values);
  if (!is(param, Param)) return () => param;
  const { value, encoder } = param;
  if (is(value, Placeholder)) return (values) => encoder.mapToDriverValue(valueOf(value, values));
  return () => encoder.mapToDriverValue(value);
}

function valueOf({ name }: Placeholder, values: Values): unknown {
  if (!(name in values)) throw new Error(`a statement wants a value for "${name}"`);
  return values[name];
}

/** null where they are not the columns of one row. */
function rowReader(
  fields: NonNullable<Prepared['fields']>,
): ((row: readonly unknown[]) => Record<string, unknown>) | null {
  const readers = fields.map(({ path, field }) => {
    const [name, ...deeper] = path;
    const decoder = decoderOf(field);
    return name === undefined || deeper.length > 0 || decoder === undefined ? null : { name, decoder };
  });
  if (readers.length === 0 || readers.includes(null)) return null;
  const known = readers.filter((reader) => reader !== null);
  return (row) => {
    const values: Record<string, unknown> = {};
    let place = 0;
    for (const { name, decoder } of known) {
      const value = row[place];
      values[name] = value === null || decoder === null ? value : decoder(value);
      place += 1;
    }
    return values;
  };
}

/** null: a value is as SQLite gives it; undefined: it is no column. */
function decoderOf(field: unknown): ((value: unknown) => unknown) | null | undefined {
  if (is(field, Column)) {
    const { mapFromDriverValue } = field;
    return mapFromDriverValue === Column.prototype.mapFromDriverValue
      ? null
      : (value) => field.mapFromDriverValue(value);
  }
  const of = is(field, SQL.Aliased) ? field.sql : field;
  if (!is(of, SQL)) return undefined;
  const { decoder } = of as unknown as { decoder: { mapFromDriverValue(value: unknown): unknown } };
  return (value) => decoder.mapFromDriverValue(value);
}
