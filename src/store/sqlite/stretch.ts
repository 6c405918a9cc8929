/**
 * Stretches of the log. The first opening of a store begins one; opening a copy that `backup` made begins another,
 * because the copy and its original go on to give the same numbers to different changes.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** Marks a file as a copy: the next opening begins a new stretch. */
export function markCopy(connection: Database): void {
  connection.prepare('INSERT OR REPLACE INTO copies (id, made_at) VALUES (1, ?)').run(Date.now());
}

/** Within the transaction that opens the store. */
export function beginStretchIfDue(connection: Database): void {
  const isCopy = connection.prepare('DELETE FROM copies').run().changes > 0;
  const isNew = connection.prepare('SELECT 1 FROM stretches').get() === undefined;
  if (!isCopy && !isNew) return;
  const head = connection.prepare('SELECT coalesce(max(seq), 0) FROM log').pluck().get();
  connection
    .prepare('INSERT INTO stretches (token, began_after, began_at) VALUES (?, ?, ?)')
    .run(randomBytes(6).toString('base64url'), head, Date.now());
}
