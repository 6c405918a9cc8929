/**
 * Which feed is due, and who polls it: one process at a time, by a claim in its row, which lapses where that process is never heard of
 * again. Only who holds the claim says how the poll went.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { Store, Tables } from '../../store/store.ts';

type FollowRow = Tables['follows']['$inferSelect'];
export type Claimed = FollowRow & { claim: string };

/** Milliseconds; longer than an answer may take. */
const LEASE = 2 * 60_000;

/** Those of these addresses; null: those that servers poll. */
export type Which = readonly string[] | null;

export interface Claims {
  /** The one that has been due for longest, if any is. */
  claimDue(which: Which): Promise<Claimed | null>;
  /** When the next one is due that nobody polls; null where there is none. */
  nextDue(which: Which): Promise<number | null>;
  /** Whether it is ours still, and for a while from now. */
  renew(claimed: Claimed): Promise<boolean>;
  /** Gives it back, with what is known of it now. */
  release(claimed: Claimed, known: Partial<FollowRow>): Promise<void>;
}

export function createClaims(store: Store, now: () => number): Claims {
  const { follows } = store.tables;

  function mine(which: Which): SQL | undefined {
    const free = or(isNull(follows.claimedUntil), lte(follows.claimedUntil, now()));
    return and(which === null ? eq(follows.kept, true) : inArray(follows.url, [...which]), free);
  }

  async function set(claimed: Claimed, values: Partial<FollowRow>): Promise<boolean> {
    const held = and(eq(follows.id, claimed.id), eq(follows.claim, claimed.claim));
    return store.write(async (tx) => {
      const rows = await tx.update(follows).set(values).where(held).returning({ id: follows.id });
      return rows.length > 0;
    });
  }

  return {
    async claimDue(which) {
      const due = () => and(lte(follows.nextAt, now()), mine(which));
      const [seen] = await store.db.select({ id: follows.id }).from(follows).where(due()).limit(1);
      // Most who look write nothing.
      if (seen === undefined) return null;
      return store.write(async (tx) => {
        const [row] = await tx.select().from(follows).where(due()).orderBy(asc(follows.nextAt)).limit(1);
        if (row === undefined) return null;
        const claim = randomUUID();
        const claimedUntil = now() + LEASE;
        await tx.update(follows).set({ claim, claimedUntil }).where(eq(follows.id, row.id));
        return { ...row, claim };
      });
    },
    async nextDue(which) {
      const [first] = await store.db
        .select({ at: follows.nextAt })
        .from(follows)
        .where(mine(which))
        .orderBy(asc(follows.nextAt))
        .limit(1);
      return first?.at ?? null;
    },
    renew: (claimed) => set(claimed, { claimedUntil: now() + LEASE }),
    async release(claimed, known) {
      await set(claimed, { ...known, claim: null, claimedUntil: null });
    },
  };
}
