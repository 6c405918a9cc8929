/** What a feed says of how long it may be kept before it is asked for again. */

const MINUTE = 60_000;

/** Milliseconds, by RSS 2.0's `ttl`; null where it says nothing. */
export function feedTtl(text: string): number | null {
  // Of the channel, and not of what an item writes about feeds.
  const head = text.slice(0, Math.max(text.search(/<(?:\w+:)?(?:item|entry)\b/i), 0) || text.length);
  const minutes = Number(/<ttl>\s*(\d{1,9})\s*<\/ttl>/i.exec(head)?.[1] ?? 0);
  return minutes > 0 ? minutes * MINUTE : null;
}
