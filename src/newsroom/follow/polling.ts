/** Polls feeds when they fall due, a few at once, until it is closed. */
import type { Claimed, Claims, Which } from './claims.ts';
import type { PollReport } from './poll.ts';

/** Feeds that one process polls at the same time. */
const AT_ONCE = 4;
/** The longest that a timer is set for, in milliseconds: another process may have let go of a feed. */
const LONGEST = 30_000;
/** The shortest after a commit, which may have been of a new feed, and mostly is not. */
const AFTER_COMMIT = 1_000;
const AFTER_FAULT = 1_000;

export interface PollingParts {
  claims: Claims;
  which: Which;
  poll: (claimed: Claimed, signal: AbortSignal) => Promise<PollReport | null>;
  /** Calls back after commits. */
  onCommit(listener: () => void): () => void;
  now: () => number;
  failed: (error: unknown) => void;
}

export interface Polling {
  /** Breaks off what is under way, and resolves when that has ended. */
  close(): Promise<void>;
}

export function startPolling({ claims, which, poll, onCommit, now, failed }: PollingParts): Polling {
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();
  let timer: { id: NodeJS.Timeout; at: number } | undefined;
  let looking: Promise<void> | undefined;

  function begin(claimed: Claimed): void {
    const polling = poll(claimed, ending.signal)
      .then(() => lookIn(0))
      .catch((error: unknown) => {
        failed(error);
        lookIn(AFTER_FAULT);
      })
      .finally(() => underWay.delete(polling));
    underWay.add(polling);
  }

  async function look(): Promise<void> {
    try {
      while (!ending.signal.aborted && underWay.size < AT_ONCE) {
        const claimed = await claims.claimDue(which);
        if (claimed === null) break;
        begin(claimed);
      }
      // Where all places are taken, the next one that is free looks.
      if (ending.signal.aborted || underWay.size >= AT_ONCE) return;
      const next = await claims.nextDue(which);
      lookIn(next === null ? LONGEST : Math.min(Math.max(next - now(), 0), LONGEST));
    } catch (error) {
      failed(error);
      lookIn(AFTER_FAULT);
    } finally {
      looking = undefined;
    }
  }

  /** Unless it looks before that anyway. */
  function lookIn(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (ending.signal.aborted || (timer !== undefined && timer.at <= at)) return;
    clearTimeout(timer?.id);
    const id = setTimeout(() => {
      timer = undefined;
      if (looking === undefined) looking = look();
      else lookIn(AFTER_COMMIT);
    }, milliseconds);
    timer = { id, at };
  }

  const stop = onCommit(() => lookIn(AFTER_COMMIT));
  lookIn(0);
  return {
    async close() {
      ending.abort();
      stop();
      clearTimeout(timer?.id);
      await looking;
      await Promise.all(underWay);
    },
  };
}
