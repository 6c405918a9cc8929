/**
 * The search indexes grow by a piece with each transaction, and every search looks into every piece. FTS5 merges pieces while it
 * writes where there are many; the others are merged here, a little at a time (https://sqlite.org/fts5.html, "The 'merge' Command").
 */
import type { Database } from 'better-sqlite3';

const TABLES = ['article_terms', 'quote_terms'] as const;
/** Pages of an index that are written at once: some milliseconds. */
const PAGES = 16;
/** Pieces about as large as each other that are merged into one: the fewest that can be. */
const PIECES = 2;
/** A merge that found nothing to do has changed fewer rows. */
const CHANGED = 2;

/** What merges a little; answers whether there is more to merge. */
export function createTidy(writer: Database): () => boolean {
  const changes = writer.prepare<[], number>('SELECT total_changes()').pluck();
  const commands = TABLES.map((table) => ({
    setting: writer.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('usermerge', ${PIECES})`),
    merge: writer.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${PAGES})`),
  }));
  let isSet = false;
  return () => {
    if (!isSet) for (const { setting } of commands) setting.run();
    isSet = true;
    return commands.some(({ merge }) => {
      const before = changes.get() ?? 0;
      merge.run();
      return (changes.get() ?? 0) - before >= CHANGED;
    });
  };
}
