/** The text of an article that a search looks through, and whether a query matches it: the meaning that engines are held to. */
import type { Block } from './block.ts';
import type { SearchQuery, Term } from './search-query.ts';
import { isEmpty } from './search-query.ts';
import { type Stemmed, stemmedLanguage, stemOf } from './stem.ts';
import { indexText } from './words.ts';

/** Where words stand, as people read them. */
export const SEARCH_FIELDS = ['headline', 'description', 'keywords', 'body', 'captions'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];
/** Where the stems stand of words that are not their own: once each, and where they tell most. */
export const STEM_FIELDS = ['headlineStems', 'aboutStems', 'bodyStems'] as const;
export type StemField = (typeof STEM_FIELDS)[number];

/** As people read it; empty where an article has none. */
export type SearchableText = Readonly<Record<SearchField, string>>;

/** The language that stems are of; null where it has no stemmer. */
interface OfLanguage {
  readonly language: Stemmed | null;
}
/** The same as an index holds it: folded words joined by one space. */
export type SearchableWords = Readonly<Record<SearchField | StemField, string>> & OfLanguage;
/** A quote as an index holds it. */
export type SaidWords = Readonly<Record<'text' | 'stems', string>> & OfLanguage;

/**
 * Changes with whatever an index holds of an article, or how: the words, the stems, the columns. A store whose index is
 * of another version is indexed anew when it is opened.
 */
export const INDEX_VERSION = 'words 2, Snowball 3.1.1';

/** A stem that so many words of a body have, and one of so many of them, is among what an article is about. */
const OFTEN = 3;
const OFTEN_OF = 150;

export function indexWords(text: SearchableText, language: string): SearchableWords {
  const of = stemmedLanguage(language);
  const words = {
    headline: indexText(text.headline),
    description: indexText(text.description),
    keywords: indexText(text.keywords),
    body: indexText(text.body),
    captions: indexText(text.captions),
  };
  const body = words.body.split(' ');
  const known = new Set<string>();
  return {
    language: of,
    ...words,
    headlineStems: stemsOf(words.headline.split(' '), of, known),
    aboutStems: [
      stemsOf([...words.description.split(' '), ...words.keywords.split(' ')], of, known),
      ...oftenIn(body, of, known),
    ]
      .join(' ')
      .trim(),
    bodyStems: stemsOf([...body, ...words.captions.split(' ')], of, known),
  };
}

export function indexSaid(text: string, language: string): SaidWords {
  const of = stemmedLanguage(language);
  const words = indexText(text);
  return { language: of, text: words, stems: stemsOf(words.split(' '), of, new Set()) };
}

/** Those that are no words of the text, without those that are known; they are known afterwards. */
function stemsOf(words: readonly string[], language: Stemmed | null, known: Set<string>): string {
  if (language === null) return '';
  const stems: string[] = [];
  for (const word of words) {
    const stem = stemOf(word, language);
    if (stem === word || known.has(stem)) continue;
    known.add(stem);
    stems.push(stem);
  }
  return stems.join(' ');
}

function oftenIn(words: readonly string[], language: Stemmed | null, known: Set<string>): string[] {
  const least = Math.max(OFTEN, words.length / OFTEN_OF);
  const counts = new Map<string, number>();
  for (const word of words) {
    const stem = stemOf(word, language);
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const often = [...counts].filter(([stem, count]) => count >= least && stem !== '').map(([stem]) => stem);
  for (const stem of often) known.add(stem);
  return often;
}

/** What full-text search looks at; captions in the order of the photos. */
export function wordsOf(article: {
  headline: string;
  description: string | null;
  blocks: readonly Block[];
  keywords: readonly string[];
  captions: readonly (string | null)[];
  language: string;
}): SearchableWords {
  const text = {
    headline: article.headline,
    description: article.description ?? '',
    body: article.blocks.map(({ text: words }) => words).join('\n'),
    keywords: article.keywords.join('\n'),
    captions: article.captions.map((caption) => caption ?? '').join('\n'),
  };
  return indexWords(text, article.language);
}

/** A query's words may be spread over fields; a phrase stands within one. An empty query matches nothing. */
export function matches(query: SearchQuery, words: SearchableWords): boolean {
  return (
    !isEmpty(query) &&
    query.all.every((group) => group.some((term) => isIn(words, term))) &&
    !query.none.some((term) => isIn(words, term))
  );
}

/**
 * A term that is exact stands as it is. Any other is a word whose stem stands in the article, as a word or as the stem of one,
 * or that begins either.
 */
function isIn(words: SearchableWords, term: Term): boolean {
  if (term.exact) {
    const wanted = term.words.join(' ');
    return SEARCH_FIELDS.some((field) => hasWords(words[field], wanted, term.prefix));
  }
  const [word = ''] = term.words;
  const wanted = term.prefix ? word : stemOf(word, words.language);
  return (
    SEARCH_FIELDS.some((field) => hasWords(words[field], wanted, term.prefix)) ||
    STEM_FIELDS.some((field) => hasWords(words[field], wanted, term.prefix))
  );
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
