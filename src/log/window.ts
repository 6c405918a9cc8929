/**
 * The newest rows of the log in memory, read from the store once for everybody after each wake-up. Rows older than the
 * window come from the store. An entry in the window is the same object for all who read it.
 */
import type { Store } from '../store/store.ts';
import type { Head, Log, LogEntry } from './log.ts';

/** Rows kept in memory. */
const CAPACITY = 1_024;
/** Rows read in one statement. */
export const BATCH = 256;

export interface Window {
  /** Where the log was when the window last looked. */
  head(): Head;
  /** Up to BATCH rows after `seq`, oldest first; empty where there is none yet. */
  after(seq: number): Promise<LogEntry[]>;
  /** Resolves when the window has gone on from `seen`, or when `signal` aborts. */
  moved(seen: Head, signal: AbortSignal): Promise<void>;
  /** Calls back after each look at the log that a commit gave cause for. */
  onLook(listener: () => void): () => void;
  close(): Promise<void>;
}

export async function openWindow(store: Store, log: Log, failed: (error: unknown) => void): Promise<Window> {
  let head = await log.head();
  let entries: LogEntry[] = [];
  /** The window holds every row after this one. */
  let start = head.seq;
  let looking: Promise<void> | undefined;
  let again = false;
  const waiting = new Set<() => void>();
  const listeners = new Set<() => void>();

  async function look(): Promise<void> {
    const now = await log.head();
    if (now.stretch !== head.stretch) {
      entries = [];
      start = now.seq;
      head = now;
    } else {
      if (now.seq === head.seq) return;
      for (;;) {
        const rows = await log.read(head.seq, BATCH);
        const newest = rows.at(-1);
        if (newest === undefined) break;
        entries.push(...rows);
        head = { stretch: head.stretch, seq: newest.seq };
      }
      if (entries.length > CAPACITY) {
        const gone = entries.splice(0, entries.length - CAPACITY);
        start = gone.at(-1)?.seq ?? start;
      }
    }
    for (const wake of waiting) wake();
  }

  async function lookOn(): Promise<void> {
    try {
      do {
        again = false;
        await look();
      } while (again);
    } catch (error) {
      failed(error);
    } finally {
      looking = undefined;
    }
    for (const listener of listeners) listener();
  }

  function refresh(): Promise<void> {
    again = true;
    return (looking ??= lookOn());
  }

  const stop = store.onCommit(() => void refresh());
  // What was committed between reading the head and listening.
  await refresh();

  return {
    head: () => head,
    async after(seq) {
      if (seq < start) return log.read(seq, BATCH);
      const first = indexAfter(entries, seq);
      return entries.slice(first, first + BATCH);
    },
    moved(seen, signal) {
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const gone = head.seq > seen.seq || head.stretch !== seen.stretch;
        if (gone || signal.aborted) return resolve();
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    },
    onLook(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      stop();
      await looking;
      for (const wake of waiting) wake();
    },
  };
}

/** The index of the first entry after `seq`. */
function indexAfter(entries: readonly LogEntry[], seq: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.seq ?? Infinity) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
