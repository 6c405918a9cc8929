/**
 * Which replica may answer now: one that has come to all that this process has heard of, and to what the client has shown.
 * So no answer goes back in time, and whoever has published reads its own publication. Where there is none, the primary
 * answers.
 */
import { once, setMaxListeners } from 'node:events';
import type { Place } from '../log/cursor.ts';
import { createLog, type Head, type Log } from '../log/log.ts';
import type { Window } from '../log/window.ts';
import type { Logger } from '../logger.ts';
import { isIndexed } from '../store/indexing.ts';
import type { Replica } from '../store/store.ts';
import type { FilterLimits } from './filter.ts';
import { createReader, type Reader } from './read/reader.ts';

/** Pauses between looks at a replica that is behind or away grow from the first to the second, in milliseconds. */
const [SHORTEST, LONGEST] = [5, 1_000];
/** One that has been behind for so long, in milliseconds, is told of in the log. */
const LONG_BEHIND = 30_000;
/** Milliseconds between two lines that say an answer failed there. */
const FAILURE_TOLD_EVERY = 30_000;

export interface Lease {
  /** Whatever fails there is STORE_UNAVAILABLE, and the primary's to answer. */
  readonly reader: Reader;
  /** Aborts when the replica is no longer known to be where it was: the primary answers anew. */
  readonly lost: AbortSignal;
  /** Says that something failed there. */
  failed(error: unknown): void;
}

export interface Replicas {
  /** One that has come to `shown`, each in its turn; null where only the primary may answer. */
  choose(shown: Place | null): Lease | null;
  close(): Promise<void>;
}

export interface ReplicaParts {
  replicas: readonly Replica[];
  log: Log;
  window: Window;
  limits: FilterLimits;
  logger: Logger;
}

export function followReplicas(parts: ReplicaParts): Replicas {
  const followed = parts.replicas.map((replica) => followReplica(replica, parts));
  let turn = 0;
  return {
    choose(shown) {
      const able = followed.filter(({ place }) => hasCome(place(), [...heardOf(parts), shown]));
      turn += 1;
      return able[turn % able.length]?.lease() ?? null;
    },
    async close() {
      await Promise.all(followed.map(({ close }) => close()));
    },
  };
}

/** The window's head, and what was read of the log besides: a client may have been told either. */
function heardOf({ window, log }: ReplicaParts): (Head | null)[] {
  return [window.head(), log.heard()];
}

function hasCome(place: Head | null, wanted: readonly (Head | null)[]): boolean {
  if (place === null) return false;
  return wanted.every((one) => one === null || (one.stretch === place.stretch && one.seq <= place.seq));
}

interface Followed {
  /** What it has come to at least; null where that is not known. */
  place(): Head | null;
  lease(): Lease;
  close(): Promise<void>;
}

function followReplica({ location, store, onLost }: Replica, parts: ReplicaParts): Followed {
  const { window, limits, logger } = parts;
  const reader = createReader(store, limits);
  const log = createLog(store);
  let place: Head | null = null;
  let findsAll = false;
  let losing = createLosing();
  let rest = new AbortController();
  const ending = new AbortController();
  let isAway = false;
  let failureTold = -Infinity;

  // A standby that starts again may be behind where it was, and so may another in its place.
  function lose(): void {
    place = null;
    findsAll = false;
    losing.abort();
    losing = createLosing();
  }

  onLost(() => {
    lose();
    rest.abort();
  });

  async function look(): Promise<void> {
    const { signal } = losing;
    try {
      const seen = await log.head();
      // What is made anew of the rows is told in no row of the log.
      const canFind = findsAll || (await isIndexed(store));
      if (signal.aborted) return;
      findsAll = canFind;
      place = canFind ? seen : null;
      if (isAway) logger.info({ replica: location }, 'the replica is read again');
      isAway = false;
    } catch (error) {
      lose();
      if (!isAway)
        logger.warn(
          { err: error, replica: location },
          'the replica cannot be read; the primary answers until it can',
        );
      isAway = true;
    }
  }

  function failed(error: unknown): void {
    const time = performance.now();
    if (time - failureTold < FAILURE_TOLD_EVERY) return;
    failureTold = time;
    logger.warn({ err: error, replica: location }, 'the replica failed at a query; the primary answered it');
  }

  /** Until `milliseconds` have passed, the window has gone on from `seen`, or a connection was lost. */
  async function pauseFor(milliseconds: number, seen: Head | null): Promise<void> {
    rest = new AbortController();
    if (ending.signal.aborted) return;
    const { signal } = rest;
    const late = setTimeout(() => rest.abort(), milliseconds).unref();
    await (seen === null ? once(signal, 'abort') : window.moved(seen, signal));
    clearTimeout(late);
  }

  async function follow(): Promise<void> {
    let pause = SHORTEST;
    let inTime = performance.now();
    let isTold = false;
    while (!ending.signal.aborted) {
      const seen = window.head();
      await look();
      if (hasCome(place, heardOf(parts))) {
        pause = SHORTEST;
        inTime = performance.now();
        isTold = false;
        await pauseFor(LONGEST, seen);
        continue;
      }
      if (!isAway && !isTold && performance.now() - inTime > LONG_BEHIND) {
        isTold = true;
        logger.warn(
          { replica: location, place, primary: window.head() },
          'the replica does not follow the primary; the primary answers',
        );
      }
      await pauseFor(pause, null);
      pause = Math.min(pause * 2, LONGEST);
    }
  }

  const following = follow();
  return {
    place: () => place,
    lease: () => ({ reader, lost: losing.signal, failed }),
    async close() {
      ending.abort();
      rest.abort();
      await following;
    },
  };
}

function createLosing(): AbortController {
  const losing = new AbortController();
  // Each query that is under way listens.
  setMaxListeners(0, losing.signal);
  return losing;
}
