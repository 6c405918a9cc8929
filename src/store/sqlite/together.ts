/** Statements that follow each other at once, as one transaction: SQLite then takes its lock, and looks what is new, once for all. */
import type { Database } from 'better-sqlite3';

export function createTogether(reader: Database): <T>(read: () => T) => T {
  const begin = reader.prepare('BEGIN');
  const commit = reader.prepare('COMMIT');
  return (read) => {
    if (reader.inTransaction) return read();
    begin.run();
    try {
      return read();
    } finally {
      commit.run();
    }
  };
}
