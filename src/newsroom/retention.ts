/**
 * How long the log keeps its rows (NEWSWIRE_LOG_RETENTION). The oldest go first and the newest stays, whatever its age: the log's
 * numbers and cursors go on from it. Who resumes after a row that is gone is told CURSOR_EXPIRED.
 */
import { asc, desc, gte, lt, lte } from 'drizzle-orm';
import type { Store } from '../store/store.ts';

/** Milliseconds between looks. */
const PERIOD = 10 * 60 * 1_000;
/** Rows that are deleted in one transaction. */
const BATCH = 2_000;

export interface RetentionParts {
  store: Store;
  now: () => number;
  /** Milliseconds. */
  keep: number;
  failed: (error: unknown) => void;
}

export interface Forgetting {
  /** Resolves when what was under way has ended. */
  close(): Promise<void>;
}

export function forgetOldRows({ store, now, keep, failed }: RetentionParts): Forgetting {
  const { log } = store.tables;
  const ending = new AbortController();

  /** The first row that stays: the first that is young enough, or the newest. */
  async function firstKept(): Promise<number | null> {
    const seq = { seq: log.seq };
    const young = gte(log.at, now() - keep);
    const [kept] = await store.db.select(seq).from(log).where(young).orderBy(asc(log.seq)).limit(1);
    if (kept !== undefined) return kept.seq;
    const [newest] = await store.db.select(seq).from(log).orderBy(desc(log.seq)).limit(1);
    return newest?.seq ?? null;
  }

  async function look(): Promise<void> {
    const kept = await firstKept();
    if (kept === null) return;
    while (!ending.signal.aborted) {
      const old = await store.db
        .select({ seq: log.seq })
        .from(log)
        .where(lt(log.seq, kept))
        .orderBy(asc(log.seq))
        .limit(BATCH);
      const last = old.at(-1);
      if (last === undefined) return;
      await store.write(async (tx) => {
        await tx.delete(log).where(lte(log.seq, last.seq));
      });
    }
  }

  let looking = look().catch(failed);
  const clock = setInterval(() => {
    looking = looking.then(look).catch(failed);
  }, PERIOD).unref();

  return {
    async close() {
      ending.abort();
      clearInterval(clock);
      await looking;
    },
  };
}
