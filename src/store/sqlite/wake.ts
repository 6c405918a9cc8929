/**
 * Says "look again" after commits: at once after our own, and after another process's when it nudges us, or else when the
 * file's `data_version` is seen to have moved. It looks only while somebody listens.
 */
import type { Database } from 'better-sqlite3';
import { createNudger, type Ear, nudgeFolder, openEar } from './nudge.ts';

/** Milliseconds between looks where others can nudge us: for those who cannot, and for a nudge that was lost. */
const SELDOM = 250;
/** Milliseconds between looks where looking is all there is. */
const OFTEN = 50;

export interface Wake {
  committed(): void;
  onCommit(listener: () => void): () => void;
  /** The file's `data_version`, which every commit of another connection moves. */
  version(): number;
  close(): void;
}

export interface WakeParts {
  reader: Database;
  file: string;
  /** Milliseconds between looks where nudges come, for tests that are to hear by a nudge only. */
  seldom?: number;
}

export function createWake({ reader, file, seldom = SELDOM }: WakeParts): Wake {
  const listeners = new Set<() => void>();
  const dataVersion = reader.prepare('PRAGMA data_version').pluck();
  const folder = nudgeFolder(file);
  const nudger = createNudger(folder);
  let seen: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ear: Ear | null = null;

  function version(): number {
    return dataVersion.get() as number;
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function look(): void {
    const now = version();
    if (now === seen) return;
    seen = now;
    tell();
  }

  function lookLater(): void {
    timer = setTimeout(
      () => {
        lookLater();
        look();
      },
      ear?.isOpen() ? seldom : OFTEN,
    ).unref();
  }

  function start(): void {
    seen = version();
    ear = openEar(folder, () => listeners.size > 0 && look());
    lookLater();
    // Opening may have changed the store; and this sweeps the sockets of the dead.
    nudger.nudge(ear?.name);
  }

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    ear?.close();
    ear = null;
  }

  return {
    committed() {
      tell();
      nudger.nudge(ear?.name);
    },
    onCommit(listener) {
      listeners.add(listener);
      if (timer === undefined) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    version,
    close() {
      listeners.clear();
      stop();
      nudger.close();
    },
  };
}
