/** Language tags, BCP 47. */

/** "EN-gb" → "en-GB"; null where it is not a well-formed tag. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.trim())[0] ?? null;
  } catch {
    return null;
  }
}
