/**
 * Inserts many rows with one statement of one parameter: the rows as JSON. Of a statement with a parameter for each value,
 * most of the time would go into writing it here and reading it there.
 */
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgColumn, PgSession, PgTable, PreparedQueryConfig } from 'drizzle-orm/pg-core';
import type { QueryResult } from 'pg';
import { withoutNul } from './column-types.ts';
import type { PostgresDatabase } from './database.ts';
import { planName } from './plan-name.ts';

/** Characters of one statement's rows; a row that is longer goes by itself. */
const MOST_CHARACTERS = 8_000_000;

/** Answers the ids, in the order of the rows; nothing where the table generates none. An id that a row has is kept. */
export async function insertRows(
  tx: PostgresDatabase,
  table: PgTable,
  rows: readonly Record<string, unknown>[],
): Promise<number[]> {
  const { columns, id, text, name } = insertInto(table, rows[0]);
  const { session } = tx._ as { session: PgSession<NodePgQueryResultHKT> };
  const ids: number[] = [];
  for (const json of batches(rows.map((row) => jsonOf(row, columns)))) {
    const insert = session.prepareQuery<Inserted>({ sql: text, params: [json] }, undefined, name, false);
    const inserted = await insert.execute();
    if (id) for (const row of inserted.rows) ids.push(Number(row.id));
  }
  return ids;
}

interface Inserted extends PreparedQueryConfig {
  execute: QueryResult<{ id: string }>;
}

type NamedColumn = readonly [key: string, column: PgColumn];

interface Insert {
  columns: readonly NamedColumn[];
  /** The column that the table generates, or would. */
  id: NamedColumn | undefined;
  text: string;
  /** Under which a connection keeps its plan. */
  name: string;
}

/** By table: of rows without an id, and of those with theirs. */
const known = new WeakMap<PgTable, { without?: Insert; with?: Insert }>();

function insertInto(table: PgTable, row: Record<string, unknown> | undefined): Insert {
  const all = Object.entries(getTableColumns(table));
  const id = all.find(([, column]) => column.generatedIdentity !== undefined);
  const form = id !== undefined && row?.[id[0]] === undefined ? 'without' : 'with';
  const inserts = known.get(table) ?? {};
  known.set(table, inserts);
  return (inserts[form] ??= makeInsert(
    table,
    form === 'without' ? all.filter((each) => each !== id) : all,
    id,
  ));
}

function makeInsert(table: PgTable, columns: readonly NamedColumn[], id: NamedColumn | undefined): Insert {
  const names = columns.map(([, { name }]) => `"${name}"`).join(', ');
  const types = columns.map(
    ([, column]) => `"${column.name}" ${isJson(column) ? 'text' : column.getSQLType()}`,
  );
  const values = columns.map(([, column]) => `"${column.name}"${isJson(column) ? '::json' : ''}`);
  // In the order of the rows, so that their ids are.
  const text =
    `insert into "${getTableName(table)}" (${names}) select ${values.join(', ')} from rows from ` +
    `(json_to_recordset($1) as (${types.join(', ')})) with ordinality as row (${names}, "place") order by "place"` +
    (id === undefined ? '' : ` returning "${id[1].name}" as id`);
  return { columns, id, text, name: planName(text) };
}

function jsonOf(row: Record<string, unknown>, columns: readonly NamedColumn[]): string {
  const values = columns.map(([key, column]) => [
    column.name,
    valueOf(column, row[key] ?? column.defaultFn?.()),
  ]);
  const json = JSON.stringify(Object.fromEntries(values));
  // PostgreSQL takes neither U+0000 nor halves of surrogate pairs.
  return /\\u(?:0000|d[89a-f])/.test(json) ? JSON.stringify(JSON.parse(json), clean) : json;
}

function valueOf(column: PgColumn, value: unknown): unknown {
  if (value == null) return null;
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : column.mapToDriverValue(value);
}

/** Such a value is text within the rows' JSON: it keeps what it has, also what PostgreSQL takes nowhere else. */
function isJson({ dataType }: PgColumn): boolean {
  return dataType === 'json';
}

function clean(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutNul(Buffer.from(value).toString()) : value;
}

/** JSON arrays of the rows, as many in each as go into a statement. */
function* batches(rows: readonly string[]): Generator<string> {
  let batch: string[] = [];
  let size = 0;
  for (const row of rows) {
    if (size + row.length > MOST_CHARACTERS && batch.length > 0) {
      yield `[${batch.join()}]`;
      batch = [];
      size = 0;
    }
    batch.push(row);
    size += row.length;
  }
  if (batch.length > 0) yield `[${batch.join()}]`;
}
