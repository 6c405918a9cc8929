/**
 * Pages of the web: the article that a page is about, without what stands around it. Nothing here knows any one site; what is told of the
 * article in data (JSON-LD, Open Graph, meta tags) is taken as told, and its body is found by how the page is made.
 */
import { type ArticleContent, EMPTY_ARTICLE } from '../../news/article.ts';
import { bodyTextOf } from '../../news/body.ts';
import { HtmlTooTangled } from '../../news/html-tree.ts';
import { DEFAULT_SECTION } from '../default-section.ts';
import type { Format, Reading } from '../format.ts';
import { languageOf } from '../language.ts';
import { bodyOfPage } from './body.ts';
import { removeClutter } from './clutter.ts';
import { withoutForeignLines } from './lines.ts';
import { metadataOf, type PageMetadata } from './metadata.ts';
import { noteCaptions, photosOfPage } from './photos.ts';
import { parsePage } from './tree.ts';

export const htmlFormat: Format = {
  name: 'HTML',
  recognizes: (text) =>
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|article|main|section|div|p|h1)\b/i.test(
      text.slice(0, 10_000),
    ),
  read: readPage,
};

function readPage(html: string, at?: string): Reading {
  try {
    const article = articleOf(html, at);
    return 'reason' in article ? refusal(article.reason) : { articles: [article], refused: [] };
  } catch (error) {
    if (error instanceof HtmlTooTangled) return refusal(error.message);
    throw error;
  }
}

function refusal(reason: string): Reading {
  return { articles: [], refused: [{ position: 0, reason }] };
}

function articleOf(html: string, at?: string): ArticleContent | { reason: string } {
  const page = parsePage(html);
  const { images, section, language, ...told } = metadataOf(page);
  const { document } = page;
  const base = told.url;
  noteCaptions(page.elements);
  removeClutter(document);
  const blocks = withoutForeignLines(bodyOfPage(document, base), told.headline);
  const headline = told.headline;
  if (blocks.length === 0)
    return {
      reason:
        'The page has no article that could be told from the rest of it: save the article as text, or give its paragraphs.',
    };
  if (headline === null)
    return { reason: 'The page names no headline, in a title, a heading or its data: give the article one.' };
  return {
    ...EMPTY_ARTICLE,
    ...told,
    headline,
    blocks,
    description: descriptionOf(told, bodyTextOf(blocks)),
    section: section.length > 0 ? section : [...DEFAULT_SECTION],
    language: language ?? languageOf([headline, bodyTextOf(blocks)].join('\n')),
    photos: photosOfPage({ page: document, blocks, images, base, at: at ?? null }),
  };
}

/** A description that is the text's beginning, often cut, is none. */
function descriptionOf({ description }: Pick<PageMetadata, 'description'>, body: string): string | null {
  if (description === null) return null;
  const beginning = description.replace(/\s*(?:\.{3}|…|\[…\])$/, '').replace(/\s+/g, ' ');
  return body.replace(/\s+/g, ' ').startsWith(beginning) ? null : description;
}
