/** An article with all that has become of it: what every format writes, and nothing of how it is kept. */
import type { ArticleContent } from '../news/article.ts';
import type { Block } from '../news/block.ts';
import type { ChangeKind, PubStatus } from '../news/lifecycle.ts';
import type { PhotoContent } from '../news/photo.ts';
import type { QuoteContent, QuotePlace } from '../news/quotes/quote.ts';

/** All times are milliseconds since 1970, UTC. */
export interface ExportedArticle extends Omit<ArticleContent, 'photos' | 'quotes'> {
  slug: string;
  pubStatus: PubStatus;
  /** Its `publishedAt` is what it is to have once it is published. */
  isDraft: boolean;
  version: number;
  /** Of this version. */
  updatedAt: number;
  /** Of what was imported, where it had no identifier of its own. */
  digest: string | null;
  photos: ExportedPhoto[];
  quotes: ExportedQuote[];
  /** Where its body has words that a person said are no quote. */
  removedQuotes: QuotePlace[];
  /** Oldest first; the last one's content is the article's own. Empty before it is published: its version is then 0 or less. */
  versions: ExportedVersion[];
}

export interface ExportedPhoto extends PhotoContent {
  /** The version that brought it. */
  sinceVersion: number;
}

export interface ExportedQuote extends QuoteContent {
  sinceVersion: number;
  /** A person has confirmed it. */
  reviewed: boolean;
}

export interface ExportedVersion {
  version: number;
  at: number;
  kind: ChangeKind;
  /** The key's name, or the command that made it. */
  by: string | null;
  note: string | null;
  headline: string;
  blocks: Block[];
}

/** A picture that Newswire itself keeps; photos name it as /photos/<name>. */
export interface KeptPicture {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** Where the article is to be found: where it was published first, or here. */
export function addressOfArticle({ url, slug }: ExportedArticle, publicUrl: string): string {
  return uriOf(url ?? `${publicUrl}/articles/${slug}`);
}

/** The absolute address of a picture, also of one that Newswire itself keeps. */
export function addressOfPhoto({ url }: ExportedPhoto, publicUrl: string): string | null {
  return url === null ? null : uriOf(url.startsWith('/') ? `${publicUrl}${url}` : url);
}

/** As RFC 3986 has it, which standards ask for: the URL Standard lets some characters pass that are in no URI. */
function uriOf(address: string): string {
  const { href, origin } = new URL(address);
  if (!href.startsWith(origin)) return href;
  const path = href
    .slice(origin.length)
    .replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, encodeURIComponent)
    .replace(/%(?![\da-f]{2})/gi, '%25');
  // A second "#" is none of a URI's.
  const [before = '', ...fragments] = path.split('#');
  return origin + [before, ...(fragments.length > 0 ? [fragments.join('%23')] : [])].join('#');
}
