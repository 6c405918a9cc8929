/** DATABASE_URL → the engine that keeps it. */
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { NewswireError } from '../errors.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Store } from './store.ts';

export interface OpenOptions {
  /** Called with each statement that is run, for tests that count them. */
  trace?: (statement: string) => void;
}

/** Opens the store and brings it up to date; makes a new one where there is none. Throws STORE_UNUSABLE. */
export async function openStore(databaseUrl: string, options: OpenOptions = {}): Promise<Store> {
  return openSqlite(sqliteFile(databaseUrl), options);
}

/** "file:./data/newswire.db" → an absolute path. Throws BAD_CONFIG where the address is not of a file. */
export function sqliteFile(databaseUrl: string): string {
  if (databaseUrl.startsWith('file://')) return fileURLToPath(databaseUrl);
  if (databaseUrl.startsWith('file:')) return resolve(decodeURIComponent(databaseUrl.slice('file:'.length)));
  throw new NewswireError(
    'BAD_CONFIG',
    `DATABASE_URL is "${withoutPassword(databaseUrl)}", which no engine here opens: use file:<path>, such as file:./data/newswire.db.`,
  );
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//…@');
}
