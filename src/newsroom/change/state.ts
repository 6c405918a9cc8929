/** What may be done to an article in the state that it is in: the rule of its life, said as sentences where it forbids. */
import type { BareArticleRow } from '../read/rows.ts';
import type { AuditAction } from '../audit.ts';

/** The version that the editor saw; null where the change is good whatever it was. */
export type SeenVersion = number | null;

/** Why the change may not be made now; null where it may. */
export function objection(article: BareArticleRow, action: AuditAction, seen: SeenVersion): string | null {
  const { slug, version, pubStatus } = article;
  const name = `The article "${slug}"`;
  if (pubStatus === 'CANCELED') {
    return `${name} was canceled, which is final: publish a new article instead.`;
  }
  if (seen !== null && seen !== version) {
    return `${name} is at version ${version}, and this change was made to version ${seen}: look at it as it is now, and change that.`;
  }
  if (action === 'publish' && article.draft === null) {
    return `${name} is no draft: it was published before.`;
  }
  if (action === 'correct' && article.publishedAt === null) {
    return `${name} is not published yet: update it instead.`;
  }
  if (action === 'withhold') {
    if (article.draft !== null) return `${name} is a draft, which nobody sees: there is nothing to withhold.`;
    return pubStatus === 'WITHHELD' ? `${name} is withheld already.` : null;
  }
  if (action === 'reinstate' && pubStatus !== 'WITHHELD') {
    return `${name} is not withheld: there is nothing to reinstate.`;
  }
  return null;
}
