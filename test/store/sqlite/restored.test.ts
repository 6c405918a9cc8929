/** What a process says of the log between a restore by another one and its own noticing it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ArticleContent, EMPTY_ARTICLE } from '../../../src/news/article.ts';
import { paragraph } from '../../../src/news/block.ts';
import { breadcrumbOfPath } from '../../../src/news/section.ts';
import { createNewswire, type Newswire, readConfig } from '../../../src/newswire.ts';
import { restoreStore } from '../../../src/store/open.ts';

function article(headline: string): ArticleContent {
  return { ...EMPTY_ARTICLE, headline, section: breadcrumbOfPath('news'), blocks: [paragraph('A text.')] };
}

async function publish(newswire: Newswire, ...headlines: string[]): Promise<void> {
  await newswire.publish(headlines.map((headline) => ({ content: article(headline), by: 'test' })));
}

/** A Newswire with `one` and `two` published, restored to where only `one` was, that has not noticed it. */
async function restoredUnnoticed(): Promise<{ newswire: Newswire; atBackup: string }> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const folder = await mkdtemp(join(tmpdir(), 'newswire-test-'));
  const databaseUrl = `file:${join(folder, 'newswire.db')}`;
  const newswire = await createNewswire(readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' }));
  onTestFinished(async () => {
    await newswire.close();
    await rm(folder, { recursive: true });
  });
  await publish(newswire, 'One');
  await newswire.newsroom.store.backup(join(folder, 'copy.db'));
  const atBackup = await newswire.newsroom.events.logHead();
  await publish(newswire, 'Two', 'Three');
  await restoreStore(databaseUrl, join(folder, 'copy.db'), async () => true);
  return { newswire, atBackup };
}

/** As its timer would have it. */
function notice(): void {
  vi.advanceTimersByTime(1_000);
}

test('a pull gives what the restored log holds, and never its former rows under new cursors', async () => {
  const { newswire, atBackup } = await restoredUnnoticed();
  const { events } = newswire.newsroom;
  const pulled = await events.changes({ first: 10, after: atBackup });
  expect(pulled).toMatchObject({ events: [], endCursor: await events.logHead(), hasMore: false });
  expect((await events.changes({ first: 10 })).events.map(({ slug }) => slug)).toEqual(['one']);
});

test('a subscription that begins there hears what is published to the restored log, and that alone', async () => {
  const { newswire, atBackup } = await restoredUnnoticed();
  const { events } = newswire.newsroom;
  const heard = [events.published({}), events.published({ after: atBackup })];
  const waiting = (await Promise.all(heard)).map(async (source) => {
    const subscription = source[Symbol.asyncIterator]();
    onTestFinished(() => void subscription.return?.());
    return (await subscription.next()).value as { slug: string; cursor: string };
  });
  notice();
  await publish(newswire, 'Otherwise');
  const head = await events.logHead();
  expect(await Promise.all(waiting)).toMatchObject([
    { slug: 'otherwise', cursor: head },
    { slug: 'otherwise', cursor: head },
  ]);
});
