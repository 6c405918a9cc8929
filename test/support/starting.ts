/**
 * A program of its own: as many newsrooms at once as it is told by its argument, on the store of DATABASE_URL, each with the
 * sample edition where there is nothing yet. Says how many articles each of them published.
 */
import type * as Config from '../../src/config.ts';
import type * as Logger from '../../src/logger.ts';
import type * as Newsroom from '../../src/newsroom/newsroom.ts';
import { built } from './built.ts';

const { readConfig } = await built<typeof Config>('config.js');
const { createLogger } = await built<typeof Logger>('logger.js');
const { openNewsroom } = await built<typeof Newsroom>('newsroom/newsroom.js');

const { databaseUrl, limits, logLevel } = readConfig();
const published = await Promise.all(
  Array.from({ length: Number(process.argv[2]) }, async () => {
    await using newsroom = await openNewsroom({ databaseUrl, limits, logger: createLogger(logLevel) });
    return await newsroom.publishSamples();
  }),
);
process.stdout.write(`${JSON.stringify(published)}\n`);
