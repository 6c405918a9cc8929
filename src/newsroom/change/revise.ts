/**
 * What an article's source says of it now, made a change of the article. Nobody has looked at it here, so it touches no article that
 * an editor holds back, and is no new version where it says nothing new.
 */
import type { Log } from '../../log/log.ts';
import type { ArticleContent } from '../../news/article.ts';
import { findQuotesOf } from '../../news/quotes/find.ts';
import type { Store, WriteDb } from '../../store/store.ts';
import type { ChangeOutcome } from '../outcome.ts';
import { contentOf, readCurrent } from './current.ts';
import { planEdit } from './edit-plan.ts';
import { patched, type ReadPatch } from './patch.ts';
import { writeChange } from './write.ts';

/** What a source may change, each a field of the article's content. */
export const REVISED = [
  'headline',
  'section',
  'blocks',
  'description',
  'byline',
  'dateline',
  'language',
  'keywords',
  'urgency',
  'url',
  'copyrightNotice',
  'usageTerms',
  'photos',
] as const satisfies readonly (keyof ArticleContent)[];
export type Revised = (typeof REVISED)[number];

export interface Revision {
  articleId: number;
  by: string;
  content: ArticleContent;
  /** Those that are to be as in the content. */
  fields: readonly Revised[];
}

export type ReviseOutcome =
  | ChangeOutcome
  | { kind: 'UNCHANGED'; slug: string }
  /** It may be changed once it is reinstated. */
  | { kind: 'WITHHELD'; slug: string }
  /** For ever. */
  | { kind: 'CANCELED'; slug: string };

export interface ReviseParts {
  store: Store;
  log: Log;
  now: () => number;
}

export async function revise(parts: ReviseParts, revision: Revision): Promise<ReviseOutcome> {
  const read = patchOf(revision);
  const outcome = await parts.store.write((tx) => reviseIn(parts, tx, { ...revision, read }));
  if (outcome.kind === 'SAVED') parts.log.committed(outcome.seq);
  return outcome;
}

async function reviseIn(
  { store, log, now }: ReviseParts,
  tx: WriteDb,
  { articleId, by, fields, read }: Revision & { read: ReadPatch },
): Promise<ReviseOutcome> {
  const time = now();
  const current = await readCurrent(store, tx, articleId);
  if (current === null) return { kind: 'MISSING', message: 'The article is not there any more.' };
  const { slug, pubStatus } = current.article;
  if (pubStatus !== 'USABLE') return { kind: pubStatus, slug };
  const before = contentOf(current);
  const after = patched(before, read);
  if (fields.every((name) => canonicalJson(before[name]) === canonicalJson(after[name])))
    return { kind: 'UNCHANGED', slug };
  const plan = await planEdit({ store, tx, time }, current, read);
  if ('outcome' in plan) return plan.outcome;
  const deed = { action: 'update', kind: 'UPDATED', by, note: null, remark: null } as const;
  return {
    kind: 'SAVED',
    ...(await writeChange({ store, log, tx, time }, current, { next: plan.next, deed })),
  };
}

function patchOf({ content, fields }: Revision): ReadPatch {
  const found = fields.includes('blocks') ? findQuotesOf(content.blocks) : null;
  return { changes: new Set(fields), content, quotes: undefined, found, problems: [] };
}

/** The same for equal values, in whatever order their members were written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
