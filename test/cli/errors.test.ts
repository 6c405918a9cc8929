import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { storeExists } from '../../src/store/open.ts';
import { ENGINE, runSql } from '../support/database.ts';
import { open, openDesk, ONCE } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

/** One line, without a stack. */
const LINE = /^newswire: [^\n]*\n$/;

/** A table that is enough to see that a database is another's: a PostgreSQL database may be shared. */
const FOREIGN = {
  sqlite: { table: 'recipes', tables: "SELECT name FROM sqlite_schema WHERE type = 'table'" },
  postgres: {
    table: 'articles',
    tables: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
  },
};

test.runIf(ONCE)(
  'without a command it shows them all, and that it was not asked for by the exit code',
  async () => {
    const desk = await openDesk();
    const bare = await desk.run();
    expect(bare).toMatchObject({ code: 1, stdout: '' });
    const help = await desk.run('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const command of ['serve', 'import', 'watch', 'key', 'export', 'backup', 'restore', 'copy']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(bare.stderr).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  },
);

test.runIf(ONCE)('unknown commands, options and missing arguments are told', async () => {
  const desk = await openDesk();
  for (const [words, message] of [
    [['nonsense'], "unknown command 'nonsense'"],
    [['import', '--nonsense', 'x'], "unknown option '--nonsense'"],
    [['import'], "missing required argument 'path'"],
    [['key', 'create', 'x'], "required option '--role <role>' not specified"],
  ] as const) {
    const { code, stdout, stderr } = await desk.run(...words);
    expect({ words, code, stdout }).toEqual({ words, code: 1, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  }
});

test.runIf(ONCE)('a port that is none, and one that is in use, are told in one line', async () => {
  const desk = await openDesk();
  const server = await (await open(desk.databaseUrl)).listen();
  const none = await desk.run('serve', '--port', 'abc');
  expect(none).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(LINE) });
  expect(none.stderr).toContain('PORT is "abc"');
  const used = await desk.run('serve', '--port', new URL(server.url).port);
  expect(used).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(LINE) });
  expect(used.stderr).toContain('EADDRINUSE');
});

test('a store that cannot be is told in one line, and passwords are not', async () => {
  const other = await openDesk({ DATABASE_URL: 'postgres://desk:secret@localhost/news' });
  const postgres = await other.run('key', 'list');
  expect(postgres).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(LINE) });
  expect(postgres.stderr).not.toContain('secret');
});

test.runIf(ONCE)('a store that is another file is told in one line', async () => {
  const desk = await openDesk();
  await desk.file('newswire.db', 'These are words, and no database.');
  expect(await desk.run('key', 'list')).toMatchObject({ code: 1, stderr: expect.stringMatching(LINE) });
});

test('another program’s database is left as it is', async () => {
  const desk = await openDesk();
  const { table, tables } = FOREIGN[ENGINE];
  await runSql(desk.databaseUrl, `CREATE TABLE ${table} (name TEXT)`);
  expect(await desk.run('key', 'create', 'x', '--role', 'admin')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(LINE),
  });
  expect(await runSql(desk.databaseUrl, tables)).toEqual([{ name: table }]);
});

test('what only reads makes no store where there is none', async () => {
  const desk = await openDesk();
  for (const words of [
    ['key', 'list'],
    ['export', '--all'],
    ['backup', 'copy.db'],
  ]) {
    expect(await desk.run(...words)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(LINE),
    });
  }
  expect(await storeExists(desk.databaseUrl)).toBe(false);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is told in one line', async () => {
  const outer = await openDesk();
  const folder = join(outer.folder, 'closed');
  await mkdir(folder);
  await chmod(folder, 0o555);
  const desk = await openDesk({ DATABASE_URL: `file:${folder}/newswire.db` });
  const { code, stderr } = await desk.run('key', 'create', 'x', '--role', 'admin');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(LINE) });
});

test.runIf(ONCE)('--debug shows where it happened', async () => {
  const desk = await openDesk({ DATABASE_URL: 'nonsense' });
  const { code, stderr } = await desk.run('key', 'list', '--debug');
  expect(code).toBe(1);
  expect(stderr).toMatch(/\n\s+at /);
});
