/**
 * Full-text search on PostgreSQL over words that are cut already. A row holds an article's words twice: as lexemes, whose GIN
 * index finds candidates, and as text, a field a line, in which that is looked for which must stand as it was typed. Both
 * are kept out of the row, so that finds by the hundred thousand are read from few pages: what they are is not read at all
 * where the index can tell. What is found is what `matches` in news/searchable finds.
 */
import { inArray, type SQL, sql } from 'drizzle-orm';
import { SEARCH_FIELDS } from '../../news/searchable.ts';
import type { ArticleIndex, QuoteIndex, SearchIndexes } from '../store.ts';
import { postgres } from './database.ts';
import { expression, rankingOf } from './expressions.ts';
import { insertRows } from './insert.ts';
import { lexemesOf, lexemesOfSaid } from './lexemes.ts';
import { asked, conditionOf, ranked, ROWS, STANDS } from './ranked.ts';
import { articleTerms, quoteTerms } from './tables.ts';

export function createSearchIndexes(): SearchIndexes {
  return {
    articles: articleIndex,
    quotes: quoteIndex,
    expression: (query) => JSON.stringify(expression(query)),
    ranking: (query) => JSON.stringify(rankingOf(query)),
    saying: (query) => JSON.stringify(expression(query)),
  };
}

const articleIndex: ArticleIndex = {
  async add(tx, rows) {
    const values = rows.map(({ id, publicAt, criteria, words }) => ({
      id,
      publicAt,
      sectionId: criteria.sectionId,
      language: criteria.language,
      urgency: criteria.urgency,
      hasPhoto: criteria.hasPhoto,
      source: criteria.source,
      words: SEARCH_FIELDS.map((field) => ` ${words[field].join(' ')} `).join('\n'),
      lexemes: lexemesOf(words, publicAt),
    }));
    await insertRows(postgres(tx), articleTerms, values);
  },
  async remove(tx, articles) {
    const ids = articles.map(({ id }) => id);
    if (ids.length > 0) await postgres(tx).delete(articleTerms).where(inArray(articleTerms.id, ids));
  },
  async clear(tx) {
    await postgres(tx).delete(articleTerms);
  },
  matches: (id, name) =>
    sql<boolean>`${id} in (select ${articleTerms.id} from ${articleTerms} where ${found(articleTerms, name)})`,
  found: (name, alias, only) =>
    sql`(with ${asked(listed(name))} select id from asked, lateral (select id from ${ROWS} where lexemes @@ asked.query and ${STANDS} and ${conditionOf(only)}) as finds) as ${sql.identifier(alias)}`,
  ranked,
};

const quoteIndex: QuoteIndex = {
  async add(tx, rows) {
    const values = rows.map(({ id, words }) => ({
      id,
      words: ` ${words.text.join(' ')} `,
      lexemes: lexemesOfSaid(words),
    }));
    await insertRows(postgres(tx), quoteTerms, values);
  },
  async remove(tx, ids) {
    if (ids.length > 0)
      await postgres(tx)
        .delete(quoteTerms)
        .where(inArray(quoteTerms.id, [...ids]));
  },
  async clear(tx) {
    await postgres(tx).delete(quoteTerms);
  },
  matches: (id, name) =>
    sql<boolean>`${id} in (select ${quoteTerms.id} from ${quoteTerms} where ${found(quoteTerms, name)})`,
};

/**
 * Finds beside other conditions. The planner is to know the words: how it reads rows of other tables depends on how many finds there
 * are.
 */
function found(table: typeof articleTerms | typeof quoteTerms, name: string): SQL {
  const query = sql`(${sql.placeholder(name)}::json->>'lexemes')::tsquery`;
  return sql`${table.lexemes} @@ ${query} and exists (with ${asked(listed(name))} select 1 from asked where ${STANDS})`;
}

/** One expression as a list. */
function listed(name: string): SQL {
  return sql`json_build_array(${sql.placeholder(name)}::json)`;
}

/** Whether a statement is to be planned for the words that are asked for, each time. */
export function isForItsWords(statement: string): boolean {
  return statement.includes("->>'lexemes')::tsquery");
}
