/** Reads who did what to which article when, newest first. */
import { and, count, eq, sql } from 'drizzle-orm';
import { andThen } from './family.ts';
import { boundsOf, orderOf, sliceParams, sliceShape, type SortKey } from './keyset.ts';
import { cursorText, type Listing, type Order, type PageArgs, pageOf, sliceOf } from './page.ts';
import type { Reader } from './reader.ts';
import type { AuditRow } from './rows.ts';

const NEWEST: Order = { name: 'a', width: 1 };

/** Of one article; null: of all. Throws BAD_USER_INPUT. */
export function listAudit(
  reader: Reader,
  { articleId, page }: { articleId: number | null; page: PageArgs },
): Listing<AuditRow> {
  const { store } = reader;
  const { audit } = store.tables;
  const slice = sliceOf(page, NEWEST);
  const of = articleId === null ? 'all' : 'one';
  const where = () => (articleId === null ? undefined : eq(audit.articleId, sql.placeholder('articleId')));
  return {
    page: () => {
      const statement = reader.statement(`audit of ${of}:${sliceShape(slice)}`, () => {
        const key: SortKey = { columns: [audit.id], descending: true };
        return store.db
          .select()
          .from(audit)
          .where(and(where(), ...boundsOf(slice, key)))
          .orderBy(...orderOf(slice, key))
          .limit(sql.placeholder('limit'));
      });
      return andThen(statement({ articleId, ...sliceParams(slice) }), (rows) =>
        pageOf(rows, slice, ({ id }) => cursorText(NEWEST, [id])),
      );
    },
    count: () => {
      const statement = reader.statement(`audit count of ${of}`, () =>
        store.db.select({ count: count() }).from(audit).where(where()),
      );
      return andThen(statement({ articleId }), (rows) => rows[0]?.count ?? 0);
    },
  };
}
