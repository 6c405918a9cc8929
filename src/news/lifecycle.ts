/** The life of an article: what may happen to it, and when the public may see it. */

/** IPTC publication status; WITHHELD can be undone, CANCELED (a kill) cannot. */
export const PUB_STATUSES = ['USABLE', 'WITHHELD', 'CANCELED'] as const;
export type PubStatus = (typeof PUB_STATUSES)[number];

export const CHANGE_KINDS = [
  'PUBLISHED',
  'UPDATED',
  'CORRECTED',
  'WITHHELD',
  'REINSTATED',
  'CANCELED',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * The rule of what the public may see, and its place in the public order: null where it may not be seen. A draft and an
 * embargoed article have no `publishedAt` yet. Everything that reads goes by the column that this fills.
 */
export function publicAt(article: { publishedAt: number | null; pubStatus: PubStatus }): number | null {
  return article.pubStatus === 'USABLE' ? article.publishedAt : null;
}
