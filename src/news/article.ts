/** What an article is made of before it is published: what every format reads, and what `publish` takes. */
import type { Block } from './block.ts';
import type { PhotoContent } from './photo.ts';
import type { QuoteContent } from './quotes/quote.ts';
import type { Crumb } from './section.ts';

export interface ArticleContent {
  headline: string;
  /** From the root down; never empty once published. */
  section: Crumb[];
  blocks: Block[];
  description: string | null;
  byline: string | null;
  dateline: string | null;
  /** Canonical BCP 47. */
  language: string;
  keywords: string[];
  /** IPTC 1 (most urgent) .. 9. */
  urgency: number;
  url: string | null;
  source: string | null;
  sourceId: string | null;
  copyrightNotice: string | null;
  usageTerms: string | null;
  editorialNote: string | null;
  /** Milliseconds since 1970, UTC; null: when it is published here. */
  publishedAt: number | null;
  embargoedUntil: number | null;
  /** The first is the lead photo. */
  photos: PhotoContent[];
  /** null: to be found in the body. */
  quotes: QuoteContent[] | null;
}

export const ROUTINE_URGENCY = 5;
/** Urgency up to this is breaking. */
export const BREAKING_URGENCY = 2;

/** Everything an article may leave out. */
export const EMPTY_ARTICLE: Omit<ArticleContent, 'headline' | 'section' | 'blocks'> = {
  description: null,
  byline: null,
  dateline: null,
  language: 'en',
  keywords: [],
  urgency: ROUTINE_URGENCY,
  url: null,
  source: null,
  sourceId: null,
  copyrightNotice: null,
  usageTerms: null,
  editorialNote: null,
  publishedAt: null,
  embargoedUntil: null,
  photos: [],
  quotes: null,
};
