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
  /** The fields of the content that it changes. */
  changes: ReadonlySet<keyof ArticleContent>;
  /** What they become; all else in it means nothing. */
  content: ArticleContent;
  /** As they are given, since they stand in a body that may not be; undefined: they are not. */
  quotes: ArticlePatch['quotes'];
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
  return { changes: changesOf(given), content, quotes: given.quotes, found, problems };
}

function changesOf(given: ArticlePatch): ReadonlySet<keyof ArticleContent> {
  const changes = new Set<keyof ArticleContent>(PLAIN.filter((name) => given[name] !== undefined));
  if (given.photos !== undefined) changes.add('photos');
  if (hasBody(given)) changes.add('blocks');
  return changes;
}

/** A body that is null is a body without a text, and refused as such. */
function hasBody({ paragraphs, bodyHtml }: ArticlePatch): boolean {
  return paragraphs !== undefined || bodyHtml !== undefined;
}

/** The article's content with the patch; `quotes` are null where the body says what they are. */
export function patched(current: ArticleContent, read: ReadPatch): ArticleContent {
  const changed = Object.fromEntries(
    Array.from(read.changes, (name) => [name, read.content[name]]),
  ) as Partial<ArticleContent>;
  const next = { ...current, ...changed };
  return { ...next, quotes: quotesOf(read, next) };
}

function quotesOf(
  { changes, quotes: given }: ReadPatch,
  { quotes, blocks }: ArticleContent,
): QuoteContent[] | null {
  if (given === null) return [];
  if (given !== undefined) return given.map((quote) => quoteOfInput(quote, blocks));
  return changes.has('blocks') ? null : quotes;
}

/** A picture that Newswire keeps may be named by the article that has it, and by nobody else from outside. */
export function problemsOfPictures(current: ArticleContent, { changes, content }: ReadPatch): FieldProblem[] {
  if (!changes.has('photos')) return [];
  const own = new Set(current.photos.map(({ url }) => url));
  return content.photos.flatMap(({ url }, index) =>
    url !== null && isKeptPicture(url) && !own.has(url)
      ? [{ path: `photos.${index}.url`, message: 'is not an http or https address' }]
      : [],
  );
}
