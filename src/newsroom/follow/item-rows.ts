/** What is remembered of a feed's items: one row for each thing that an item is known by, and all rows of one item alike. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Store, Tables } from '../../store/store.ts';

export type ItemRow = Tables['followItems']['$inferSelect'];
export type Noted = Pick<ItemRow, 'articleId' | 'seen' | 'fields' | 'pageTries'>;

/** Looked up in one statement. */
const MANY = 500;

export interface ItemRows {
  /** By key; keys that are not known are not in it. */
  by(keys: readonly string[]): Promise<Map<string, ItemRow>>;
  keep(notes: readonly (Noted & { keys: readonly string[] })[]): Promise<void>;
  /** Whether an item keeps this article up to date, of whichever feed. */
  isTaken(articleId: number): Promise<boolean>;
}

export function createItemRows(store: Store, followId: number): ItemRows {
  const { followItems } = store.tables;
  const among = (keys: readonly string[]) =>
    and(eq(followItems.followId, followId), inArray(followItems.key, [...keys]));

  return {
    async by(keys) {
      const known = new Map<string, ItemRow>();
      for (let at = 0; at < keys.length; at += MANY) {
        const found = await store.db
          .select()
          .from(followItems)
          .where(among(keys.slice(at, at + MANY)));
        for (const row of found) known.set(row.key, row);
      }
      return known;
    },
    async keep(notes) {
      const rows = new Map<string, ItemRow>();
      for (const { keys, articleId, seen, fields, pageTries } of notes)
        for (const key of keys) rows.set(key, { followId, key, articleId, seen, fields, pageTries });
      if (rows.size === 0) return;
      await store.write(async (tx) => {
        await tx.delete(followItems).where(among([...rows.keys()]));
        await store.insertRows(tx, followItems, [...rows.values()]);
      });
    },
    async isTaken(articleId) {
      const [taken] = await store.db
        .select({ key: followItems.key })
        .from(followItems)
        .where(eq(followItems.articleId, articleId))
        .limit(1);
      return taken !== undefined;
    },
  };
}
