/**
 * Inserts rows by a statement that is prepared once a table and run for each row: in this process that is several times
 * as fast as one statement of many rows, which is new each time.
 */
import type { Database, Statement } from 'better-sqlite3';
import { type Column, getTableColumns, getTableName, type Table } from 'drizzle-orm';

interface Insert {
  columns: readonly [name: string, column: Column][];
  statement: Statement;
}

export type InsertRows = <Into extends Table>(table: Into, rows: readonly Into['$inferInsert'][]) => number[];

/** Ids that the engine generates are left to it, or `kept` as the rows have them. */
export function createInsertRows(writer: Database, ids: 'generated' | 'kept' = 'generated'): InsertRows {
  const inserts = new Map<Table, Insert>();

  function insertFor(table: Table): Insert {
    const known = inserts.get(table);
    if (known) return known;
    const columns = Object.entries<Column>(getTableColumns(table)).filter(
      ([, column]) => ids === 'kept' || !isGenerated(column),
    );
    const names = columns.map(([, { name }]) => `"${name}"`).join(', ');
    const values = columns.map(() => '?').join(', ');
    const statement = writer.prepare(`INSERT INTO "${getTableName(table)}" (${names}) VALUES (${values})`);
    const insert = { columns, statement };
    inserts.set(table, insert);
    return insert;
  }

  return (table, rows) => {
    const { columns, statement } = insertFor(table);
    return rows.map((row) => {
      const given = row as Record<string, unknown>;
      const values = columns.map(([name, column]) => {
        const value = given[name];
        return value === undefined || value === null ? null : column.mapToDriverValue(value);
      });
      return Number(statement.run(values).lastInsertRowid);
    });
  };
}

function isGenerated(column: Column): boolean {
  return column.primary && 'autoIncrement' in column && column.autoIncrement === true;
}
