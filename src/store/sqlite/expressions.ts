/** What a query is to FTS5. Its words stand in the index with their language, and so do stems, in columns of their own. */
import { type Level, LEVELS, levelsOf, type Standing, tellingGroups } from '../../news/ranking.ts';
import { SEARCH_FIELDS, type SearchField, type StemField } from '../../news/searchable.ts';
import { type Group, isEmpty, type SearchQuery, type Term } from '../../news/search-query.ts';
import { STEMMED, type Stemmed, stemOf } from '../../news/stem.ts';

/** An empty phrase finds nothing; no text at all would be a syntax error. */
const NOTHING = '""';

/** In which columns words stand as they were written, and in which they or their stems must. */
export interface Columns {
  words: string;
  /** Absent where all of them will do. */
  standing?: Partial<Record<Standing, string>>;
}

const HEADLINE = ['headline', 'headlineStems'] as const;
const ABOUT = [...HEADLINE, 'description', 'keywords', 'aboutStems'] as const;

export const ANYWHERE: Columns = {
  words: columns(SEARCH_FIELDS),
  standing: { headline: columns(HEADLINE), about: columns(ABOUT) },
};
export const SAID: Columns = { words: '{text}' };

const EVERYTHING: Level = { weight: 1, each: 'anywhere', some: null };

export function columnOf(field: SearchField | StemField): string {
  return field.replace('Stems', '_stems');
}

function columns(fields: readonly (SearchField | StemField)[]): string {
  return `{${fields.map(columnOf).join(' ')}}`;
}

/** Words as a column holds them. */
export function marked(words: readonly string[], language: Stemmed | null): string {
  if (language === null || words.length === 0) return words.join(' ');
  return `${words.join(`/${language} `)}/${language}`;
}

/** For each level the expression of the finds that are on it, or one that finds nothing. */
export function rankingOf(query: SearchQuery): string[] {
  const wanted = levelsOf(query);
  return LEVELS.map((level) => (wanted.includes(level) ? expression(query, ANYWHERE, level) : NOTHING));
}

export function expression(query: SearchQuery, of: Columns, level: Level = EVERYTHING): string {
  if (isEmpty(query)) return NOTHING;
  const telling = tellingGroups(query);
  const groups = query.all.map((group) =>
    groupExpression(group, of, telling.includes(group) ? level.each : 'anywhere'),
  );
  if (level.some !== null) groups.push(groupExpression(telling.flat(), of, level.some));
  return query.none.reduce(
    (found, term) => `(${found}) NOT (${termExpression(term, of)})`,
    groups.join(' AND '),
  );
}

function groupExpression(group: Group, of: Columns, standing: Standing): string {
  const terms = `(${group.map((term) => termExpression(term, of)).join(' OR ')})`;
  const where = of.standing?.[standing];
  return where === undefined ? terms : `(${where} : ${terms})`;
}

function termExpression({ words, prefix, exact }: Term, of: Columns): string {
  if (!exact) {
    const [word = ''] = words;
    if (prefix) return `"${word}" *`;
    return alternatives(
      [null, ...STEMMED].map((language) => `"${inLanguage(stemOf(word, language), language)}"`),
    );
  }
  const phrases = [null, ...STEMMED].map((language) => {
    const all = words.map((word, i) =>
      // What goes on has its language at its end.
      prefix && i === words.length - 1 ? word : inLanguage(word, language),
    );
    return `"${all.join(' ')}"${prefix ? ' *' : ''}`;
  });
  return `(${of.words} : (${alternatives(phrases)}))`;
}

function alternatives(phrases: readonly string[]): string {
  return [...new Set(phrases)].join(' OR ');
}

function inLanguage(word: string, language: Stemmed | null): string {
  return language === null ? word : `${word}/${language}`;
}
