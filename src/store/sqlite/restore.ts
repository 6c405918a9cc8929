/**
 * Back from a backup. It is copied beside the store, looked at, migrated and given a stretch of the log of its own there; then
 * it goes INTO the store's file by SQLite's backup API in one transaction. Putting the file in place by its name would leave
 * a running server on the old one, and a write-ahead log that was left behind would be replayed over the new.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { NewswireError } from '../../errors.ts';
import type { Restoration } from '../store.ts';
import { removeStore } from './backup.ts';
import { connectWriter, whenFree } from './connection.ts';
import { migrate, seeThatItIsWhole } from './migrate.ts';
import { openSqlite } from './open.ts';
import { markCopy } from './stretch.ts';

/** Tables that every Newswire store has. */
const TELLING = ['articles', 'log', 'stretches', 'copies'];
/** More pages than a file can have: all of them in one step. */
const ALL_PAGES = 0x7fffffff;

export async function restoreSqlite(
  file: string,
  backup: string,
  agree: (restoration: Restoration) => Promise<boolean>,
): Promise<Restoration | null> {
  await seeThatItIsAFile(backup);
  await seeThatTheyDiffer(file, backup);
  const replaced = await articlesIn(file);
  const prepared = `${file}.${randomBytes(4).toString('hex')}.restoring`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const restored = await prepareBackup(backup, prepared);
    // Indexes what an earlier version left, too: a server that runs on the file does not open it anew.
    await (await openSqlite(prepared)).close();
    const restoration: Restoration = { location: file, articles: restored.articles, replaced };
    if (!(await agree(restoration))) return null;
    await putInPlace(prepared, file, restored.stretch);
    return restoration;
  } catch (cause) {
    if (cause instanceof NewswireError) throw cause;
    throw unusable(`${backup} could not be restored to ${file}`, cause);
  } finally {
    await removeStore(prepared);
  }
}

/** Throws BAD_USER_INPUT. */
export async function seeThatItIsAFile(backup: string): Promise<void> {
  const found = await stat(backup).catch(() => null);
  if (found === null) throw new NewswireError('BAD_USER_INPUT', `${backup} is not there: name a backup.`);
  if (!found.isFile()) throw new NewswireError('BAD_USER_INPUT', `${backup} is not a file: name a backup.`);
}

async function seeThatTheyDiffer(file: string, backup: string): Promise<void> {
  const [one, other] = await Promise.all([realpath(backup), realpath(file).catch(() => null)]);
  if (one === other) {
    throw new NewswireError(
      'BAD_USER_INPUT',
      `${backup} is the store itself: name a file that "newswire backup" made.`,
    );
  }
}

/** null where there is no store yet, or an empty one. */
async function articlesIn(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  if (found === null || (found.isFile() && found.size === 0)) return null;
  let connection: Sqlite.Database | undefined;
  try {
    // Not for reading only: it would leave an empty write-ahead log behind.
    connection = new Sqlite(file, { fileMustExist: true, timeout: 5_000 });
    const holds = countArticles(connection);
    if (holds === null) throw new Error('it is not a Newswire store');
    const used = connection.prepare('SELECT exists (SELECT 1 FROM log) OR exists (SELECT 1 FROM api_keys)');
    return holds > 0 || used.pluck().get() === 1 ? holds : null;
  } catch (cause) {
    throw unusable(
      `What stands at ${file} cannot be replaced`,
      cause,
      'see that DATABASE_URL is right, or move the file away to restore to a new one',
    );
  } finally {
    connection?.close();
  }
}

/** A copy of the backup at `prepared`: seen to be whole, brought up to date, and with a stretch of its own. */
export async function prepareBackup(
  backup: string,
  prepared: string,
): Promise<{ stretch: string; articles: number }> {
  await copy(backup, prepared);
  const writer = await connectWriter(prepared);
  try {
    markCopy(writer);
    await migrate(writer);
    seeThatItIsWhole(writer);
    const stretch = newestStretch(writer);
    const articles = countArticles(writer);
    if (stretch === null || articles === null) throw new Error('the copy of the backup is no store');
    return { stretch, articles };
  } finally {
    writer.close();
  }
}

async function copy(backup: string, prepared: string): Promise<void> {
  let source: Sqlite.Database | undefined;
  try {
    source = new Sqlite(backup, { readonly: true, timeout: 5_000 });
    if (countArticles(source) === null) throw new Error('it is not a Newswire store');
    const fault = String(source.pragma('quick_check(1)', { simple: true }));
    if (fault !== 'ok') throw new Error(`it is damaged: ${fault.replace(/\s+/g, ' ')}`);
    await source.backup(prepared);
  } catch (cause) {
    throw unusable(
      `${backup} cannot be restored`,
      cause,
      'nothing was changed; name a file that "newswire backup" made',
    );
  } finally {
    source?.close();
  }
}

/**
 * Throws STORE_UNUSABLE where another process writes for too long. What tells that it is done is what stands in the file:
 * better-sqlite3 says "done" of a backup too that found the file locked.
 */
async function putInPlace(prepared: string, file: string, stretch: string): Promise<void> {
  const source = new Sqlite(prepared, { readonly: true });
  try {
    await whenFree(async () => {
      await source.backup(file, { progress: () => ALL_PAGES });
      const target = new Sqlite(file, { fileMustExist: true, timeout: 5_000 });
      try {
        if (newestStretch(target) !== stretch) throw new Sqlite.SqliteError('it is in use', 'SQLITE_BUSY');
      } finally {
        target.close();
      }
    });
  } finally {
    source.close();
  }
  // The backup API commits as its own connection is set, which may not be durable: a checkpoint is.
  const writer = await connectWriter(file);
  try {
    writer.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    writer.close();
  }
}

/** null where it is not a store of ours. */
function countArticles(connection: Sqlite.Database): number | null {
  const names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (!TELLING.every((name) => names.includes(name))) return null;
  return Number(connection.prepare('SELECT count(*) FROM articles').pluck().get());
}

function newestStretch(connection: Sqlite.Database): string | null {
  const token = connection.prepare('SELECT token FROM stretches ORDER BY id DESC LIMIT 1').pluck().get();
  return typeof token === 'string' ? token : null;
}

export function unusable(what: string, cause: unknown, hint = 'nothing was changed'): NewswireError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new NewswireError('STORE_UNUSABLE', `${what} (${why}): ${hint}.`, { cause });
}
