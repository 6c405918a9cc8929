/**
 * Puts an article before the public: everything that is kept for finding it, in the transaction that makes it public.
 * What stands here is public, and nothing else.
 */
import { eq } from 'drizzle-orm';
import type { SearchableWords } from '../news/searchable.ts';
import { indexText } from '../news/words.ts';
import type { Store, WriteDb } from '../store/store.ts';

export interface Placed {
  articleId: number;
  publicAt: number;
  updatedAt: number;
  /** From the root down. */
  sectionIds: readonly number[];
  keywords: readonly string[];
  words: SearchableWords;
  quotes: readonly { id: number; text: string }[];
}

/** Photos and quotes carry the article's place in the public order: set it where they were written without. */
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
    placed.map(({ articleId, words }) => ({ id: articleId, ...words })),
  );
  await store.search.quotes.add(
    tx,
    placed.flatMap(({ quotes }) => quotes.map(({ id, text }) => ({ id, text: indexText(text) }))),
  );
}

function foldedOnce(keywords: readonly string[]): string[] {
  return [...new Set(keywords.map(indexText))].filter((keyword) => keyword !== '');
}

/** Gives an article that was hidden, with its photos and quotes, its place in the public order. */
export async function show(
  store: Store,
  tx: WriteDb,
  { articleId, publicAt }: { articleId: number; publicAt: number },
) {
  const { articles, photos, quotes } = store.tables;
  await tx.update(articles).set({ publicAt }).where(eq(articles.id, articleId));
  await tx.update(photos).set({ publicAt }).where(eq(photos.articleId, articleId));
  await tx.update(quotes).set({ publicAt }).where(eq(quotes.articleId, articleId));
}
