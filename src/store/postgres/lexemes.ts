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

/** What stands before a word where it is told by where it stands. */
export const SIGN: Readonly<Record<Standing, string>> = { headline: '^', about: '~', anywhere: '' };
/** Spans of time, by what stands before their number: searches look through the newest first. */
export const SPANS = {
  '@': 7 * 24 * 60 * 60 * 1000,
  '@@': 16 * 7 * 24 * 60 * 60 * 1000,
} as const;

export function lexemesOf(words: SearchableWords, publicAt: number): string {
  const { language, headline, description, keywords, headlineStems, aboutStems } = words;
  return written([
    ...Object.entries(SPANS).map(([sign, span]) => `${sign}${Math.floor(publicAt / span)}`),
    ...told([headline, headlineStems], language, SIGN.headline),
    ...told([headline, headlineStems, description, keywords, aboutStems], language, SIGN.about),
    ...told(
      [...SEARCH_FIELDS, ...STEM_FIELDS].map((field) => words[field]),
      language,
      SIGN.anywhere,
    ),
  ]);
}

export function lexemesOfSaid({ language, text, stems }: SaidWords): string {
  return written(told([text, stems], language, SIGN.anywhere));
}

/** As the index has a word. */
export function inLanguage(word: string, language: Stemmed | null): string {
  return language === null ? word : `${word}/${language}`;
}

function told(fields: readonly string[], language: Stemmed | null, sign: string): string[] {
  return fields.flatMap((field) =>
    field === '' ? [] : field.split(' ').map((word) => `${sign}${inLanguage(word, language)}`),
  );
}

/** As PostgreSQL reads a tsvector. Where all would be too much, the last are left out: that is past 60,000 different ones. */
function written(lexemes: readonly string[]): string {
  let left = MAX_BYTES;
  const kept: string[] = [];
  for (const lexeme of new Set(lexemes)) {
    left -= Buffer.byteLength(lexeme) + BOOKKEEPING;
    if (left < 0) break;
    kept.push(`'${lexeme}'`);
  }
  return kept.join(' ');
}
