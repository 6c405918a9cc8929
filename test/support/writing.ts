/**
 * A program of its own: several writers on the store of DATABASE_URL, each over connections of its own, that publish batch
 * after batch. Some of their transactions stay open for a moment after all is written, so that one which was begun
 * later would be committed first if nothing kept it from that. Says "ready", waits to be told, and then says the number that
 * the log gave to each article.
 */
import { once } from 'node:events';
import type { Newswire } from '../../src/newswire.ts';
import type { Store } from '../../src/store/store.ts';
import { createNewswire, readConfig } from './built.ts';
import { brief, createRandom, type Random } from './edition.ts';

const [name, writers, articles, holdOnceIn] = process.argv.slice(2);
/** Articles that are published at once. */
const MOST = 4;
/** The longest that a transaction is held open, in milliseconds. */
const LONGEST = 12;

/** From now on some of the store's transactions are held open. */
function hold(store: Store, random: Random): void {
  const { write } = store;
  const held: Store['write'] = (work) =>
    write(async (tx) => {
      const done = await work(tx);
      const pause = random.once(Number(holdOnceIn)) ? 1 + random.below(LONGEST) : 0;
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      return done;
    });
  Object.assign(store, { write: held });
}

async function write(newswire: Newswire, writer: number): Promise<void> {
  const random = createRandom(writer);
  hold(newswire.newsroom.store, random);
  const left = Array.from({ length: Number(articles) }, (_, number) => brief(`${name} ${writer} ${number}`));
  while (left.length > 0) {
    const batch = left.splice(0, 1 + random.below(MOST));
    for (const outcome of await newswire.publish(batch.map((content) => ({ content, by: null })))) {
      if (outcome.kind !== 'SAVED') throw new Error(JSON.stringify(outcome));
      process.stdout.write(`${outcome.seq} ${outcome.slug}\n`);
    }
  }
}

const newswires = await Promise.all(
  Array.from({ length: Number(writers) }, () => createNewswire(readConfig())),
);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
await Promise.all(newswires.map(write));
await Promise.all(newswires.map((newswire) => newswire.close()));
