/** Selections that tests share: every field of each type, and what they answer. */
import type { Block } from '../../src/news/block.ts';

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

export interface Connection<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: PageInfo;
  totalCount: number;
}

export interface WholePhoto {
  id: string;
  url: string | null;
  caption: string | null;
  article: { slug: string };
}

export interface WholeQuote {
  id: string;
  text: string;
  type: 'DIRECT' | 'MIXED';
  speaker: string | null;
  paragraph: number;
  start: number;
  end: number;
  article: { slug: string };
}

/** The fields that tests name; the rest is looked at as a whole. */
export interface WholeArticle {
  id: string;
  slug: string;
  headline: string;
  paragraphs: string[];
  blocks: Block[];
  bodyText: string;
  bodyHtml: string;
  wordCount: number;
  editorialNote: string | null;
  section: { id: string; path: string };
  leadPhoto: WholePhoto | null;
  photos: Connection<WholePhoto>;
  quotes: Connection<WholeQuote>;
  versions: unknown[];
}

export const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

export const ALL_OF_PHOTO = `{
  id url caption altText creditLine creator dateCreated locationShown personsShown copyrightNotice usageTerms
  width height focalPoint { x y } paragraph article { slug }
}`;

export const ALL_OF_QUOTE = `{
  id text type speaker speakerRole cue via paragraph start end reviewed article { slug }
}`;

export const ALL_OF_SECTION = `{
  id name slug path description
  parent { path name } ancestors { path } children { path }
}`;

export const ALL_OF_ARTICLE = `{
  id slug url source sourceId headline description byline dateline language
  paragraphs blocks { kind text level marks { kind start end url } } bodyText bodyHtml wordCount
  keywords urgency breaking pubStatus version publishedAt updatedAt embargoedUntil
  copyrightNotice usageTerms editorialNote
  section ${ALL_OF_SECTION}
  leadPhoto ${ALL_OF_PHOTO}
  photos { edges { cursor node ${ALL_OF_PHOTO} } ${PAGE_INFO} totalCount }
  quotes { edges { cursor node ${ALL_OF_QUOTE} } ${PAGE_INFO} totalCount }
  corrections { version at note }
  versions { version at kind by note headline paragraphs }
  related(first: 3) { slug }
}`;
