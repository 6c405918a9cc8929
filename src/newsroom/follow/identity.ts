/**
 * By what an item of a feed is known when it comes again: its guid, then its address, then what it says. What several items of one
 * feed have in common says nothing: feeds give one guid or one address to all.
 */
import { createHash } from 'node:crypto';
import type { ArticleContent } from '../../news/article.ts';
import { canonicalJson, REVISED, type Revised } from '../change/revise.ts';
import { digestOf } from '../known.ts';

export interface Item {
  content: ArticleContent;
  /** The first that is known says what it is; SHA-256 each. */
  keys: string[];
  /** Tells content without an identifier when it comes again, also to `import`. */
  digest: string | null;
  /** What the feed says of it. */
  seen: string;
}

/** In their order; what is twice in a feed is taken where it stands first. */
export function itemsOf(articles: readonly ArticleContent[]): Item[] {
  const once = new Map<string, ArticleContent>();
  for (const content of articles) {
    const sign = JSON.stringify([content.sourceId, content.url, content.headline]);
    if (!once.has(sign)) once.set(sign, content);
  }
  const contents = [...once.values()];
  const guids = sharedAmong(contents.map(({ sourceId }) => sourceId));
  const urls = sharedAmong(contents.map(({ url }) => canonicalAddress(url)));
  return contents.map((given) => {
    const content = {
      ...given,
      sourceId: guids.has(given.sourceId) ? null : given.sourceId,
      url: urls.has(canonicalAddress(given.url)) ? null : given.url,
    };
    const { sourceId, url, headline, blocks } = content;
    const signs = [
      ...(sourceId === null ? [] : [['guid', sourceId]]),
      ...(url === null ? [] : [['url', canonicalAddress(url)]]),
    ];
    const named = signs.length > 0 ? signs : [['text', headline, blocks]];
    return {
      content,
      keys: named.map((sign) => hash(canonicalJson(sign))),
      digest: signs.length > 0 ? null : digestOf(content),
      seen: hash(canonicalJson(fieldsOf(given))),
    };
  });
}

function sharedAmong(values: readonly (string | null)[]): Set<string | null> {
  const seen = new Set<string | null>();
  const shared = new Set<string | null>();
  for (const value of values) {
    if (value !== null && seen.has(value)) shared.add(value);
    seen.add(value);
  }
  return shared;
}

/** Without what only says how a reader came by it; http and https lead to the same. */
function canonicalAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return address;
  const url = new URL(address);
  for (const name of Array.from(url.searchParams.keys()))
    if (/^utm_/i.test(name)) url.searchParams.delete(name);
  return url.href.replace(/^https?:/, '');
}

/** A digest of each field that a feed may change. */
export function fieldsOf(content: ArticleContent): Record<Revised, string> {
  const digests = REVISED.map((name) => [name, hash(canonicalJson(content[name])).slice(0, 16)]);
  return Object.fromEntries(digests) as Record<Revised, string>;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
