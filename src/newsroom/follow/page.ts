/** An item with the body of its page, where that is asked for: the feed says what it is, the page what it says. */
import { DEFAULT_SECTION } from '../../formats/default-section.ts';
import { charsetOf } from '../../formats/declared-encoding.ts';
import { decode } from '../../formats/decode.ts';
import { detectFormat, formatNamed } from '../../formats/detect.ts';
import { FEED_FORMATS } from '../../formats/feed.ts';
import type { ArticleContent } from '../../news/article.ts';
import { bodyTextOf } from '../../news/body.ts';
import type { Crumb } from '../../news/section.ts';
import { WebError } from '../../web/web-error.ts';
import type { Answer, Web } from '../../web/web.ts';

export interface Paged {
  content: ArticleContent;
  /** 'OWN': the feed's own body stays, for the page gives none. 'LATER': the page may give one when it is asked again. */
  body: 'PAGE' | 'OWN' | 'LATER';
}

/** A description that was the feed's whole body is no longer than this, in characters. */
const LONGEST_DESCRIPTION = 1_000;

export async function withPage(web: Web, content: ArticleContent, signal: AbortSignal): Promise<Paged> {
  if (content.url === null) return { content, body: 'OWN' };
  let answer: Answer;
  try {
    answer = await web.get(content.url, { signal, headers: { accept: 'text/html, */*;q=0.5' } });
  } catch (error) {
    if (!(error instanceof WebError)) throw error;
    const isPassing = error.problem === 'TIMEOUT' || error.problem === 'UNREACHABLE';
    return { content, body: isPassing ? 'LATER' : 'OWN' };
  }
  const { status } = answer;
  if (status !== 200) return { content, body: status === 429 || status >= 500 ? 'LATER' : 'OWN' };
  const page = articleOn(answer);
  if (page === null || sizeOf(page) <= sizeOf(content)) return { content, body: 'OWN' };
  return { content: joined(content, page), body: 'PAGE' };
}

function articleOn({ body, headers, url }: Answer): ArticleContent | null {
  const type = headers['content-type'];
  try {
    const text = decode(body, { charset: charsetOf(type), isLenient: true });
    const html = formatNamed('HTML', text);
    const format = /html/i.test(type ?? '') ? html : detectFormat(text);
    if (FEED_FORMATS.includes(format)) return null;
    return format.read(text, url).articles[0] ?? null;
  } catch {
    // A page that cannot be read, in whatever way, is no reason to lose the item.
    return null;
  }
}

function sizeOf({ blocks }: ArticleContent): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

/** What a feed does not say, a page may. */
function isDefault(section: readonly Crumb[]): boolean {
  return section.length === 1 && section[0]?.slug === DEFAULT_SECTION[0]?.slug;
}

function joined(item: ArticleContent, page: ArticleContent): ArticleContent {
  const short = bodyTextOf(item.blocks);
  const summary = short.length <= LONGEST_DESCRIPTION ? short : null;
  return {
    ...item,
    section: isDefault(item.section) ? page.section : item.section,
    blocks: page.blocks,
    quotes: page.quotes,
    description: item.description ?? summary ?? page.description,
    byline: item.byline ?? page.byline,
    dateline: item.dateline ?? page.dateline,
    keywords: item.keywords.length > 0 ? item.keywords : page.keywords,
    photos: page.photos.length > 0 ? page.photos : item.photos,
  };
}
