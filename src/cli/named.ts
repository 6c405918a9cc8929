/** The article that a command names by its slug, hidden or not. */
import { NewswireError } from '../errors.ts';
import { anyArticleByName } from '../newsroom/read/articles.ts';
import type { Columns, Reader } from '../newsroom/read/reader.ts';
import type { ArticleRow } from '../newsroom/read/rows.ts';

/** Throws NOT_FOUND. */
export async function articleNamed(
  reader: Reader,
  slug: string,
  columns: Columns<ArticleRow>,
): Promise<ArticleRow> {
  const article = await anyArticleByName(reader, { slug }, columns);
  if (article === null) throw noArticle(slug);
  return article;
}

export function noArticle(slug: string): NewswireError {
  return new NewswireError(
    'NOT_FOUND',
    `There is no article "${slug}": its slug is the last part of its address.`,
  );
}
