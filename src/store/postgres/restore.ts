/**
 * Back from a backup, of either engine. It is copied to a folder of its own, looked at, migrated and given a stretch of the
 * log of its own there; then its rows take the place of the store's in one transaction that holds the store's lock. They are
 * deleted and not truncated, so that who reads meanwhile goes on with what was.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count } from 'drizzle-orm';
import { NewswireError } from '../../errors.ts';
import { clear, readBatches, writeBatch } from '../copy/batches.ts';
import { openSqlite } from '../sqlite/open.ts';
import { prepareBackup, seeThatItIsAFile, unusable } from '../sqlite/restore.ts';
import type { Restoration, Store } from '../store.ts';
import { openPostgres, postgresStoreExists } from './open.ts';
import { locationOf } from './pool.ts';

export async function restorePostgres(
  url: string,
  backup: string,
  agree: (restoration: Restoration) => Promise<boolean>,
): Promise<Restoration | null> {
  await seeThatItIsAFile(backup);
  const location = locationOf(url);
  const replaced = (await postgresStoreExists(url)) ? await inStore(url, articlesIn) : null;
  const folder = await mkdtemp(join(tmpdir(), 'newswire-restoring-'));
  try {
    const prepared = join(folder, 'newswire.db');
    const { articles } = await prepareBackup(backup, prepared);
    const restoration: Restoration = { location, articles, replaced };
    if (!(await agree(restoration))) return null;
    await inStore(url, (store) => putInPlace(prepared, store));
    return restoration;
  } catch (cause) {
    if (cause instanceof NewswireError) throw cause;
    throw unusable(`${backup} could not be restored to ${location}`, cause);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openPostgres(url, { unfinished: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** null where the store is empty. */
async function articlesIn({ db, tables }: Store): Promise<number | null> {
  const { articles, log, apiKeys } = tables;
  const used = [
    await db.select({ id: articles.id }).from(articles).limit(1),
    await db.select({ seq: log.seq }).from(log).limit(1),
    await db.select({ id: apiKeys.id }).from(apiKeys).limit(1),
  ];
  if (used.every((rows) => rows.length === 0)) return null;
  const [row] = await db.select({ holds: count() }).from(articles);
  return row?.holds ?? 0;
}

async function putInPlace(prepared: string, store: Store): Promise<void> {
  const source = await openSqlite(prepared);
  try {
    await source.snapshot((snapshot) =>
      store.write(async (tx) => {
        await clear(store, tx);
        await tx.delete(store.tables.moves);
        for await (const batch of readBatches(snapshot, null)) await writeBatch(store, tx, batch);
        await store.settle(tx, await snapshot.lastIds());
      }),
    );
  } finally {
    await source.close();
  }
}
