/** An item of a feed, whichever format it came in, as an article. */
import { EMPTY_ARTICLE, type ArticleContent } from '../news/article.ts';
import { type Block, paragraph } from '../news/block.ts';
import { cleanText } from '../news/block-text.ts';
import { blocksFromHtml } from '../news/blocks-from-html.ts';
import { bodyTextOf } from '../news/body.ts';
import { webAddress } from '../news/link.ts';
import type { PhotoContent } from '../news/photo.ts';
import { DEFAULT_SECTION } from './default-section.ts';
import type { Refusal } from './format.ts';
import { keywordsOf, languageTold } from './told.ts';
import { writtenTime } from './written-time.ts';

/** Of what a feed says, plain or as HTML. */
export interface FeedText {
  value: string;
  isHtml: boolean;
}

export interface FeedItem {
  title: FeedText | null;
  /** The whole text. */
  content: FeedText | null;
  /** What stands for it, or before it. */
  summary: FeedText | null;
  link: string | null;
  id: string | null;
  /** As it is written. */
  published: string | null;
  authors: readonly string[];
  categories: readonly string[];
  language: string | null;
  rights: string | null;
  photos: readonly PhotoContent[];
  /** What its relative links are relative to. */
  base: string | null;
}

export interface FeedAbout {
  /** The feed's name. */
  source: string | null;
  language: string | null;
  rights: string | null;
}

/** A headline that is made of the text's beginning is cut there, in characters. */
const CUT_HEADLINE = 120;

/** Answers why where it is none. Throws HtmlTooTangled. */
export function articleOfItem(
  item: FeedItem,
  about: FeedAbout,
): ArticleContent | Pick<Refusal, 'reason' | 'announced'> {
  const full = blocksOf(item.content, item.base);
  const short = blocksOf(item.summary, item.base);
  const blocks = full.length > 0 ? full : short;
  const title = lineOf(item.title, item.base);
  const headline = title ?? beginning(blocks);
  if (headline === null) return { reason: 'the item has neither a title nor a text: it says nothing' };
  const description = full.length > 0 && short.length > 0 ? bodyTextOf(short) : null;
  const article: ArticleContent = {
    ...EMPTY_ARTICLE,
    headline,
    section: [...DEFAULT_SECTION],
    blocks,
    // Some feeds give the text twice.
    description: description === bodyTextOf(full) ? null : description,
    byline: item.authors.length > 0 ? item.authors.join(', ') : null,
    language: languageTold([item.language, about.language], [headline, bodyTextOf(blocks)]),
    keywords: keywordsOf(item.categories),
    url: item.link === null ? null : webAddress(item.link, item.base),
    source: about.source,
    // An identifier is one among a source's.
    sourceId: about.source === null ? null : item.id,
    copyrightNotice: item.rights ?? about.rights,
    publishedAt: item.published === null ? null : writtenTime(item.published),
    photos: [...item.photos],
  };
  if (blocks.length > 0) return article;
  return { reason: `“${headline}” has a title but no text: follow its link for that`, announced: article };
}

function blocksOf(text: FeedText | null, base: string | null): Block[] {
  if (text === null) return [];
  if (text.isHtml) return blocksFromHtml(text.value, base);
  return text.value
    .split(/\n\s*\n/)
    .map((part) => cleanText(part.replace(/\s+/g, ' ')).trim())
    .filter((part) => part !== '')
    .map(paragraph);
}

/** On one line; null where there is nothing to read. */
function lineOf(text: FeedText | null, base: string | null): string | null {
  const line = bodyTextOf(blocksOf(text, base)).replace(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}

function beginning(blocks: readonly Block[]): string | null {
  const [first] = blocks;
  if (first === undefined) return null;
  const line = first.text.replace(/\s+/g, ' ');
  if (line.length <= CUT_HEADLINE) return line;
  return `${line.slice(0, CUT_HEADLINE).replace(/\s+\S*$/, '')}…`;
}
