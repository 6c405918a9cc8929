/** The store that a command means: one that only reads makes none where DATABASE_URL is mistyped. */
import type { Config } from '../config.ts';
import { NewswireError } from '../errors.ts';
import { storeExists } from '../store/open.ts';

/** Throws STORE_UNUSABLE. */
export async function seeThatStoreExists({ databaseUrl }: Config): Promise<void> {
  if (await storeExists(databaseUrl)) return;
  throw new NewswireError(
    'STORE_UNUSABLE',
    `There is no store at ${databaseUrl} yet: set DATABASE_URL to where it is, or begin one with "newswire serve" or "newswire import".`,
  );
}
