/**
 * What an article must keep to before it is published. A problem names the field as the caller sees it and the rule it
 * breaks. Sizes are in UTF-16 code units.
 */
import type { ArticleContent } from './article.ts';
import type { Block } from './block.ts';
import { canonicalLanguage } from './language.ts';
import type { PhotoContent } from './photo.ts';
import { MAX_DEPTH } from './section.ts';

export interface FieldProblem {
  /** "photos.0.url"; positions count from 0. */
  path: string;
  message: string;
}

export const MAX_HEADLINE = 500;
export const MAX_LINE = 2_000;
export const MAX_NOTE = 20_000;
export const MAX_BODY = 1_000_000;
export const MAX_BLOCKS = 5_000;
export const MAX_KEYWORDS = 100;
export const MAX_KEYWORD = 200;
export const MAX_PHOTOS = 100;
export const MAX_QUOTES = 1_000;

/** `now` in milliseconds since 1970. A draft may lack its text. Empty where all is well. */
export function validateArticle(
  content: ArticleContent,
  now: number,
  { isDraft = false }: { isDraft?: boolean } = {},
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const report = (path: string, message: string) => problems.push({ path, message });

  const atMost = (path: string, text: string | null, limit: number) => {
    if (text !== null && text.length > limit)
      report(path, `has ${text.length} characters, and the limit is ${limit}`);
  };

  if (content.headline.trim() === '') report('headline', 'is empty: an article needs a headline');
  atMost('headline', content.headline, MAX_HEADLINE);
  if (content.section.length === 0) report('section', 'names no section: give a path such as "news/world"');
  if (content.section.length > MAX_DEPTH)
    report('section', `is ${content.section.length} sections deep, and the limit is ${MAX_DEPTH}`);
  for (const name of ['byline', 'dateline', 'url', 'source', 'sourceId'] as const)
    atMost(name, content[name], MAX_LINE);
  for (const name of ['description', 'copyrightNotice', 'usageTerms', 'editorialNote'] as const) {
    atMost(name, content[name], MAX_NOTE);
  }
  if (canonicalLanguage(content.language) === null) {
    report(
      'language',
      `"${content.language.slice(0, 40)}" is not a language tag: give one of BCP 47, such as "en" or "pt-BR"`,
    );
  }
  if (!Number.isInteger(content.urgency) || content.urgency < 1 || content.urgency > 9) {
    report('urgency', `is ${content.urgency}, and IPTC urgencies go from 1 (most urgent) to 9`);
  }
  if (content.url !== null && !isWebAddress(content.url)) report('url', 'is not an http or https address');
  if (content.sourceId !== null && content.source === null)
    report('sourceId', 'is given without source: it identifies the article there');
  if (content.publishedAt !== null && content.publishedAt > now) {
    report('publishedAt', 'lies in the future: give embargoedUntil to publish later');
  }
  if (content.publishedAt !== null && content.embargoedUntil !== null && content.embargoedUntil > now) {
    report(
      'embargoedUntil',
      'lies in the future while publishedAt is given: an article is either out or waiting',
    );
  }
  listAtMost(report, 'keywords', { length: content.keywords.length, limit: MAX_KEYWORDS });
  content.keywords.forEach((keyword, index) => atMost(`keywords.${index}`, keyword, MAX_KEYWORD));
  if (content.blocks.length === 0 && !isDraft)
    report('paragraphs', 'has no text: give paragraphs or bodyHtml');
  validateBlocks(content.blocks, report);
  listAtMost(report, 'photos', { length: content.photos.length, limit: MAX_PHOTOS });
  content.photos.forEach((photo, index) => validatePhoto(photo, `photos.${index}`, { report, atMost }));
  validateQuotes(content, report);
  return problems;
}

type Report = (path: string, message: string) => void;

function listAtMost(
  report: Report,
  path: string,
  { length, limit }: { length: number; limit: number },
): void {
  if (length > limit) report(path, `has ${length} items, and the limit is ${limit}`);
}

function validateBlocks(blocks: readonly Block[], report: Report): void {
  listAtMost(report, 'paragraphs', { length: blocks.length, limit: MAX_BLOCKS });
  const size = blocks.reduce((sum, { text }) => sum + text.length, 0);
  if (size > MAX_BODY) report('paragraphs', `has ${size} characters, and the limit is ${MAX_BODY}`);
}

function validatePhoto(
  photo: PhotoContent,
  path: string,
  { report, atMost }: { report: Report; atMost: (path: string, text: string | null, limit: number) => void },
): void {
  if (photo.url !== null && !isWebAddress(photo.url) && !isKeptPicture(photo.url)) {
    report(`${path}.url`, 'is not an http or https address');
  }
  atMost(`${path}.url`, photo.url, MAX_LINE);
  for (const name of ['caption', 'altText', 'copyrightNotice', 'usageTerms'] as const) {
    atMost(`${path}.${name}`, photo[name], MAX_NOTE);
  }
  for (const name of ['creditLine', 'creator', 'locationShown'] as const)
    atMost(`${path}.${name}`, photo[name], MAX_LINE);
  listAtMost(report, `${path}.personsShown`, { length: photo.personsShown.length, limit: 100 });
  for (const name of ['width', 'height'] as const) {
    const pixels = photo[name];
    if (pixels !== null && pixels < 1)
      report(`${path}.${name}`, `is ${pixels}, and a picture has at least 1 pixel`);
  }
  const { focalPoint } = photo;
  if (focalPoint && [focalPoint.x, focalPoint.y].some((at) => !(at >= 0 && at <= 1))) {
    report(`${path}.focalPoint`, 'lies outside the picture: x and y go from 0 to 1');
  }
  if (photo.paragraph !== null && photo.paragraph < 0)
    report(`${path}.paragraph`, 'is negative: paragraphs count from 0');
}

function validateQuotes({ quotes, blocks }: ArticleContent, report: Report): void {
  if (quotes === null) return;
  listAtMost(report, 'quotes', { length: quotes.length, limit: MAX_QUOTES });
  quotes.forEach(({ paragraph, start, end }, index) => {
    const text = blocks[paragraph]?.text;
    if (text === undefined) {
      report(
        `quotes.${index}.paragraph`,
        `is ${paragraph}, and the body has ${blocks.length} paragraphs counted from 0`,
      );
    } else if (!(start >= 0 && start < end && end <= text.length)) {
      report(
        `quotes.${index}`,
        `goes from ${start} to ${end}, and its paragraph has ${text.length} characters`,
      );
    }
  });
}

/** A picture that Newswire itself keeps. */
export function isKeptPicture(url: string): boolean {
  return /^\/photos\/[\w-]+(\.[\w-]+)*$/.test(url);
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
