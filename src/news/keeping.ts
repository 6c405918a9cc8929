/** Words of which results are kept, and as many that were before them. */
const KEPT = 20_000;
/** In UTF-16 units: longer words are few. */
const LONGEST = 40;

/** Keeps what `reckon` gives for a word. The newest are kept in two generations, so that what many articles say is not reckoned anew. */
export function keeping(reckon: (word: string) => string): (word: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (word) => {
    if (word.length > LONGEST) return reckon(word);
    const known = young.get(word);
    if (known !== undefined) return known;
    const found = old.get(word) ?? reckon(word);
    if (young.size >= KEPT) {
      old = young;
      young = new Map();
    }
    young.set(word, found);
    return found;
  };
}
