/**
 * Full-text search on SQLite: FTS5 tables over words that are cut already. A word of a language with a stemmer stands there
 * with its language, and so do stems: "said/en". The rowid of an article's words is made of the week in which it was
 * published and its id, so that FTS5, which goes by rowid, finds the newest first.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from 'better-sqlite3';
import { SEARCH_FIELDS, STEM_FIELDS } from '../../news/searchable.ts';
import type { ArticleIndex, QuoteIndex, SearchIndexes } from '../store.ts';
import { ANYWHERE, columnOf, expression, marked, rankingOf, SAID } from './expressions.ts';
import { conditionOf, ID, ID_BITS, ranked, WEEK } from './ranked.ts';

export function createSearchIndexes(writer: Database): SearchIndexes {
  return {
    articles: createArticleIndex(writer),
    quotes: createQuoteIndex(writer),
    expression: (query) => expression(query, ANYWHERE),
    ranking: (query) => JSON.stringify(rankingOf(query)),
    saying: (query) => expression(query, SAID),
  };
}

function createArticleIndex(writer: Database): ArticleIndex {
  const fields = [...SEARCH_FIELDS, ...STEM_FIELDS];
  const key = `(? << ${ID_BITS}) + ?`;
  const remove = writer.prepare(`DELETE FROM article_terms WHERE rowid = ${key}`);
  const clear = writer.prepare(`INSERT INTO article_terms (article_terms) VALUES ('delete-all')`);
  const insert = writer.prepare(
    `INSERT INTO article_terms (rowid, ${fields.map(columnOf).join(', ')}) VALUES (${key}, ${fields.map(() => '?').join(', ')})`,
  );
  return {
    async add(_tx, rows) {
      for (const { id, publicAt, words } of rows)
        insert.run(weekOf(publicAt), id, ...fields.map((field) => marked(words[field], words.language)));
    },
    async remove(_tx, articles) {
      for (const { id, publicAt } of articles) remove.run(weekOf(publicAt), id);
    },
    async clear() {
      clear.run();
    },
    matches: (id, name) => sql<boolean>`${id} in (select ${ID} from article_terms where ${matching(name)})`,
    found(name, alias, only) {
      const condition = conditionOf(only);
      return sql`(select ${ID} as id from article_terms where ${matching(name)}${condition && sql` and ${condition}`}) as ${sql.identifier(alias)}`;
    },
    ranked,
  };
}

function createQuoteIndex(writer: Database): QuoteIndex {
  const remove = writer.prepare('DELETE FROM quote_terms WHERE rowid = ?');
  const clear = writer.prepare(`INSERT INTO quote_terms (quote_terms) VALUES ('delete-all')`);
  const insert = writer.prepare('INSERT INTO quote_terms (rowid, text, stems) VALUES (?, ?, ?)');
  return {
    async add(_tx, rows) {
      for (const { id, words } of rows)
        insert.run(id, marked(words.text, words.language), marked(words.stems, words.language));
    },
    async remove(_tx, ids) {
      for (const id of ids) remove.run(id);
    },
    async clear() {
      clear.run();
    },
    matches: (id, name) =>
      sql<boolean>`${id} in (select rowid from quote_terms where quote_terms match ${sql.placeholder(name)})`,
  };
}

function matching(name: string): SQL {
  return sql`article_terms match ${sql.placeholder(name)}`;
}

function weekOf(time: number): number {
  return Math.floor(time / WEEK);
}
