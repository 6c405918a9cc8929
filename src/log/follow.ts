/**
 * A subscriber as a cursor: it reads the log from its place at its own pace, and waits where there is nothing new. It
 * holds nothing but its place, so a slow one costs nothing.
 */
import type { Place } from './cursor.ts';
import type { Log, LogEntry } from './log.ts';
import type { Window } from './window.ts';

/** Batches of rows after `from`, for ever, until `signal` aborts. Throws CURSOR_OTHER_LOG where a restored backup left the place behind. */
export async function* follow(
  source: { log: Log; window: Window },
  from: Place,
  signal: AbortSignal,
): AsyncGenerator<LogEntry[], void, undefined> {
  const { log, window } = source;
  let { stretch, seq } = from;
  while (!signal.aborted) {
    const now = window.head().stretch;
    if (now !== stretch) {
      await log.check({ stretch, seq, part: null });
      stretch = now;
    }
    const rows = await window.after(seq);
    const newest = rows.at(-1);
    if (newest === undefined) {
      await window.moved({ stretch, seq }, signal);
      continue;
    }
    yield rows;
    seq = newest.seq;
  }
}
