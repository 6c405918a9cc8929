/**
 * The lapse of an embargo is a publication like any other: a row in the log that wakes subscribers. It happens when it
 * falls due, at the next start where it fell due while nothing ran, and once whatever number of processes run this.
 */
import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Log } from '../log/log.ts';
import { publicAt } from '../news/lifecycle.ts';
import { wordsOf } from '../news/searchable.ts';
import { breadcrumbOfPath } from '../news/section.ts';
import type { Store, WriteDb } from '../store/store.ts';
import { place, show } from './placement.ts';
import { findOrMakeSections } from './sections.ts';

/** Articles published in one transaction. */
const BATCH = 100;
/** The longest that a timer is set for, in milliseconds; it then looks again. */
const LONGEST = 60 * 60 * 1000;

export interface EmbargoParts {
  store: Store;
  log: Log;
  /** Calls back after commits. */
  onCommit(listener: () => void): () => void;
  now: () => number;
  failed: (error: unknown) => void;
}

export interface Embargoes {
  /** Resolves when what was under way has ended. */
  close(): Promise<void>;
}

export function watchEmbargoes({ store, log, onCommit, now, failed }: EmbargoParts): Embargoes {
  const { articles } = store.tables;
  const waiting = and(isNull(articles.publishedAt), isNotNull(articles.embargoedUntil));
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | undefined;
  /** A commit came while looking. */
  let again = false;
  let closed = false;

  async function publishDue(): Promise<number> {
    const due = and(waiting, lte(articles.embargoedUntil, now()));
    return store.write(async (tx) => {
      const rows = await tx
        .select()
        .from(articles)
        .where(due)
        .orderBy(asc(articles.embargoedUntil))
        .limit(BATCH);
      for (const article of rows) await lapse(tx, article);
      return rows.length;
    });
  }

  async function lapse(tx: WriteDb, article: typeof articles.$inferSelect): Promise<void> {
    const { sections, photos, quotes, articleVersions } = store.tables;
    const time = now();
    const shownAt = publicAt({ publishedAt: time, pubStatus: article.pubStatus });
    await tx.update(articles).set({ publishedAt: time, updatedAt: time }).where(eq(articles.id, article.id));
    if (shownAt === null) return;
    const [section] = await tx.select().from(sections).where(eq(sections.id, article.sectionId));
    const captions = await tx
      .select({ caption: photos.caption })
      .from(photos)
      .where(eq(photos.articleId, article.id));
    const said = await tx
      .select({ id: quotes.id, text: quotes.text })
      .from(quotes)
      .where(eq(quotes.articleId, article.id));
    const breadcrumb = breadcrumbOfPath(section?.path ?? '');
    await show(store, tx, { articleId: article.id, publicAt: shownAt });
    await place(store, tx, [
      {
        articleId: article.id,
        publicAt: shownAt,
        updatedAt: time,
        sectionIds: await findOrMakeSections(store, tx, { breadcrumb, known: new Map() }),
        keywords: article.keywords,
        words: wordsOf({ ...article, captions: captions.map(({ caption }) => caption) }),
        quotes: said,
      },
    ]);
    const change = {
      at: time,
      kind: 'PUBLISHED',
      articleId: article.id,
      version: article.version,
      note: null,
    } as const;
    await tx.insert(articleVersions).values({ ...change, by: null });
    await log.append(tx, [{ ...change, slug: article.slug, removedIds: [] }]);
  }

  /** Publishes what is due, and sets the timer for what comes next. */
  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      again = false;
      let next = await nextDue();
      while (next !== null && next <= now()) {
        await publishDue();
        // What was closed meanwhile may have no store any more.
        next = closed ? null : await nextDue();
      }
      lookIn(next === null ? LONGEST : Math.min(next - now(), LONGEST));
    } catch (error) {
      failed(error);
      lookIn(1_000);
    } finally {
      busy = undefined;
      if (again) lookSoon();
    }
  }

  function lookIn(milliseconds: number): void {
    if (!closed) timer = setTimeout(lookSoon, Math.max(milliseconds, 0)).unref();
  }

  function lookSoon(): void {
    if (closed) return;
    if (busy) again = true;
    else busy = look();
  }

  async function nextDue(): Promise<number | null> {
    const [first] = await store.db
      .select({ at: articles.embargoedUntil })
      .from(articles)
      .where(waiting)
      .orderBy(asc(articles.embargoedUntil))
      .limit(1);
    return first?.at ?? null;
  }

  const stop = onCommit(lookSoon);
  lookSoon();
  return {
    async close() {
      closed = true;
      stop();
      clearTimeout(timer);
      await busy;
    },
  };
}
