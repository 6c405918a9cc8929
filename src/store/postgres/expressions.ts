/** What a query is to PostgreSQL: a tsquery for what lexemes can tell, and what must stand in the words as it was typed. */
import { type Level, LEVELS, levelsOf, type Standing, tellingGroups } from '../../news/ranking.ts';
import { type Group, isEmpty, type SearchQuery, type Term } from '../../news/search-query.ts';
import { STEMMED, stemOf } from '../../news/stem.ts';
import { inLanguage, SIGN } from './lexemes.ts';

/** What an expression bound to a placeholder holds. */
export interface Expression {
  /** A tsquery; of terms that are exact it takes more than they mean. null: nothing is found. */
  lexemes: string | null;
  /** Of each group that has an exact term, what to look for; one of it must be there. Begins with a space: in words; else a tsquery. */
  all: string[][];
  /** How many fields these words are looked for in, from the first. */
  fields: number;
  /** Exact terms of which none may be in the words. */
  none: string[];
}

/** In the order in which words are kept: see ./search. */
export const FIELDS: Readonly<Record<Standing, number>> = { headline: 1, about: 3, anywhere: 5 };
/** What is in a headline is what an article is about. */
const SIGNS: Readonly<Record<Standing, readonly string[]>> = {
  headline: [SIGN.headline],
  about: [SIGN.headline, SIGN.about],
  anywhere: [SIGN.anywhere],
};
const NOTHING: Expression = { lexemes: null, all: [], none: [], fields: FIELDS.anywhere };
const EVERYTHING: Level = { weight: 1, each: 'anywhere', some: null };

/** For each level the expression of the finds that are on it, or one that finds nothing. */
export function rankingOf(query: SearchQuery): Expression[] {
  const wanted = levelsOf(query);
  return LEVELS.map((level) => (wanted.includes(level) ? expression(query, level) : NOTHING));
}

export function expression(query: SearchQuery, level: Level = EVERYTHING): Expression {
  if (isEmpty(query)) return NOTHING;
  const telling = tellingGroups(query);
  const groups = query.all.map((group) =>
    groupLexemes(group, telling.includes(group) ? level.each : 'anywhere'),
  );
  if (level.some !== null) groups.push(groupLexemes(telling.flat(), level.some));
  const none = query.none.filter(({ exact }) => !exact).map((term) => `!${termLexemes(term, 'anywhere')}`);
  return {
    lexemes: [...groups, ...none].join(' & '),
    all: query.all
      .filter((group) => group.some(({ exact }) => exact))
      .map((group) => group.map((term) => (term.exact ? inWords(term) : termLexemes(term, level.each)))),
    fields: FIELDS[level.each],
    none: query.none.filter(({ exact }) => exact).map(inWords),
  };
}

function groupLexemes(group: Group, standing: Standing): string {
  return `(${group.map((term) => termLexemes(term, standing)).join(' | ')})`;
}

function termLexemes({ words, prefix, exact }: Term, standing: Standing): string {
  const last = words.length - 1;
  const signs = SIGNS[standing];
  const lexeme = (word: string, ending = '') => {
    const alternatives = signs.map((sign) => `'${sign}${word}'${ending}`);
    return alternatives.length === 1 ? alternatives[0] : `(${alternatives.join(' | ')})`;
  };
  if (prefix && last === 0) return `(${lexeme(words[0] ?? '', ':*')})`;
  const alternatives = [null, ...STEMMED].map((language) =>
    words
      .map((word, index) => {
        // What goes on has its language at its end.
        if (prefix && index === last) return lexeme(word, ':*');
        return lexeme(inLanguage(exact ? word : stemOf(word, language), language));
      })
      .join(' & '),
  );
  return `(${[...new Set(alternatives)].map((each) => `(${each})`).join(' | ')})`;
}

function inWords({ words, prefix }: Term): string {
  return ` ${words.join(' ')}${prefix ? '' : ' '}`;
}
