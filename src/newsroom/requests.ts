/** Requests that carry a requestId: the same one sent twice is carried out once, and answered alike. */
import { and, eq } from 'drizzle-orm';
import type { ArticleContent } from '../news/article.ts';
import type { Store, WriteDb } from '../store/store.ts';
import { digestOf } from './known.ts';
import type { Outcome } from './outcome.ts';
import type { Saved } from './save.ts';

export interface Request {
  content: ArticleContent;
  by: string | null;
  requestId: string | null;
  isDraft: boolean;
}

/** What was answered to the request; KNOWN where its id was used for another input; null where it is new. */
export async function answeredBefore(store: Store, tx: WriteDb, request: Request): Promise<Outcome | null> {
  const { by, requestId } = request;
  const { articles, requests } = store.tables;
  const [found] = await tx
    .select({
      articleId: requests.articleId,
      slug: articles.slug,
      seq: requests.seq,
      digest: requests.digest,
    })
    .from(requests)
    .innerJoin(articles, eq(articles.id, requests.articleId))
    .where(and(eq(requests.by, by ?? ''), eq(requests.requestId, requestId ?? '')));
  if (found === undefined) return null;
  const { digest, ...saved } = found;
  if (digest === digestOfRequest(request)) return { kind: 'SAVED', ...saved };
  const message = `The requestId "${requestId}" was used for another input before: give each request one of its own.`;
  return { kind: 'KNOWN', ...saved, message };
}

export async function noteAnswer(
  store: Store,
  tx: WriteDb,
  { request, saved, time }: { request: Request; saved: Saved; time: number },
): Promise<void> {
  const { by, requestId } = request;
  const { articleId, seq } = saved;
  await store.insertRows(tx, store.tables.requests, [
    { by: by ?? '', requestId: requestId ?? '', digest: digestOfRequest(request), articleId, seq, at: time },
  ]);
}

/** To draft is another request than to publish. */
function digestOfRequest({ content, isDraft }: Request): string {
  return digestOf(content, isDraft ? 'draft ' : '');
}
