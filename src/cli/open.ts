/** How a command comes by the store that it works on. */
import type { Config } from '../config.ts';
import { NewswireError } from '../errors.ts';
import { createNewswire, type Newswire } from '../newswire.ts';
import { storeExists } from '../store/open.ts';

/** For what only reads, and makes no store where DATABASE_URL is mistyped. Throws STORE_UNUSABLE. */
export async function openExisting(config: Config): Promise<Newswire> {
  if (await storeExists(config.databaseUrl)) return createNewswire(config);
  throw new NewswireError(
    'STORE_UNUSABLE',
    `There is no store at ${config.databaseUrl} yet: set DATABASE_URL to where it is, or begin one with "newswire serve" or "newswire import".`,
  );
}
