/**
 * Full-text search on PostgreSQL over words that are cut already. A row holds an article's words twice: as lexemes, whose
 * GIN index finds candidates, and as text, in which phrases are looked for: positions in a tsvector end at 16,383.
 * What is found is what `matches` in news/searchable finds.
 */
import { eq, type SQL, sql } from 'drizzle-orm';
import { isEmpty, type SearchQuery, type Term } from '../../news/search-query.ts';
import type { SearchIndex, SearchIndexes } from '../store.ts';
import { postgres } from './database.ts';
import { insertRows } from './insert.ts';
import { articleWords, quoteWords } from './tables.ts';
import { lexemesOf, type Weight } from './lexemes.ts';

export function createSearchIndexes(): SearchIndexes {
  return {
    articles: createIndex(articleWords, {
      headline: 'A',
      description: 'C',
      body: 'D',
      keywords: 'B',
      captions: 'D',
    }),
    quotes: createIndex(quoteWords as unknown as WordTable, { text: 'D' }),
    expression: (query) => JSON.stringify(expression(query)),
  };
}

/** Both tables have the same columns. */
type WordTable = typeof articleWords;

/** What a word counts for by its weight, D to A: in the proportions that SQLite's columns have. */
const WEIGHTS = sql.raw(`'{0.1, 0.4, 0.5, 1}'`);
/** A rank is divided by 1 + the logarithm of the article's length. */
const BY_LENGTH = sql.raw('1');

function createIndex<Column extends string>(
  table: WordTable,
  weights: Record<Column, Weight>,
): SearchIndex<Record<Column, string>> {
  const columns = Object.keys(weights) as Column[];
  return {
    async add(tx, rows) {
      const values = rows.map((row) => {
        const fields = columns.map((column) => ({ words: row[column], weight: weights[column] }));
        const words = fields.map((field) => ` ${field.words} `).join('\n');
        return { id: row.id, words, lexemes: lexemesOf(fields) };
      });
      await insertRows(postgres(tx), table, values);
    },
    async remove(tx, id) {
      await postgres(tx).delete(table).where(eq(table.id, id));
    },
    async clear(tx) {
      await postgres(tx).delete(table);
    },
    matches: (id, name) =>
      sql<boolean>`${id} in (select ${table.id} from ${table} where ${found(table, name)})`,
    ranked: (name, alias, most) =>
      sql`(select ${table.id} as id, ts_rank(${WEIGHTS}, ${table.lexemes}, ${lexemes(name)}, ${BY_LENGTH}) as rank from ${table} where ${found(table, name)} order by ${table.id} desc limit ${sql.raw(String(most))}) as ${sql.identifier(alias)}`,
  };
}

/** What an expression bound to a placeholder holds. */
interface Expression {
  /** A tsquery: all of it but that the words of a phrase stand together. */
  lexemes: string;
  /** Of each group that has a phrase, what to look for in the words; one of it must be there. */
  all: string[][];
  /** Phrases of which none may be there. */
  none: string[];
}

function expression(query: SearchQuery): Expression {
  if (isEmpty(query)) return { lexemes: '', all: [], none: [] };
  const groups = query.all.map((group) => `(${group.map(candidates).join(' | ')})`);
  const none = query.none.filter((term) => !isPhrase(term)).map((term) => `!${candidates(term)}`);
  return {
    lexemes: [...groups, ...none].join(' & '),
    all: query.all.filter((group) => group.some(isPhrase)).map((group) => group.map(inWords)),
    none: query.none.filter(isPhrase).map(inWords),
  };
}

function isPhrase({ words }: Term): boolean {
  return words.length > 1;
}

function candidates({ words, prefix }: Term): string {
  const lexemes = words.map((word, index) => `'${word}'${prefix && index === words.length - 1 ? ':*' : ''}`);
  return lexemes.length > 1 ? `(${lexemes.join(' & ')})` : (lexemes[0] ?? '');
}

function inWords({ words, prefix }: Term): string {
  return ` ${words.join(' ')}${prefix ? '' : ' '}`;
}

function lexemes(name: string): SQL {
  return sql`(${sql.placeholder(name)}::json->>'lexemes')::tsquery`;
}

/** Whether a statement looks for words. */
export function isSearch(statement: string): boolean {
  return statement.includes('::tsquery');
}

/** Where a query has no phrase, PostgreSQL is not to plan for one: it would read all finds before it takes the newest. */
function found(table: WordTable, name: string): SQL {
  const part = (key: keyof Expression) => sql`${sql.placeholder(name)}::json->${sql.raw(`'${key}'`)}`;
  const stands = sql`strpos(${table.words}, term.value) > 0`;
  const isEmptyOr = (key: keyof Expression, condition: SQL) =>
    sql`(json_array_length(${part(key)}) = 0 or not exists (${condition}))`;
  const missing = sql`select 1 from json_array_elements(${part('all')}) as terms(list) where not exists (select 1 from json_array_elements_text(terms.list) as term(value) where ${stands})`;
  const unwanted = sql`select 1 from json_array_elements_text(${part('none')}) as term(value) where ${stands}`;
  return sql`${table.lexemes} @@ ${lexemes(name)} and ${isEmptyOr('all', missing)} and ${isEmptyOr('none', unwanted)}`;
}
