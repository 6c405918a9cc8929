/**
 * Pages of the web: the article that a page is about, without what stands around it. Nothing here knows any one site; what is told of the
 * article in data (JSON-LD, Open Graph, meta tags) is taken as told, and its body is found by how the page is made.
 */
import { type ArticleContent, EMPTY_ARTICLE } from '../../news/article.ts';
import type { Block } from '../../news/block.ts';
import { bodyTextOf } from '../../news/body.ts';
import { HtmlTooTangled } from '../../news/html-tree.ts';
import { webAddress } from '../../news/link.ts';
import { DEFAULT_SECTION } from '../default-section.ts';
import type { Format, Reading } from '../format.ts';
import { blocksOfArticleBody } from '../json-ld/article-body.ts';
import { isOfType, textOfValue, thingsIn } from '../json-ld/things.ts';
import { languageTold } from '../told.ts';
import { bodyOfPage } from './body.ts';
import { removeClutter } from './clutter.ts';
import { withoutForeignLines } from './lines.ts';
import { metadataOf, type PageMetadata } from './metadata.ts';
import { notePictures, photosOfPage } from './photos.ts';
import { type Page, parsePage } from './tree.ts';

/** A body that has less than this share of what the page's data tell of it. */
const ONLY_A_PART = 0.5;

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
  const { images, section, languages, ...told } = metadataOf(page);
  const { root } = page;
  const { headline } = told;
  // A page that does not say where it is, which its links go out from, is told.
  const base = told.url ?? (at === undefined ? null : webAddress(at));
  const noted = notePictures(page.elements);
  removeClutter(root);
  const blocks = longerOf(
    withoutForeignLines(bodyOfPage(root, base), headline),
    withoutForeignLines(toldBody(page, base), headline),
  );
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
    language: languageTold(languages, [headline, bodyTextOf(blocks)]),
    photos: photosOfPage({ page: root, blocks, noted, images, base, at: at ?? null }),
  };
}

/** The body as the page tells it in data. It has neither links nor lists, and often no paragraphs. */
function toldBody({ jsonLd }: Page, base: string | null): Block[] {
  // Most pages have none, and reading their data once more would be for nothing.
  const things = jsonLd.filter((json) => json.includes('"articleBody"')).flatMap(thingsIn);
  const article = things.find((thing) => isOfType(thing) && textOfValue(thing['articleBody']) !== null);
  const text = article === undefined ? null : textOfValue(article['articleBody']);
  return text === null ? [] : blocksOfArticleBody(text, { isPlain: false, base });
}

/** What is shown, unless it is but a part of what is told: the rest of some pages is only shown by a script. */
function longerOf(shown: Block[], told: Block[]): Block[] {
  return bodyTextOf(shown).length < bodyTextOf(told).length * ONLY_A_PART ? told : shown;
}

/** A description that is the text's beginning, often cut, is none. */
function descriptionOf({ description }: Pick<PageMetadata, 'description'>, body: string): string | null {
  if (description === null) return null;
  const beginning = description.replace(/\s*(?:\.{3}|…|\[…\])$/, '').replace(/\s+/g, ' ');
  // Two line ends part blocks, which is the most white space that there is.
  return body
    .slice(0, 2 * beginning.length)
    .replace(/\s+/g, ' ')
    .startsWith(beginning)
    ? null
    : description;
}
