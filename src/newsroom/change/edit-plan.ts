/** What an article is to be after an edit, or why it cannot: seen in the transaction of the edit. */
import type { ArticleContent } from '../../news/article.ts';
import { type FieldProblem, validateArticle } from '../../news/validate.ts';
import type { Store, WriteDb } from '../../store/store.ts';
import { findKnown } from '../known.ts';
import type { ChangeOutcome } from '../outcome.ts';
import { contentOf, type Current } from './current.ts';
import { foundQuoteParts, photoParts, quoteParts, stillRemoved } from './parts.ts';
import { patched, problemsOfPictures, type ReadPatch } from './patch.ts';
import type { Next } from './write.ts';

/** With what the audit alone is told of it. */
export type Plan = { next: Next; remark?: string } | { outcome: ChangeOutcome };

export interface Planning {
  store: Store;
  tx: WriteDb;
  time: number;
}

export async function planEdit(planning: Planning, current: Current, read: ReadPatch): Promise<Plan> {
  const before = contentOf(current);
  const content = patched(before, read);
  const problems = [
    ...problemsOfPictures(before, read),
    ...problemsOf(content, { current, time: planning.time }),
  ];
  if (problems.length > 0) return { outcome: invalid(problems) };
  const other = await othersWith(planning, before, content);
  if (other !== null) return { outcome: other };
  return { next: { content, ...partsOf(current, { content, read }) } };
}

export function invalid(problems: FieldProblem[]): ChangeOutcome {
  return { kind: 'INVALID', problems };
}

/** Another article that has what is to name this one. */
async function othersWith(
  { store, tx }: Planning,
  before: ArticleContent,
  content: ArticleContent,
): Promise<ChangeOutcome | null> {
  const isSameThere = before.source === content.source && before.sourceId === content.sourceId;
  const names = {
    ...content,
    url: content.url === before.url ? null : content.url,
    sourceId: isSameThere ? null : content.sourceId,
  };
  const candidate = { content: names, digest: null, past: null };
  const known = (await findKnown(store, tx, [candidate])).get(candidate);
  if (known === undefined || !('id' in known.article)) return null;
  const { id, slug } = known.article;
  const message = `The article "${slug}" has ${known.what} already: give this one another, or update that one.`;
  return { kind: 'CONFLICT', articleId: id, message };
}

function problemsOf(
  content: ArticleContent,
  { current: { article }, time }: { current: Current; time: number },
): FieldProblem[] {
  // When it was published is no part of the change, whatever the clock says now.
  const asked = article.publishedAt === null ? content : { ...content, publishedAt: null };
  return validateArticle(asked, time, { isDraft: article.draft !== null });
}

function partsOf(current: Current, { content, read }: { content: ArticleContent; read: ReadPatch }) {
  const photos = photoParts(current.photos, content.photos);
  const removed = current.article.removedQuotes ?? [];
  const bodies = { before: current.article.blocks, after: content.blocks };
  if (content.quotes === null) {
    const { quotes, removed: removedQuotes } = foundQuoteParts(
      { quotes: current.quotes, removed },
      { ...bodies, found: read.found ?? [] },
    );
    return { photos, quotes, removedQuotes };
  }
  const quotes = quoteParts(current.quotes, content.quotes);
  return { photos, quotes, removedQuotes: stillRemoved(removed, { ...bodies, found: content.quotes }) };
}
