/** What documents of several formats tell of an article in values of their own, as an article may have it. */
import { canonicalLanguage } from '../news/language.ts';
import { MAX_KEYWORD, MAX_KEYWORDS } from '../news/validate.ts';
import { languageOf } from './language.ts';

/** The first of the tags that is one, of BCP 47 or as systems write it ("en_GB"); else what the texts are in. */
export function languageTold(tags: readonly (string | null)[], texts: readonly string[]): string {
  for (const tag of tags) {
    const canonical = tag === null || tag.trim() === '' ? null : canonicalLanguage(tag.replaceAll('_', '-'));
    if (canonical !== null) return canonical;
  }
  return languageOf(texts.join('\n'));
}

/** Each once; what is longer than a keyword may be is none. */
export function keywordsOf(names: readonly string[]): string[] {
  const keywords = names
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.length <= MAX_KEYWORD);
  return [...new Set(keywords)].slice(0, MAX_KEYWORDS);
}

/** 1200, "1200" and "1200px"; null where it is no size. */
export function pixelsIn(value: unknown): number | null {
  const size = typeof value === 'string' ? Number(value.trim().replace(/px$/i, '')) : value;
  return typeof size === 'number' && Number.isInteger(size) && size > 0 ? size : null;
}
