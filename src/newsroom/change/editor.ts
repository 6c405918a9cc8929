/**
 * What editors do to articles that are there. Each change is one transaction, in which it is seen whether it may be made: by
 * the article's state, by the version that the editor saw, and by what others have. All go the same way: `carryOut`.
 */
import { eq } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import type { Log } from '../../log/log.ts';
import type { ChangeKind, PubStatus } from '../../news/lifecycle.ts';
import { MAX_NOTE, validateArticle } from '../../news/validate.ts';
import type { Store, Tables, WriteDb } from '../../store/store.ts';
import type { AuditAction } from '../audit.ts';
import { photoOfRow, quoteOfRow } from '../columns.ts';
import type { ChangeOutcome } from '../outcome.ts';
import { isUnderEmbargo } from '../save.ts';
import { contentOf, type Current, readCurrent } from './current.ts';
import type { PartName } from '../read/rows.ts';
import { invalid, type Plan, planEdit } from './edit-plan.ts';
import { photoParts, reviewedParts } from './parts.ts';
import { type ArticlePatch, readPatch } from './patch.ts';
import { deedOfReview, problemsOfReview, type QuoteReview, reviewed } from './review.ts';
import { objection, type SeenVersion } from './state.ts';
import { writeChange } from './write.ts';

export interface Editor {
  /** At once, or when its embargo ends. */
  publishDraft(draft: { id: number | null; by: string | null }): Promise<ChangeOutcome>;
  update(edit: Edit): Promise<ChangeOutcome>;
  /** `note` tells the public what was wrong. */
  correct(edit: Edit & { note: string }): Promise<ChangeOutcome>;
  /** Hides the article until it is reinstated. One under embargo does not go out meanwhile. */
  withhold(recall: Recall): Promise<ChangeOutcome>;
  reinstate(recall: Omit<Recall, 'notice'>): Promise<ChangeOutcome>;
  /** Hides the article for ever. */
  cancel(recall: Recall): Promise<ChangeOutcome>;
  /** `id` is the photo's. It is gone for ever, with its picture where that is kept here; its article is a new version. */
  cancelPhoto(recall: Recall): Promise<ChangeOutcome>;
  /** `id` is the quote's. Its article is a new version, and keeps the review where the quote's words stay. */
  reviewQuote(reviewing: Reviewing): Promise<ChangeOutcome>;
}

export interface Edit {
  /** null: there is none. */
  id: number | null;
  /** What the editor saw. */
  version: number;
  patch: ArticlePatch;
  by: string | null;
}

export interface Recall {
  /** null: there is none. */
  id: number | null;
  by: string | null;
  /** To the public. Throws BAD_USER_INPUT where it is too long. */
  notice: string | null;
}

export interface Reviewing {
  /** null: there is none. */
  id: number | null;
  by: string | null;
  /** The article's, where the editor says what was seen. */
  version: number | null;
  review: QuoteReview;
}

