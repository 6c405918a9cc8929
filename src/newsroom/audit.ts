/** Who did what to which article when: written in the transaction of what is done, so that neither is without the other. */
import type { Store, WriteDb } from '../store/store.ts';

/** What may be done to an article, as the audit calls it. */
export type AuditAction =
  | 'draft'
  | 'publish'
  | 'update'
  | 'correct'
  | 'withhold'
  | 'reinstate'
  | 'cancel'
  | 'cancelPhoto'
  | 'reviewQuote'
  /** An embargo has ended. */
  | 'lapse';

export interface Deed {
  at: number;
  by: string | null;
  action: AuditAction;
  articleId: number;
  slug: string;
  version: number;
  note: string | null;
}

/** Who did what nobody is named for. */
const NOBODY = 'newswire';

export async function noteDeeds(store: Store, tx: WriteDb, deeds: readonly Deed[]): Promise<void> {
  await store.insertRows(
    tx,
    store.tables.audit,
    deeds.map((deed) => ({
      ...deed,
      by: deed.by ?? NOBODY,
      // Before its publication an article's versions are not counted up.
      version: deed.version > 0 ? deed.version : null,
    })),
  );
}
