/** What another process commits is heard at once by a nudge, and soon without one; nothing is left behind. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openSqlite } from '../../../src/store/sqlite/open.ts';
import { createWake } from '../../../src/store/sqlite/wake.ts';
import { type Desk, openDesk } from '../../cli/command.ts';
import { brief } from '../../support/edition.ts';
import { startNewswire, temporaryFolder } from '../../support/newswire.ts';
import { until } from '../../support/until.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

/** Where nudges come, it does not look by itself before the test is over. */
const NEVER = 3_600_000;
/** For a process to start. */
const PATIENCE = 30_000;

interface Listener {
  /** How many articles there were each time that it was told to look. */
  readonly counts: number[];
  close(): void;
}

async function listen(file: string, seldom?: number): Promise<Listener> {
  await (await openSqlite(file)).close();
  const reader = new Sqlite(file, { readonly: true });
  const count = reader.prepare('SELECT count(*) FROM articles').pluck();
  const wake = createWake({ reader, file, ...(seldom === undefined ? {} : { seldom }) });
  const counts: number[] = [];
  wake.onCommit(() => counts.push(Number(count.get())));
  const close = () => {
    wake.close();
    reader.close();
  };
  onTestFinished(close);
  return { counts, close };
}

async function importArticles(desk: Desk, count: number): Promise<void> {
  const folder = join(desk.folder, 'articles');
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index += 1)
    await writeFile(join(folder, `${index}.txt`), `Number ${index}\n\nThis is number ${index}.\n`);
  expect((await desk.run('import', 'articles')).code).toBe(0);
}

async function heard({ counts }: Listener, count: number): Promise<boolean> {
  return until(() => counts.at(-1) === count, `${count} articles to be heard of`, PATIENCE);
}

const socketsOf = (desk: Desk) =>
  existsSync(`${desk.store}-wake`) ? readdirSync(`${desk.store}-wake`).toSorted() : [];

it('a nudge tells of another process’s commits, the last of many too', async () => {
  const desk = await openDesk();
  const listener = await listen(desk.store, NEVER);
  await importArticles(desk, 1);
  expect(await heard(listener, 1)).toBe(true);
  await importArticles(desk, 120);
  expect(await heard(listener, 120)).toBe(true);
});

it('each of several listeners is nudged, and those in one process by each other', async () => {
  const desk = await openDesk();
  const listeners = [await listen(desk.store, NEVER), await listen(desk.store, NEVER)];
  expect(socketsOf(desk)).toHaveLength(2);
  const { publish } = await startNewswire({ databaseUrl: desk.databaseUrl });
  await publish(brief('Here'));
  for (const listener of listeners) expect(await heard(listener, 1)).toBe(true);
  await importArticles(desk, 1);
  for (const listener of listeners) expect(await heard(listener, 2)).toBe(true);
});

it('without room for a socket, looking tells', async () => {
  const desk = await openDesk();
  await writeFile(`${desk.store}-wake`, 'in the way');
  const listener = await listen(desk.store, NEVER);
  await importArticles(desk, 1);
  expect(await heard(listener, 1)).toBe(true);
});

it('where the path is too long for a socket, looking tells, and no folder is made', async () => {
  const file = join(await temporaryFolder(), 'a-folder-with-a-name'.repeat(4), 'newswire.db');
  const listener = await listen(file, NEVER);
  const desk = await openDesk({ DATABASE_URL: `file:${file}` });
  expect((await desk.run('import', await desk.article('Far down'))).code).toBe(0);
  expect(await heard(listener, 1)).toBe(true);
  expect(existsSync(`${file}-wake`)).toBe(false);
});

it('looking tells after the sockets’ folder was removed', async () => {
  const desk = await openDesk();
  const listener = await listen(desk.store);
  await rm(`${desk.store}-wake`, { recursive: true });
  await importArticles(desk, 1);
  expect(await heard(listener, 1)).toBe(true);
});

it('the socket of a process that was killed is swept by the next one, and nothing is left after closing', async () => {
  const desk = await openDesk();
  const server = await desk.serve();
  const [left] = socketsOf(desk);
  expect(left).toMatch(new RegExp(`^${server.process.pid}-`));
  server.process.kill('SIGKILL');
  await server.ended;
  expect(socketsOf(desk)).toEqual([left]);

  const { newswire, publish, close } = await startNewswire({ databaseUrl: desk.databaseUrl });
  await until(() => !socketsOf(desk).includes(left ?? ''), 'the dead socket to be swept');
  expect(socketsOf(desk)).toHaveLength(1);
  await publish(brief('Swept'));
  await newswire.newsroom.store.backup(join(desk.folder, 'copy.db'));
  await close();
  expect(readdirSync(desk.folder).toSorted()).toEqual(['copy.db', 'newswire.db']);
});