export interface EditorParts {
  store: Store;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A change before it is known what it meets. */
interface Change {
  /** The article's id. */
  find: (tx: WriteDb) => Promise<number | null>;
  by: string | null;
  seen: SeenVersion;
  action: AuditAction;
  kind: ChangeKind;
  note: string | null;
  plan: (current: Current, writing: { tx: WriteDb; time: number }) => Promise<Plan> | Plan;
}

/** What a change names where it is not the article itself. */
const NAMED: Partial<Record<AuditAction, 'photo' | 'quote'>> = { cancelPhoto: 'photo', reviewQuote: 'quote' };

function missing(what: 'article' | 'photo' | 'quote'): ChangeOutcome {
  return {
    kind: 'MISSING',
    message: `There is no such ${what}: give an id as queries and events give them.`,
  };
}

export function createEditor({ store, log, now }: EditorParts): Editor {
  async function carryOut(change: Change): Promise<ChangeOutcome> {
    const outcome = await store.write((tx) => carryOutIn(tx, change));
    if (outcome.kind === 'SAVED') log.committed(outcome.seq);
    return outcome;
  }

  async function carryOutIn(tx: WriteDb, change: Change): Promise<ChangeOutcome> {
    const { action, kind, by, note, seen } = change;
    const time = now();
    const id = await change.find(tx);
    const current = id === null ? null : await readCurrent(store, tx, id);
    if (current === null) return missing(NAMED[action] ?? 'article');
    const message = objection(current.article, action, seen);
    if (message !== null) return { kind: 'CONFLICT', articleId: current.article.id, message };
    const plan = await change.plan(current, { tx, time });
    if ('outcome' in plan) return plan.outcome;
    const deed = { action, kind, by, note, remark: plan.remark ?? null };
    const saved = await writeChange({ store, log, tx, time }, current, { next: plan.next, deed });
    return { kind: 'SAVED', ...saved };
  }

  async function edit(
    { id, version, patch, by }: Edit,
    deed: { action: AuditAction; kind: ChangeKind; note: string | null },
  ): Promise<ChangeOutcome> {
    const read = readPatch(patch);
    if (read.problems.length > 0) return invalid(read.problems);
    return carryOut({
      find: () => Promise.resolve(id),
      seen: version,
      by,
      ...deed,
      plan: (current, { tx, time }) => planEdit({ store, tx, time }, current, read),
    });
  }

  async function setStatus(
    { id, by, notice }: Recall,
    { pubStatus, ...deed }: { action: AuditAction; kind: ChangeKind; pubStatus: PubStatus },
  ): Promise<ChangeOutcome> {
    const plan = () => ({ next: { pubStatus } });
    return carryOut({
      find: () => Promise.resolve(id),
      seen: null,
      by,
      note: noticeOf(notice),
      plan,
      ...deed,
    });
  }

  /** The article that a photo or a quote stands in. */
  async function articleOf(name: PartName, tx: WriteDb, id: number | null): Promise<number | null> {
    const table = store.tables[name] as Tables['photos'];
    const [part] = await tx
      .select({ articleId: table.articleId })
      .from(table)
      .where(eq(table.id, id ?? 0));
    return part?.articleId ?? null;
  }

  return {
    publishDraft: ({ id, by }) =>
      carryOut({
        find: () => Promise.resolve(id),
        seen: null,
        by,
        action: 'publish',
        kind: 'PUBLISHED',
        note: null,
        plan(current, { time }) {
          const content = contentOf(current);
          const problems = validateArticle(content, time);
          if (problems.length > 0) return { outcome: invalid(problems) };
          const at = isUnderEmbargo(content, time) ? {} : { publishedAt: content.publishedAt ?? time };
          return { next: { isPublished: true, ...at } };
        },
      }),
    update: (change) => edit(change, { action: 'update', kind: 'UPDATED', note: null }),
    async correct({ note, ...change }) {
      const problem = problemOfNote(note);
      if (problem !== null) return invalid([{ path: 'note', message: problem }]);
      return edit(change, { action: 'correct', kind: 'CORRECTED', note: note.trim() });
    },
    withhold: (recall) => setStatus(recall, { action: 'withhold', kind: 'WITHHELD', pubStatus: 'WITHHELD' }),
    reinstate: (recall) =>
      setStatus(
        { ...recall, notice: null },
        { action: 'reinstate', kind: 'REINSTATED', pubStatus: 'USABLE' },
      ),
    cancel: (recall) => setStatus(recall, { action: 'cancel', kind: 'CANCELED', pubStatus: 'CANCELED' }),
    cancelPhoto: async ({ id, by, notice }) =>
      carryOut({
        find: (tx) => articleOf('photos', tx, id),
        seen: null,
        by,
        action: 'cancelPhoto',
        kind: 'UPDATED',
        note: noticeOf(notice),
        plan: (current) => {
          const rows = current.photos.filter((photo) => photo.id !== id);
          const content = { ...contentOf(current), photos: rows.map(photoOfRow) };
          const killed = current.photos.find((photo) => photo.id === id)?.url ?? null;
          return { next: { content, photos: photoParts(rows, content.photos), killedPicture: killed } };
        },
      }),
    async reviewQuote({ id, by, version, review }) {
      const problems = problemsOfReview(review);
      if (problems.length > 0) return invalid(problems);
      return carryOut({
        find: (tx) => articleOf('quotes', tx, id),
        seen: version,
        by,
        action: 'reviewQuote',
        kind: 'UPDATED',
        note: null,
        plan: (current) => {
          const row = current.quotes.find((quote) => quote.id === id);
          if (row === undefined) return { outcome: missing('quote') };
          const before = quoteOfRow(row);
          const after = reviewed(before, review);
          const quotes = reviewedParts(current.quotes, row, after);
          const content = { ...contentOf(current), quotes: quotes.map((part) => part.content) };
          const { text, paragraph, start, end } = before;
          const removed = current.article.removedQuotes ?? [];
          const removedQuotes = after === null ? [...removed, { text, paragraph, start, end }] : removed;
          return { next: { content, quotes, removedQuotes }, remark: deedOfReview(before, after) };
        },
      });
    },
  };
}

/** An empty one is none. */
function noticeOf(notice: string | null): string | null {
  const text = notice?.trim() ?? '';
  if (text.length > MAX_NOTE) {
    throw badInput(`The notice has ${text.length} characters, and the limit is ${MAX_NOTE}: say less.`);
  }
  return text === '' ? null : text;
}

function problemOfNote(note: string): string | null {
  if (note.trim() === '') return 'is empty: say to the public what was wrong';
  if (note.length > MAX_NOTE) return `has ${note.length} characters, and the limit is ${MAX_NOTE}`;
  return null;
}
