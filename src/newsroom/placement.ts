/**
 * Puts an article before the public, and takes it away: everything that is kept for finding it, in the transaction that shows
 * or hides it. What stands here is public, and nothing else.
 */
import { eq } from 'drizzle-orm';
import { indexSaid, type SearchableWords } from '../news/searchable.ts';
import { indexText } from '../news/words.ts';
import type { Criteria, Store, WriteDb } from '../store/store.ts';

export interface Placed {
  articleId: number;
  publicAt: number;
  updatedAt: number;
  /** From the root down. */
  sectionIds: readonly number[];
  keywords: readonly string[];
  criteria: Criteria;
  words: SearchableWords;
  quotes: readonly { id: number; text: string }[];
}

export async function place(store: Store, tx: WriteDb, placed: readonly Placed[]): Promise<void> {
  const { articleSections, articleKeywords } = store.tables;
  await store.insertRows(
    tx,
    articleSections,
    placed.flatMap(({ sectionIds, publicAt, updatedAt, articleId }) =>
      sectionIds.map((sectionId) => ({ sectionId, publicAt, updatedAt, articleId })),
    ),
  );
  await store.insertRows(
    tx,
    articleKeywords,
    placed.flatMap(({ keywords, publicAt, articleId }) =>
      foldedOnce(keywords).map((keyword) => ({ keyword, publicAt, articleId })),
    ),
  );
  await store.search.articles.add(
    tx,
    placed.map(({ articleId, publicAt, criteria, words }) => ({ id: articleId, publicAt, criteria, words })),
  );
  await store.search.quotes.add(
    tx,
    placed.flatMap(({ quotes, criteria }) =>
      quotes.map(({ id, text }) => ({ id, words: indexSaid(text, criteria.language) })),
    ),
  );
}

/** Takes an article that stands before the public out of all that is kept for finding it. */
export async function displace(
  store: Store,
  tx: WriteDb,
  { articleId, publicAt, quoteIds }: { articleId: number; publicAt: number; quoteIds: readonly number[] },
): Promise<void> {
  const { articleSections, articleKeywords } = store.tables;
  await tx.delete(articleSections).where(eq(articleSections.articleId, articleId));
  await tx.delete(articleKeywords).where(eq(articleKeywords.articleId, articleId));
  await store.search.articles.remove(tx, [{ id: articleId, publicAt }]);
  await store.search.quotes.remove(tx, quoteIds);
}

function foldedOnce(keywords: readonly string[]): string[] {
  return [...new Set(keywords.map(indexText))].filter((keyword) => keyword !== '');
}
