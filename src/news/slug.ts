/** Slugs: lower-case ASCII words joined by hyphens, from text in any script. */
import anyAscii from 'any-ascii';

/** How long a slug made from text may be, in characters; it is cut between words. */
export const MAX_SLUG = 96;

/** "Élan in 東京" → "elan-in-dongjing"; empty where the text has no letter or digit. */
export function slugify(text: string): string {
  const words = anyAscii(text.normalize('NFC'))
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > MAX_SLUG) break;
    slug = longer;
  }
  return slug === '' ? (words[0] ?? '').slice(0, MAX_SLUG) : slug;
}
