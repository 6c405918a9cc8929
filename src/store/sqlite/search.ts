/** Full-text search on SQLite: FTS5 tables over words that are cut already; rowid is the id of what they are the words of. */
import { sql } from 'drizzle-orm';
import type { Database } from 'better-sqlite3';
import { isEmpty, type SearchQuery, type Term } from '../../news/search-query.ts';
import type { SearchIndex, SearchIndexes } from '../store.ts';

export function createSearchIndexes(writer: Database): SearchIndexes {
  return {
    articles: createIndex(writer, 'article_words', {
      headline: 10,
      description: 4,
      body: 1,
      keywords: 5,
      captions: 1,
    }),
    quotes: createIndex(writer, 'quote_words', { text: 1 }),
    // An empty phrase finds nothing; no text at all would be a syntax error.
    expression: (query) => (isEmpty(query) ? '""' : expression(query)),
  };
}

/** `weights`: what a word in each column counts for, in the order of the table's columns. */
function createIndex<Column extends string>(
  writer: Database,
  tableName: string,
  weights: Record<Column, number>,
): SearchIndex<Record<Column, string>> {
  const columns = Object.keys(weights) as Column[];
  const table = sql.identifier(tableName);
  const remove = writer.prepare(`DELETE FROM ${tableName} WHERE rowid = ?`);
  const clear = writer.prepare(`INSERT INTO ${tableName} (${tableName}) VALUES ('delete-all')`);
  const insert = writer.prepare(
    `INSERT INTO ${tableName} (rowid, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
  );
  const bm25 = sql.raw(
    `bm25(${tableName}, ${columns.map((column) => weights[column].toFixed(1)).join(', ')})`,
  );
  return {
    async add(_tx, rows) {
      for (const row of rows) insert.run(row.id, ...columns.map((column) => row[column]));
    },
    async remove(_tx, id) {
      remove.run(id);
    },
    async clear() {
      clear.run();
    },
    matches: (id, name) =>
      sql<boolean>`${id} in (select rowid from ${table} where ${table} match ${sql.placeholder(name)})`,
    ranked: (name, alias, most) =>
      sql`(select rowid as id, -${bm25} as rank from ${table} where ${table} match ${sql.placeholder(name)} order by rowid desc limit ${sql.raw(String(most))}) as ${sql.identifier(alias)}`,
  };
}

function expression(query: SearchQuery): string {
  const wanted = query.all.map((group) => `(${group.map(termExpression).join(' OR ')})`).join(' AND ');
  return query.none.reduce((found, term) => `(${found}) NOT ${termExpression(term)}`, wanted);
}

function termExpression(term: Term): string {
  const phrase = `"${term.words.join(' ')}"`;
  return term.prefix ? `${phrase} *` : phrase;
}
