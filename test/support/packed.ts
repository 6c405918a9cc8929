/** What is packed beside articles is what their photos and quotes are now. */
import { expect } from 'vitest';
import { packAgain } from '../../src/store/packed-parts.ts';
import type { Running } from './newswire.ts';

export async function expectPacked({ newswire }: Pick<Running, 'newswire'>): Promise<void> {
  const { store } = newswire.newsroom;
  const { articleParts, articles } = store.tables;
  const packed = () => store.db.select().from(articleParts).orderBy(articleParts.articleId);
  const before = await packed();
  expect(before).toHaveLength((await store.db.select({ id: articles.id }).from(articles)).length);
  await store.write((tx) => packAgain(store, tx, { first: 0, last: Number.MAX_SAFE_INTEGER }));
  expect(before).toEqual(await packed());
}
