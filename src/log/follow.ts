/**
 * A subscriber as a cursor: it reads the log from its place at its own pace, and waits where there is nothing new. It
 * holds nothing but its place, so a slow one costs nothing.
 */
import type { Place } from './cursor.ts';
import type { Log, LogEntry } from './log.ts';
import type { Window } from './window.ts';

/** Rows of the log that were read together, and the stretch that they are of. */
export interface Batch {
  stretch: string;
  entries: LogEntry[];
}

/** Batches of rows after `from`, for ever, until `signal` aborts. Throws CURSOR_OTHER_LOG where a restored backup left the place behind. */
export async function* follow(
  source: { log: Log; window: Window },
  from: Place,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const { log, window } = source;
  let { stretch, seq } = from;
  while (!signal.aborted) {
    const now = window.head();
    if (now.stretch !== stretch) {
      await log.check({ stretch, seq, part: null });
      if ((await log.head()).stretch !== now.stretch) {
        // The window still holds the rows of the stretch that was left.
        await window.moved(now, signal);
        continue;
      }
      stretch = now.stretch;
    }
    const entries = await window.after(seq);
    const newest = entries.at(-1);
    if (newest === undefined) {
      await window.moved({ stretch, seq }, signal);
      continue;
    }
    yield { stretch, entries };
    seq = newest.seq;
  }
}
