/**
 * Feeds of other sites that are followed: which ones, kept in the store, and their polls, which are counted. Servers poll those that
 * were added; a command may follow others as long as it runs. Each feed is polled once over all processes.
 */
import { asc, eq } from 'drizzle-orm';
import { badInput, NewswireError } from '../../errors.ts';
import type { Log } from '../../log/log.ts';
import type { Store, Tables } from '../../store/store.ts';
import { WebError } from '../../web/web-error.ts';
import { type Web, webUrl } from '../../web/web.ts';
import type { Publisher } from '../publish.ts';
import { createClaims, type Claimed, type Which } from './claims.ts';
import type { PollReport } from './poll.ts';
import { type Polling, startPolling } from './polling.ts';

export type FollowInfo = Pick<
  Tables['follows']['$inferSelect'],
  'url' | 'every' | 'full' | 'addedAt' | 'lastAt' | 'nextAt' | 'failures' | 'lastError'
>;
export type FollowState = 'waiting' | 'ok' | 'failing';

export interface FollowOptions {
  /** Milliseconds between polls, at the least. */
  every: number;
  /** Whether each item's page is fetched for its body. */
  full: boolean;
}

/** Since this process began. */
export interface FollowCounts {
  polls: Record<PollReport['outcome'], number>;
  items: Record<'PUBLISHED' | 'UPDATED' | 'KNOWN' | 'REFUSED', number>;
}

export interface Follows {
  /** From now on servers poll it; one that is there already gets the options. Answers its address. Throws BAD_USER_INPUT. */
  add(url: string, options: FollowOptions): Promise<string>;
  /** Readies one to be polled by who names it, at once where the feed did not say to wait. Answers its address. Throws BAD_USER_INPUT. */
  attend(url: string, options: FollowOptions): Promise<string>;
  /** Throws NOT_FOUND. */
  remove(url: string): Promise<void>;
  /** Those that servers poll, in the order in which they were added. */
  list(): Promise<FollowInfo[]>;
  /** Polls all that are due, one after another; answers when none is. */
  pollDue(which?: Which): Promise<PollReport[]>;
  /** Polls those when they fall due, until it is closed. */
  start(which: Which, told?: (report: PollReport) => void): Polling;
  counts(): FollowCounts;
  states(): Promise<Record<FollowState, number>>;
}

export interface FollowsParts {
  store: Store;
  log: Log;
  publisher: Publisher;
  web: Web;
  now: () => number;
  onCommit(listener: () => void): () => void;
  failed: (error: unknown) => void;
}

export function createFollows(parts: FollowsParts): Follows {
  const { store, now, onCommit, failed } = parts;
  const { follows, followItems } = store.tables;
  const claims = createClaims(store, now);
  const counted: FollowCounts = {
    polls: { CHANGED: 0, UNCHANGED: 0, FAILED: 0 },
    items: { PUBLISHED: 0, UPDATED: 0, KNOWN: 0, REFUSED: 0 },
  };

  /** Makes or changes its row. `kept` is left as it is unless it is said. */
  async function set(given: string, { every, full, kept }: FollowOptions & { kept?: true }): Promise<string> {
    const url = addressOf(given);
    await store.write(async (tx) => {
      const [known] = await tx.select().from(follows).where(eq(follows.url, url));
      const asked = { every, full, ...(kept ? { kept } : {}) };
      if (known === undefined) {
        const time = now();
        const fresh = { url, kept: false, addedAt: time, nextAt: time, told: 0, failures: 0 };
        await tx.insert(follows).values({ ...fresh, ...asked });
        return;
      }
      const { lastAt, told, failures, nextAt } = known;
      const wait = kept ? Math.max(every, told) : told;
      const next = lastAt === null || failures > 0 ? nextAt : lastAt + wait;
      // What is asked of each item's page is asked of those that are in the feed now.
      const again = full && !known.full ? { etag: null, lastModified: null } : {};
      await tx
        .update(follows)
        .set({ ...asked, ...again, nextAt: next })
        .where(eq(follows.id, known.id));
    });
    return url;
  }

  async function pollOne(claimed: Claimed, signal: AbortSignal): Promise<PollReport | null> {
    // What reads feeds is loaded where there are some.
    const { poll } = await import('./poll.ts');
    const report = await poll({ ...parts, claims, random: Math.random }, claimed, signal);
    if (report !== null) count(report);
    return report;
  }

  function count(report: PollReport): void {
    counted.polls[report.outcome] += 1;
    if (report.outcome === 'CHANGED') for (const { kind } of report.items) counted.items[kind] += 1;
  }

  return {
    add: (url, options) => set(url, { ...options, kept: true }),
    attend: (url, options) => set(url, options),
    async remove(given) {
      const url = addressOf(given);
      await store.write(async (tx) => {
        const rows = await tx.delete(follows).where(eq(follows.url, url)).returning({ id: follows.id });
        const [row] = rows;
        if (row === undefined)
          throw new NewswireError(
            'NOT_FOUND',
            `${url} is not followed: "newswire follow list" shows what is.`,
          );
        await tx.delete(followItems).where(eq(followItems.followId, row.id));
      });
    },
    async list() {
      const { url, every, full, addedAt, lastAt, nextAt, failures, lastError } = follows;
      return store.db
        .select({ url, every, full, addedAt, lastAt, nextAt, failures, lastError })
        .from(follows)
        .where(eq(follows.kept, true))
        .orderBy(asc(follows.id));
    },
    async pollDue(which = null) {
      const reports: PollReport[] = [];
      const { signal } = new AbortController();
      for (;;) {
        const claimed = await claims.claimDue(which);
        const report = claimed === null ? null : await pollOne(claimed, signal);
        if (report === null) return reports;
        reports.push(report);
      }
    },
    start(which, told = () => undefined) {
      const poll = async (claimed: Claimed, signal: AbortSignal) => {
        const report = await pollOne(claimed, signal);
        if (report !== null) told(report);
        return report;
      };
      return startPolling({ claims, which, poll, onCommit, now, failed });
    },
    counts: () => counted,
    async states() {
      const rows = await store.db
        .select({ lastAt: follows.lastAt, failures: follows.failures })
        .from(follows)
        .where(eq(follows.kept, true));
      const states: Record<FollowState, number> = { waiting: 0, ok: 0, failing: 0 };
      for (const row of rows) states[stateOf(row)] += 1;
      return states;
    },
  };
}

export function stateOf({ lastAt, failures }: Pick<FollowInfo, 'lastAt' | 'failures'>): FollowState {
  if (lastAt === null) return 'waiting';
  return failures > 0 ? 'failing' : 'ok';
}

function addressOf(given: string): string {
  try {
    return webUrl(given).href;
  } catch (error) {
    if (error instanceof WebError) throw badInput(`"${given}" cannot be followed: ${error.message}.`);
    throw error;
  }
}
