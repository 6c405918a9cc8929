/**
 * Stems: what the forms of a word have in common, so that one finds the others. Languages without a stemmer have none, and a
 * word is its own. Stems are of folded words: words that fold alike have one stem, and a stem is a word as `./words` has it.
 */
import { createStemmer } from 'multilingual-stemmer';

export const STEMMED = ['en', 'de', 'fr', 'es'] as const;
/** A language that has a stemmer. */
export type Stemmed = (typeof STEMMED)[number];

/** Words of which a language's stems are kept, and as many that were before them: a stemmer takes 20 times as long. */
const KEPT = 20_000;
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
  en: keeping(createStemmer('en')),
  de: keeping(createStemmer('de')),
  // The stemmer tells the -e of an infinitive's kin by its accent, which is folded away: "publiée" goes with "publié".
  fr: keeping(beginningWith(createStemmer('fr'), (word) => word.replace(/ee(s?)$/, 'e$1'))),
  es: keeping(createStemmer('es')),
};

function beginningWith(stem: (word: string) => string, first: (word: string) => string) {
  return (word: string) => stem(first(word));
}

/** The newest are kept in two generations, so that what many articles say is not reckoned anew. */
function keeping(stem: (word: string) => string): (word: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (word) => {
    const known = young.get(word);
    if (known !== undefined) return known;
    const found = old.get(word) ?? (LETTERS.test(word) ? stem(word) || word : word);
    if (young.size >= KEPT) {
      old = young;
      young = new Map();
    }
    young.set(word, found);
    return found;
  };
}
