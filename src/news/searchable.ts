/** The text of an article that a search looks through, and whether a query matches it: the meaning that engines are held to. */
import type { Block } from './block.ts';
import type { SearchQuery, Term } from './search-query.ts';
import { isEmpty } from './search-query.ts';
import { indexText } from './words.ts';

/** The columns of an index. */
export const SEARCH_FIELDS = ['headline', 'description', 'body', 'keywords', 'captions'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** As people read it; empty where an article has none. */
export type SearchableText = Readonly<Record<SearchField, string>>;
/** The same as an index holds it: folded words joined by one space. */
export type SearchableWords = Readonly<Record<SearchField, string>>;

export function indexWords(text: SearchableText): SearchableWords {
  return {
    headline: indexText(text.headline),
    description: indexText(text.description),
    body: indexText(text.body),
    keywords: indexText(text.keywords),
    captions: indexText(text.captions),
  };
}

/** What full-text search looks at; captions in the order of the photos. */
export function wordsOf(article: {
  headline: string;
  description: string | null;
  blocks: readonly Block[];
  keywords: readonly string[];
  captions: readonly (string | null)[];
}): SearchableWords {
  return indexWords({
    headline: article.headline,
    description: article.description ?? '',
    body: article.blocks.map(({ text }) => text).join('\n'),
    keywords: article.keywords.join('\n'),
    captions: article.captions.map((caption) => caption ?? '').join('\n'),
  });
}

/** A query's words may be spread over fields; a phrase stands within one. An empty query matches nothing. */
export function matches(query: SearchQuery, words: SearchableWords): boolean {
  return (
    !isEmpty(query) &&
    query.all.every((group) => group.some((term) => isIn(words, term))) &&
    !query.none.some((term) => isIn(words, term))
  );
}

function isIn(words: SearchableWords, term: Term): boolean {
  const wanted = term.words.join(' ');
  return SEARCH_FIELDS.some((field) => hasWords(words[field], wanted, term.prefix));
}

/** Looks for the words as text and then at what is around them: a needle with spaces would want each field copied. */
function hasWords(field: string, wanted: string, prefix: boolean): boolean {
  let at = field.indexOf(wanted);
  while (at !== -1) {
    const end = at + wanted.length;
    const begins = at === 0 || field[at - 1] === ' ';
    if (begins && (prefix || end === field.length || field[end] === ' ')) return true;
    at = field.indexOf(wanted, at + 1);
  }
  return false;
}
