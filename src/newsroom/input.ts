/** ArticleInput, as `publishArticle` takes it and as the sample edition is written → what is published. */
import type { ArticleContent } from '../news/article.ts';
import type { Block } from '../news/block.ts';
import { blocksFromHtml } from '../news/blocks-from-html.ts';
import { blocksFromParagraphs } from '../news/body.ts';
import { HtmlTooTangled } from '../news/html-tree.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../news/photo.ts';
import type { QuoteContent, QuoteType } from '../news/quotes/quote.ts';
import { breadcrumbOfPath } from '../news/section.ts';
import { type FieldProblem, isKeptPicture } from '../news/validate.ts';

/** Each field may be null where it may be left out. */
type Optional<Shape> = { [Name in keyof Shape]?: Shape[Name] | null | undefined };

export interface ArticleInput extends Optional<{
  paragraphs: readonly string[];
  bodyHtml: string;
  description: string;
  byline: string;
  dateline: string;
  language: string;
  keywords: readonly string[];
  urgency: number;
  url: string;
  source: string;
  sourceId: string;
  copyrightNotice: string;
  usageTerms: string;
  editorialNote: string;
  /** Milliseconds since 1970, like all times here. */
  publishedAt: number;
  embargoedUntil: number;
  photos: readonly PhotoInput[];
  quotes: readonly QuoteInput[];
}> {
  headline: string;
  section: string;
}

export type PhotoInput = Optional<Omit<PhotoContent, 'url'>> & { url: string };

export interface QuoteInput extends Optional<{
  type: QuoteType;
  speaker: string;
  speakerRole: string;
  cue: string;
  via: string;
}> {
  paragraph: number;
  start: number;
  end: number;
}

/** Text is trimmed, and empty text is none. Problems are those of the input alone: `publish` validates the rest. */
export function contentOfInput(input: ArticleInput): { content: ArticleContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const blocks = blocksOfInput(input, problems);
  const content: ArticleContent = {
    headline: input.headline.replace(/\s+/g, ' ').trim(),
    section: breadcrumbOfPath(input.section),
    blocks,
    description: textOf(input.description),
    byline: textOf(input.byline),
    dateline: textOf(input.dateline),
    language: input.language ?? 'en',
    keywords: [...new Set((input.keywords ?? []).map((keyword) => keyword.trim()))].filter(
      (keyword) => keyword !== '',
    ),
    urgency: input.urgency ?? 5,
    url: textOf(input.url),
    source: textOf(input.source),
    sourceId: textOf(input.sourceId),
    copyrightNotice: textOf(input.copyrightNotice),
    usageTerms: textOf(input.usageTerms),
    editorialNote: textOf(input.editorialNote),
    publishedAt: input.publishedAt ?? null,
    embargoedUntil: input.embargoedUntil ?? null,
    photos: (input.photos ?? []).map(photoOfInput),
    quotes: input.quotes?.map((quote) => quoteOfInput(quote, blocks)) ?? null,
  };
  return { content, problems };
}

/** Callers from outside name pictures by their address on the web; only Newswire itself names those that it keeps. */
export function problemsOfKeptPictures(input: ArticleInput): FieldProblem[] {
  return (input.photos ?? []).flatMap(({ url }, index) =>
    isKeptPicture(url) ? [{ path: `photos.${index}.url`, message: 'is not an http or https address' }] : [],
  );
}

function blocksOfInput({ paragraphs, bodyHtml }: ArticleInput, problems: FieldProblem[]): Block[] {
  if (paragraphs != null && bodyHtml != null) {
    problems.push({ path: 'bodyHtml', message: 'is given beside paragraphs: give one of them' });
  }
  if (bodyHtml == null) return blocksFromParagraphs(paragraphs ?? []);
  try {
    return blocksFromHtml(bodyHtml);
  } catch (error) {
    if (!(error instanceof HtmlTooTangled)) throw error;
    problems.push({ path: 'bodyHtml', message: error.message });
    return [];
  }
}

function photoOfInput(photo: PhotoInput): PhotoContent {
  return {
    ...EMPTY_PHOTO,
    ...photo,
    url: photo.url.trim(),
    caption: textOf(photo.caption),
    altText: textOf(photo.altText),
    creditLine: textOf(photo.creditLine),
    creator: textOf(photo.creator),
    dateCreated: photo.dateCreated ?? null,
    locationShown: textOf(photo.locationShown),
    personsShown: [...(photo.personsShown ?? [])],
    copyrightNotice: textOf(photo.copyrightNotice),
    usageTerms: textOf(photo.usageTerms),
    width: photo.width ?? null,
    height: photo.height ?? null,
    focalPoint: photo.focalPoint ?? null,
    paragraph: photo.paragraph ?? null,
  };
}

export function quoteOfInput(quote: QuoteInput, blocks: readonly Block[]): QuoteContent {
  const { paragraph, start, end } = quote;
  return {
    text: blocks[paragraph]?.text.slice(start, end) ?? '',
    type: quote.type ?? 'DIRECT',
    speaker: textOf(quote.speaker),
    speakerRole: textOf(quote.speakerRole),
    cue: textOf(quote.cue),
    via: textOf(quote.via),
    paragraph,
    start,
    end,
  };
}

/** Trimmed; null where nothing is left. */
export function textOf(text: string | null | undefined): string | null {
  const trimmed = text?.trim();
  return trimmed ? trimmed : null;
}
