/** The text of an article that a search looks through, and whether a query matches it: the meaning that engines are held to. */
import type { Block } from './block.ts';
import type { SearchQuery, Term } from './search-query.ts';
import { isEmpty } from './search-query.ts';
import { type Stemmed, stemmedLanguage, stemOf } from './stem.ts';
import { foldedWords } from './words.ts';

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
/** The same as an index holds it: folded words. */
export type SearchableWords = Readonly<Record<SearchField | StemField, readonly string[]>> & OfLanguage;
/** A quote as an index holds it. */
export type SaidWords = Readonly<Record<'text' | 'stems', readonly string[]>> & OfLanguage;

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
    headline: foldedWords(text.headline),
    description: foldedWords(text.description),
    keywords: foldedWords(text.keywords),
    body: foldedWords(text.body),
    captions: foldedWords(text.captions),
  };
  const given = new Set<string>();
  const headlineStems = stemsOf(words.headline, of, given);
  const body = countStems(words.body, of);
  const aboutStems = [
    ...stemsOf(words.description, of, given),
    ...stemsOf(words.keywords, of, given),
    ...body.often,
  ];
  for (const stem of body.often) given.add(stem);
  const bodyStems = body.others.filter((stem) => !given.has(stem));
  for (const stem of bodyStems) given.add(stem);
  bodyStems.push(...stemsOf(words.captions, of, given));
  return { language: of, ...words, headlineStems, aboutStems, bodyStems };
}

export function indexSaid(text: string, language: string): SaidWords {
  const of = stemmedLanguage(language);
  const words = foldedWords(text);
  return { language: of, text: words, stems: stemsOf(words, of, new Set()) };
}

/** Those that are no words themselves, each once; those that were given are left out. */
function stemsOf(words: readonly string[], language: Stemmed | null, given: Set<string>): string[] {
  if (language === null) return [];
  const stems: string[] = [];
  for (const word of words) {
    const stem = stemOf(word, language);
    if (stem === word || given.has(stem)) continue;
    given.add(stem);
    stems.push(stem);
  }
  return stems;
}

/** Of a long text: the stems that many of its words have, and all that are no words themselves. Each word is looked up once. */
function countStems(
  words: readonly string[],
  language: Stemmed | null,
): { often: string[]; others: string[] } {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const least = Math.max(OFTEN, words.length / OFTEN_OF);
  const byStem = new Map<string, number>();
  const others = new Set<string>();
  for (const [word, count] of counts) {
    const stem = stemOf(word, language);
    if (stem !== word) others.add(stem);
    byStem.set(stem, (byStem.get(stem) ?? 0) + count);
  }
  const often: string[] = [];
  for (const [stem, count] of byStem) if (count >= least) often.push(stem);
  return { often, others: [...others] };
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
  const { all, texts } = readingOf(words);
  const [word = ''] = term.words;
  if (!term.exact && !term.prefix) return all.has(stemOf(word, words.language));
  if (!term.exact) return [...all].some((each) => each.startsWith(word));
  const wanted = term.words.join(' ');
  return texts.some((text) => hasWords(text, wanted, term.prefix));
}

interface Reading {
  /** Words and stems. */
  all: ReadonlySet<string>;
  /** The words of each field. */
  texts: readonly string[];
}

/** Made when it is first asked for: what is only indexed needs none, and many may ask. */
const readings = new WeakMap<SearchableWords, Reading>();

function readingOf(words: SearchableWords): Reading {
  let reading = readings.get(words);
  if (reading === undefined) {
    const all = new Set<string>();
    for (const field of [...SEARCH_FIELDS, ...STEM_FIELDS]) for (const word of words[field]) all.add(word);
    reading = { all, texts: SEARCH_FIELDS.map((field) => words[field].join(' ')) };
    readings.set(words, reading);
  }
  return reading;
}

/** Looks for the words as text and then at what is around them: a needle with spaces would want each field copied. */
function hasWords(text: string, wanted: string, prefix: boolean): boolean {
  let at = text.indexOf(wanted);
  while (at !== -1) {
    const end = at + wanted.length;
    const begins = at === 0 || text[at - 1] === ' ';
    if (begins && (prefix || end === text.length || text[end] === ' ')) return true;
    at = text.indexOf(wanted, at + 1);
  }
  return false;
}
