/**
 * A subscriber as a cursor: it reads the log from its place at its own pace, and waits where there is nothing new. It
 * holds nothing but its place, so a slow one costs nothing.
 */
import type { Head, Log, LogEntry } from './log.ts';
import type { Window } from './window.ts';

/** Rows of the log that were read together, and the stretch that they are of. */
export interface Batch {
  stretch: string;
  entries: LogEntry[];
}

export interface LogSource {
  log: Log;
  window: Window;
}

/** Rows after `from`; none where nothing is new, or where `signal` has aborted. Throws CURSOR_OTHER_LOG where a restored backup left the place behind, and CURSOR_EXPIRED where rows after it are gone. */
export async function readOn({ log, window }: LogSource, from: Head, signal: AbortSignal): Promise<Batch> {
  const { seq } = from;
  let { stretch } = from;
  for (let now = window.head(); now.stretch !== stretch; now = window.head()) {
    await log.check({ stretch, seq, part: null });
    if ((await log.head()).stretch === now.stretch) ({ stretch } = now);
    // The window still holds the rows of the stretch that was left.
    else await window.moved(now, signal);
    if (signal.aborted) return { stretch, entries: [] };
  }
  const entries = await window.after(seq);
  // Numbers that were given and not used leave gaps, too.
  if ((entries[0]?.seq ?? 0) > seq + 1) await log.checkHeld({ stretch, seq, part: null });
  return { stretch, entries };
}

/** Batches of rows after `from`, for ever, until `signal` aborts. Throws CURSOR_OTHER_LOG where a restored backup left the place behind. */
export async function* follow(
  source: LogSource,
  from: Head,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  let { stretch, seq } = from;
  while (!signal.aborted) {
    const batch = await readOn(source, { stretch, seq }, signal);
    ({ stretch } = batch);
    const newest = batch.entries.at(-1);
    if (newest === undefined) {
      await source.window.moved({ stretch, seq }, signal);
      continue;
    }
    yield batch;
    ({ seq } = newest);
  }
}
