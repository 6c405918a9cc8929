/** How a command comes by the store that it works on: the newsroom alone, since what serves takes twice as long to load. */
import { type Config, readConfig } from '../config.ts';
import { NewswireError } from '../errors.ts';
import { createLogger } from '../logger.ts';
import { type Newsroom, openNewsroom } from '../newsroom/newsroom.ts';
import { storeExists, withoutPassword } from '../store/open.ts';
import { createWeb } from '../web/web.ts';

/** Makes a new store where there is none. Throws STORE_UNUSABLE. */
export function openOrMake(config: Config = readConfig()): Promise<Newsroom> {
  const { databaseUrl, limits, logLevel, followPrivate } = config;
  const web = createWeb({ privateHosts: followPrivate });
  return openNewsroom({ databaseUrl, limits, logger: createLogger(logLevel), web });
}

/** For what only reads, and makes no store where DATABASE_URL is mistyped. Throws STORE_UNUSABLE. */
export async function openExisting(config: Config = readConfig()): Promise<Newsroom> {
  if (await storeExists(config.databaseUrl)) return openOrMake(config);
  throw new NewswireError(
    'STORE_UNUSABLE',
    `There is no store at ${withoutPassword(config.databaseUrl)} yet: set DATABASE_URL to where it is, or begin one with "newswire serve" or "newswire import".`,
  );
}
