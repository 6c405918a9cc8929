/**
 * Says "look again" after commits: at once after our own, and after another process's as soon as the file's
 * `data_version` is seen to have moved. It looks only while somebody listens.
 */
import type { Database } from 'better-sqlite3';

/** Milliseconds between looks: a commit is noticed after half of it in the middle. */
const PERIOD = 50;

export interface Wake {
  committed(): void;
  onCommit(listener: () => void): () => void;
  close(): void;
}

export function createWake(reader: Database): Wake {
  const listeners = new Set<() => void>();
  const dataVersion = reader.prepare('PRAGMA data_version').pluck();
  let seen: unknown;
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function look(): void {
    const version = dataVersion.get();
    if (version === seen) return;
    seen = version;
    tell();
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    committed: tell,
    onCommit(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        seen = dataVersion.get();
        timer = setInterval(look, PERIOD).unref();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    close() {
      listeners.clear();
      stop();
    },
  };
}
