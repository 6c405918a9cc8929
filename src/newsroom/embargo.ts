/**
 * The lapse of an embargo is a publication like any other: a row in the log that wakes subscribers. It happens when it
 * falls due, at the next start where it fell due while nothing ran, and once whatever number of processes run this.
 */
import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Log } from '../log/log.ts';
import type { Store } from '../store/store.ts';
import { readCurrent } from './change/current.ts';
import { type Deed, writeChange } from './change/write.ts';

/** Articles published in one transaction. */
const BATCH = 100;
/** The longest that a timer is set for, in milliseconds; it then looks again. */
const LONGEST = 60 * 60 * 1000;

const LAPSE: Deed = { action: 'lapse', kind: 'PUBLISHED', by: null, note: null, remark: null };

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
  const waiting = and(
    isNull(articles.publishedAt),
    isNotNull(articles.embargoedUntil),
    isNull(articles.draft),
    eq(articles.pubStatus, 'USABLE'),
  );
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | undefined;
  /** A commit came while looking. */
  let again = false;
  let closed = false;

  async function publishDue(): Promise<number> {
    const due = and(waiting, lte(articles.embargoedUntil, now()));
    return store.write(async (tx) => {
      const rows = await tx
        .select({ id: articles.id })
        .from(articles)
        .where(due)
        .orderBy(asc(articles.embargoedUntil))
        .limit(BATCH);
      for (const { id } of rows) {
        const current = await readCurrent(store, tx, id);
        const time = now();
        if (current === null) continue;
        await writeChange({ store, log, tx, time }, current, { next: { publishedAt: time }, deed: LAPSE });
      }
      return rows.length;
    });
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
