/**
 * The lexemes of PostgreSQL's index: what a search may be for, and nothing of where it stands: a `tsvector` without positions
 * is half as long. A word of a language with a stemmer is there with its language, and so are stems: "said/en". No word begins
 * with a sign, so what does is something else: a word by where it stands, or when the article was published.
 */
import { SEARCH_FIELDS, type SearchableWords, STEM_FIELDS, type SaidWords } from '../../news/searchable.ts';
import type { Standing } from '../../news/ranking.ts';
import type { Stemmed } from '../../news/stem.ts';

/** PostgreSQL refuses a tsvector of a megabyte; its own bookkeeping is estimated above what it is. */
const MAX_BYTES = 1_000_000;
const BOOKKEEPING = 4;

/** What stands before a word where it is told by where it stands; what is in a headline is told so alone. */
export const SIGN: Readonly<Record<Standing, string>> = { headline: '^', about: '~', anywhere: '' };
/** Spans of time, by what stands before their number: searches look through the newest first. */
export const SPANS = {
  '@': 7 * 24 * 60 * 60 * 1000,
  '@@': 8 * 7 * 24 * 60 * 60 * 1000,
} as const;

export function lexemesOf(words: SearchableWords, publicAt: number): string {
  const { language, headline, description, keywords, headlineStems, aboutStems } = words;
  const spans = Object.entries(SPANS).map(([sign, span]) => `'${sign}${Math.floor(publicAt / span)}'`);
  const inHeadline = new Set([...headline, ...headlineStems]);
  const about = new Set([...description, ...keywords, ...aboutStems]);
  const all = new Set<string>();
  for (const field of [...SEARCH_FIELDS, ...STEM_FIELDS]) for (const word of words[field]) all.add(word);
  return bounded([
    ...spans,
    told(inHeadline, language, SIGN.headline),
    told(about, language, SIGN.about),
    told(all, language, SIGN.anywhere),
  ]);
}

export function lexemesOfSaid({ language, text, stems }: SaidWords): string {
  return bounded([told(new Set([...text, ...stems]), language, SIGN.anywhere)]);
}

/** As the index has a word. */
export function inLanguage(word: string, language: Stemmed | null): string {
  return language === null ? word : `${word}/${language}`;
}

/** As PostgreSQL reads a tsvector. */
function told(words: ReadonlySet<string>, language: Stemmed | null, sign: string): string {
  if (words.size === 0) return '';
  const ends = language === null ? "'" : `/${language}'`;
  return `'${sign}${[...words].join(`${ends} '${sign}`)}${ends}`;
}

/** Where all would be too much, the last are left out: that is past 60,000 different ones. */
function bounded(parts: readonly string[]): string {
  const lexemes = parts.join(' ');
  // None is more than three bytes a character.
  if (lexemes.length * (3 + BOOKKEEPING) < MAX_BYTES) return lexemes;
  let left = MAX_BYTES;
  return lexemes
    .split(' ')
    .filter((lexeme) => (left -= Buffer.byteLength(lexeme) + BOOKKEEPING) > 0)
    .join(' ');
}
