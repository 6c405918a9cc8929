/** DATABASE_URL → the engine that keeps it. Each is loaded when it is wanted. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NewswireError } from '../errors.ts';
import type { Restoration, Store } from './store.ts';

export interface OpenOptions {
  /** Each of one server that follows the store's. */
  replicaUrls?: readonly string[];
  /** Called with each statement that is run, for tests that count them. */
  trace?: (statement: string) => void;
  /** Called with each percent that is done, from 0, where an earlier version's store is indexed anew before it opens. */
  indexing?: (percent: number) => void;
  /** Open what a copy left unfinished, too: to go on with it, or to put something else in its place. */
  unfinished?: boolean;
}

/**
 * Opens the store and brings it up to date; makes a new one where there is none. A replica need not be there. Throws
 * STORE_UNUSABLE or BAD_CONFIG.
 */
export async function openStore(databaseUrl: string, options: OpenOptions = {}): Promise<Store> {
  const { replicaUrls = [] } = options;
  if (isPostgres(databaseUrl)) {
    seeThatTheyAreReplicas(replicaUrls);
    return (await import('./postgres/open.ts')).openPostgres(databaseUrl, options);
  }
  const file = sqliteFile(databaseUrl);
  if (replicaUrls.length > 0) {
    throw new NewswireError(
      'BAD_CONFIG',
      'DATABASE_REPLICA_URLS is set, and a store in a file has no replicas: leave it out, or set DATABASE_URL to the primary, postgres://<user>:<password>@<host>/<database>.',
    );
  }
  return (await import('./sqlite/open.ts')).openSqlite(file, options);
}

/** Whether a store is there already, so that what only reads does not make one where DATABASE_URL is mistyped. */
export async function storeExists(databaseUrl: string): Promise<boolean> {
  if (isPostgres(databaseUrl)) {
    const { postgresStoreExists } = await import('./postgres/open.ts');
    return postgresStoreExists(databaseUrl);
  }
  const file = await stat(sqliteFile(databaseUrl)).catch(() => null);
  return file !== null && file.size > 0;
}

/**
 * Puts the content of a backup in place of the store's, as a new stretch of the log. It is one transaction, so a server
 * that runs on the store goes on with the restored content, and nobody sees half of it. `agree` is asked first, when all
 * has been looked at and nothing was changed; null where it says no. Throws BAD_USER_INPUT or STORE_UNUSABLE.
 */
export async function restoreStore(
  databaseUrl: string,
  backup: string,
  agree: (restoration: Restoration) => Promise<boolean>,
): Promise<Restoration | null> {
  if (isPostgres(databaseUrl)) {
    const { restorePostgres } = await import('./postgres/restore.ts');
    return restorePostgres(databaseUrl, resolve(backup), agree);
  }
  const { restoreSqlite } = await import('./sqlite/restore.ts');
  return restoreSqlite(sqliteFile(databaseUrl), resolve(backup), agree);
}

function isPostgres(databaseUrl: string): boolean {
  return /^postgres(ql)?:\/\//.test(databaseUrl) && URL.canParse(databaseUrl);
}

/** Says which by its number: what is no address may have its password anywhere. */
function seeThatTheyAreReplicas(urls: readonly string[]): void {
  const wrong = urls.findIndex((url) => !isPostgres(url));
  if (wrong === -1) return;
  throw new NewswireError(
    'BAD_CONFIG',
    `DATABASE_REPLICA_URLS has ${urls.length === 1 ? 'an address' : `${urls.length} addresses, and number ${wrong + 1}`} that is not of a replica: write each as postgres://<user>:<password>@<host>/<database>, with a comma or a space between two.`,
  );
}

/** "file:./data/newswire.db" → an absolute path. Throws BAD_CONFIG where the address is not of a file. */
export function sqliteFile(databaseUrl: string): string {
  if (databaseUrl.startsWith('file://')) return fileURLToPath(databaseUrl);
  if (databaseUrl.startsWith('file:')) return resolve(decodeURIComponent(databaseUrl.slice('file:'.length)));
  throw new NewswireError(
    'BAD_CONFIG',
    `DATABASE_URL is "${withoutPassword(databaseUrl)}", which no engine here opens: use file:<path>, such as file:./data/newswire.db, or postgres://<user>:<password>@<host>/<database>.`,
  );
}

export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//…@');
}
