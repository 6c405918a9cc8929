/** A backup is a SQLite store, as SQLite's own is: it opens in place, and is restored to either engine. */
import { clear, readBatches, writeBatch } from '../copy/batches.ts';
import { writeBackup } from '../sqlite/backup.ts';
import { openSqlite } from '../sqlite/open.ts';
import type { Snapshot } from '../store.ts';

export function backUp(snapshot: Snapshot, file: string): Promise<void> {
  return writeBackup(file, async (unfinished) => {
    const copy = await openSqlite(unfinished);
    try {
      // The stretch that a new store begins.
      await copy.write((tx) => clear(copy, tx));
      for await (const batch of readBatches(snapshot, null)) {
        await copy.write((tx) => writeBatch(copy, tx, batch));
      }
      const last = await snapshot.lastIds();
      await copy.write((tx) => copy.settle(tx, last));
    } finally {
      await copy.close();
    }
  });
}
