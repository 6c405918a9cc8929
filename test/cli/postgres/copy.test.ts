import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { temporaryDatabase } from '../../support/database.ts';
import { generateEdition } from '../../support/edition.ts';
import { temporaryFolder } from '../../support/newswire.ts';
import { until } from '../../support/until.ts';
import { content, type Desk, open, openDesk, publish, query } from '../command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

/** A desk with a store in a file. */
async function filledDesk(count = 10): Promise<Desk & { head: string }> {
  const desk = await openDesk({ DATABASE_URL: `file:${await temporaryFolder()}/newswire.db` });
  const newsroom = await open(desk.databaseUrl);
  await publish(newsroom, ...generateEdition({ seed: 4, count }), content('Not new'));
  return Object.assign(desk, { head: await newsroom.newsroom.events.logHead() });
}

test('a store goes to PostgreSQL, from there to a file by a backup, and back by restoring it', async () => {
  const desk = await filledDesk();
  const to = await temporaryDatabase();
  const copied = await desk.run('copy', '--from', desk.databaseUrl, '--to', to);
  expect(copied).toMatchObject({ code: 0, stderr: '' });
  expect(copied.stdout).toMatch(
    /^.* is copied to .*: stretches 1, .*articles 11, articleParts 11; logHead \S+\.\n$/,
  );
  expect(copied.stdout).toContain(`logHead ${desk.head}.`);
  expect(copied.stdout).not.toContain('postgres:postgres');

  const server = await openDesk({ DATABASE_URL: to });
  expect(await server.run('backup', 'copy.db')).toMatchObject({ code: 0, stderr: '' });
  const restored = await server.run('restore', 'copy.db', '--yes', '--json');
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(restored.stdout)).toMatchObject({ articles: 11, replaced: 11 });
  const asked = '{ articles(first: 20) { edges { node { slug headline bodyHtml versions { kind at } } } } }';
  expect(await query(await open(to), asked)).toEqual(await query(await open(desk.databaseUrl), asked));
});

test('one that is killed in the middle is no store yet, and goes on when it is run again', async () => {
  const desk = await filledDesk();
  const to = await temporaryDatabase();
  const halt = await makeHalt(to);
  const killed = desk.start('copy', '--from', desk.databaseUrl, '--to', to);
  await halt.reached;
  killed.process.kill('SIGKILL');
  expect((await killed.ended).code).toBeNull();
  await halt.letThrough();

  const refused = await (await openDesk({ DATABASE_URL: to })).run('export', '--all');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^newswire: [^\n]* is an unfinished copy of [^\n]*"newswire copy"[^\n]*\n$/);
  const again = await desk.run('copy', '--json', '--from', desk.databaseUrl, '--to', to);
  expect(again).toMatchObject({ code: 0, stderr: 'Going on where the copy broke off.\n' });
  expect(JSON.parse(again.stdout)).toMatchObject({
    counts: { articles: 11, log: 11 },
    logHead: desk.head,
    sourceWentOn: false,
  });
});

interface Halt {
  /** Resolves when a copy has come to it. */
  reached: Promise<unknown>;
  letThrough(): Promise<unknown>;
}

/**
 * Has a copy to an empty store come to a halt in the middle of its rows: each of its transactions writes to a table that we
 * take our turns at, until some of its rows are there.
 */
async function makeHalt(databaseUrl: string): Promise<Halt> {
  await (await openStore(databaseUrl)).close();
  const client = new pg.Client(databaseUrl);
  await client.connect();
  onTestFinished(() => client.end());
  const hold = async () => {
    await client.query('BEGIN; LOCK TABLE moves IN SHARE ROW EXCLUSIVE MODE');
    const { rows } = await client.query<{ place: { table: string } | null }>('SELECT place FROM moves');
    const table = rows[0]?.place?.table ?? 'stretches';
    if (table !== 'stretches') return true;
    await client.query('COMMIT');
    return false;
  };
  return {
    reached: until(hold, 'the copy to write rows'),
    letThrough: () => client.query('ROLLBACK'),
  };
}

test('what cannot be copied, or copied to, is one line', async () => {
  const desk = await filledDesk(1);
  const other = await filledDesk(1);
  const nowhere = `file:${join(desk.folder, 'nowhere.db')}`;
  const cases: [from: string, to: string, expected: RegExp][] = [
    [desk.databaseUrl, other.databaseUrl, /is not empty \(2 articles, 2 rows of the log, 0 keys/],
    [nowhere, other.databaseUrl, /There is no store at .*nowhere\.db/],
    ['mysql://reader:secret@db.example/news', nowhere, /DATABASE_URL is "mysql:/],
    [desk.databaseUrl, 'postgres://reader:secret@127.0.0.1:1/news', /127\.0\.0\.1:1\/news cannot be opened/],
  ];
  await Promise.all(
    cases.map(async ([from, to, expected]) => {
      const { code, stdout, stderr } = await desk.run('copy', '--from', from, '--to', to);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^newswire: [^\n]*\n$/);
      expect(stderr).toMatch(expected);
      expect(stderr).not.toContain('secret');
    }),
  );
});
