/**
 * A program of its own: several writers on the store of DATABASE_URL, each over connections of its own, that publish batch
 * after batch. Some of their transactions stay open for a moment after all is written, so that one which was begun
 * later would be committed first if nothing kept it from that. Says "ready", waits to be told, and then says the number that
 * the log gave to each article.
 */
import { once } from 'node:events';
import type * as Config from '../../src/config.ts';
import type * as Log from '../../src/log/log.ts';
import type * as Logger from '../../src/logger.ts';
import type * as Newsrooms from '../../src/newsroom/newsroom.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import type * as Publish from '../../src/newsroom/publish.ts';
import type { Store } from '../../src/store/store.ts';
import { built } from './built.ts';
import { brief, createRandom, type Random } from './edition.ts';

const { readConfig } = await built<typeof Config>('config.js');
const { createLog } = await built<typeof Log>('log/log.js');
const { createLogger } = await built<typeof Logger>('logger.js');
const { openNewsroom } = await built<typeof Newsrooms>('newsroom/newsroom.js');
const { createPublisher } = await built<typeof Publish>('newsroom/publish.js');

const [name, writers, articles, holdOnceIn] = process.argv.slice(2);
/** Articles that are published at once. */
const MOST = 4;
/** The longest that a transaction is held open, in milliseconds. */
const LONGEST = 12;

const { databaseUrl, limits, logLevel } = readConfig();

function holding(store: Store, random: Random): Store {
  return {
    ...store,
    write: (work) =>
      store.write(async (tx) => {
        const done = await work(tx);
        const pause = random.once(Number(holdOnceIn)) ? 1 + random.below(LONGEST) : 0;
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
        return done;
      }),
  };
}

async function write({ store }: Newsroom, writer: number): Promise<void> {
  const random = createRandom(writer);
  const publisher = createPublisher({
    store: holding(store, random),
    log: createLog(store),
    now: Date.now,
  });
  const left = Array.from({ length: Number(articles) }, (_, number) => brief(`${name} ${writer} ${number}`));
  while (left.length > 0) {
    const batch = left.splice(0, 1 + random.below(MOST));
    for (const outcome of await publisher.publish(batch.map((content) => ({ content, by: null })))) {
      if (outcome.kind !== 'SAVED') throw new Error(JSON.stringify(outcome));
      process.stdout.write(`${outcome.seq} ${outcome.slug}\n`);
    }
  }
}

const newsrooms = await Promise.all(
  Array.from({ length: Number(writers) }, () =>
    openNewsroom({ databaseUrl, limits, logger: createLogger(logLevel) }),
  ),
);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
await Promise.all(newsrooms.map(write));
await Promise.all(newsrooms.map((newsroom) => newsroom.close()));
