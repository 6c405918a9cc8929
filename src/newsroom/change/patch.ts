/**
 * ArticlePatch → what it changes. What a patch leaves out stays as it is; null clears. Whatever can be thought about
 * without the article is thought about before the transaction: `readPatch`; the rest is `patched`.
 */
import type { ArticleContent } from '../../news/article.ts';
import { findQuotesOf } from '../../news/quotes/find.ts';
import type { QuoteContent } from '../../news/quotes/quote.ts';
import { type FieldProblem, isKeptPicture } from '../../news/validate.ts';
import { type ArticleInput, contentOfInput, quoteOfInput } from '../input.ts';

type Input = Omit<ArticleInput, 'publishedAt' | 'embargoedUntil'>;
export type ArticlePatch = { [Name in keyof Input]?: Input[Name] | null | undefined };

export interface ReadPatch {
  given: ArticlePatch;
  /** Of what is given, as it is stored; all else in it means nothing. */
  content: ArticleContent;
  /** Of a new body that comes without its quotes. */
  found: QuoteContent[] | null;
  problems: FieldProblem[];
}

/** Fields that an article cannot be without. */
const NEVER_NULL = ['headline', 'section', 'language', 'urgency'] as const;
/** Each stands for itself in the content. */
const PLAIN = [
  'description',
  'byline',
  'dateline',
  'keywords',
  'url',
  'source',
  'sourceId',
  'copyrightNotice',
  'usageTerms',
  'editorialNote',
  ...NEVER_NULL,
] as const;

export function readPatch(given: ArticlePatch): ReadPatch {
  const { content, problems } = contentOfInput({
    ...given,
    headline: given.headline ?? '',
    section: given.section ?? '',
  });
  for (const path of NEVER_NULL) {
    if (given[path] === null)
      problems.push({ path, message: 'is null, and an article cannot be without it: leave it out' });
  }
  const isFound = hasBody(given) && given.quotes === undefined && problems.length === 0;
  const found = isFound ? findQuotesOf(content.blocks) : null;
  return { given, content, found, problems };
}

/** null clears a body too: what is left is validated as any other. */
function hasBody({ paragraphs, bodyHtml }: ArticlePatch): boolean {
  return paragraphs !== undefined || bodyHtml !== undefined;
}

/** The article's content with the patch; `quotes` are null where the body says what they are. */
export function patched(current: ArticleContent, { given, content }: ReadPatch): ArticleContent {
  const changed = Object.fromEntries(
    PLAIN.filter((name) => given[name] !== undefined).map((name) => [name, content[name]]),
  ) as Partial<ArticleContent>;
  const blocks = hasBody(given) ? content.blocks : current.blocks;
  return {
    ...current,
    ...changed,
    blocks,
    photos: given.photos === undefined ? current.photos : content.photos,
    quotes: quotesOf(given, { ...current, blocks }),
  };
}

function quotesOf(given: ArticlePatch, { quotes, blocks }: ArticleContent): QuoteContent[] | null {
  if (given.quotes === null) return [];
  if (given.quotes !== undefined) return given.quotes.map((quote) => quoteOfInput(quote, blocks));
  return hasBody(given) ? null : quotes;
}

/** A picture that Newswire keeps may be named by the article that has it, and by nobody else from outside. */
export function problemsOfPictures(current: ArticleContent, { given }: ReadPatch): FieldProblem[] {
  const own = new Set(current.photos.map(({ url }) => url));
  return (given.photos ?? []).flatMap(({ url }, index) =>
    isKeptPicture(url) && !own.has(url)
      ? [{ path: `photos.${index}.url`, message: 'is not an http or https address' }]
      : [],
  );
}
