/** The file of a backup, of whatever engine: a SQLite store in one file, marked as a copy. It has its name once it is whole. */
import { rename, rm, stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { isStoreAway, NewswireError } from '../../errors.ts';
import { markCopy } from './stretch.ts';

/** `make` writes the store to the file that it is given. Throws BAD_USER_INPUT where `target` is there already. */
export async function writeBackup(target: string, make: (file: string) => Promise<void>): Promise<void> {
  if (await stat(target).catch(() => null)) {
    throw new NewswireError('BAD_USER_INPUT', `${target} exists already: name a new file for the backup.`);
  }
  const unfinished = `${target}.unfinished`;
  try {
    await removeStore(unfinished);
    await make(unfinished);
    const copy = new Sqlite(unfinished);
    try {
      markCopy(copy);
      // As one file, without a write-ahead log beside it.
      copy.pragma('journal_mode = DELETE');
    } finally {
      copy.close();
    }
    await rename(unfinished, target);
  } catch (cause) {
    await removeStore(unfinished);
    if (isStoreAway(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NewswireError(
      'STORE_UNUSABLE',
      `The backup to ${target} failed (${why}): nothing was written there.`,
      { cause },
    );
  }
}

/** Removes a file with what SQLite keeps beside it. */
export async function removeStore(file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm', '-journal']) await rm(`${file}${ending}`, { force: true });
}
