/**
 * Stems: what the forms of a word have in common, so that one finds the others. Languages without a stemmer have none, and a
 * word is its own. Stems are of folded words: words that fold alike have one stem, and a stem is a word as `./words` has it.
 */
import { createStemmer } from 'multilingual-stemmer';
import { keeping } from './keeping.ts';

export const STEMMED = ['en', 'de', 'fr', 'es'] as const;
/** A language that has a stemmer. */
export type Stemmed = (typeof STEMMED)[number];

/** What a stemmer knows. Anything else has no endings. */
const LETTERS = /^[a-z]{3,}$/;

/** Of a BCP 47 tag: "de-AT" is German. */
export function stemmedLanguage(tag: string): Stemmed | null {
  const [language] = tag.toLowerCase().split('-');
  return STEMMED.find((each) => each === language) ?? null;
}

/** `word` is folded. */
export function stemOf(word: string, language: Stemmed | null): string {
  return language === null ? word : STEMS[language](word);
}

const STEMS: Readonly<Record<Stemmed, (word: string) => string>> = {
  en: stemming(createStemmer('en')),
  de: stemming(createStemmer('de')),
  // The stemmer tells the -e of an infinitive's kin by its accent, which is folded away: "publiée" goes with "publié".
  fr: stemming(beginningWith(createStemmer('fr'), (word) => word.replace(/ee(s?)$/, 'e$1'))),
  es: stemming(createStemmer('es')),
};

/** A stemmer takes 20 times as long as looking up what it said. */
function stemming(stem: (word: string) => string): (word: string) => string {
  return keeping((word) => (LETTERS.test(word) ? stem(word) || word : word));
}

function beginningWith(stem: (word: string) => string, first: (word: string) => string) {
  return (word: string) => stem(first(word));
}
