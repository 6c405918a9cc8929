/** A store as a file: where it is made, what is left of it, and files that cannot be one. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createNewswire, readConfig } from '../../../src/newswire.ts';
import { brief } from '../../support/edition.ts';
import { startNewswire, temporaryFolder } from '../../support/newswire.ts';

const configOf = (file: string) =>
  readConfig({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent', PORT: '0' });

describe('a store', () => {
  it('is made in folders that are not there yet', async () => {
    const file = `${await temporaryFolder()}/deep/in/newswire.db`;
    await (await createNewswire(configOf(file))).close();
    expect(existsSync(file)).toBe(true);
  });

  it('is one file again when it is closed', async () => {
    const file = `${await temporaryFolder()}/newswire.db`;
    const { publish, close } = await startNewswire({ databaseUrl: `file:${file}` });
    await publish(brief('First'));
    await close();
    expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([true, false]);
  });

  it('waits for another that is writing, and then writes', async () => {
    const file = `${await temporaryFolder()}/newswire.db`;
    const { publish, client } = await startNewswire({ databaseUrl: `file:${file}` });
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    const published = publish(brief('Patient'));
    // Reading goes on beside.
    expect(await client.data('{ articles { totalCount } }')).toEqual({ articles: { totalCount: 0 } });
    other.exec('COMMIT');
    other.close();
    expect(await published).toMatchObject([{ kind: 'SAVED', slug: 'patient' }]);
  });
});

describe('what cannot be opened is one sentence that says why', () => {
  it.each([
    ['a folder', async (path: string) => mkdir(path), /cannot be opened/],
    [
      'a file that is something else',
      async (path: string) => writeFile(path, 'These are no rows. '.repeat(500)),
      /not a database/,
    ],
    ['a store of a newer Newswire', newer, /made by a newer Newswire/],
  ])('%s', async (_what, make, message) => {
    const file = `${await temporaryFolder()}/newswire.db`;
    await make(file);
    await expect(createNewswire(configOf(file))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(message),
    });
  });
});

async function newer(file: string): Promise<void> {
  await (await createNewswire(configOf(file))).close();
  const database = new Sqlite(file);
  database.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of tomorrow', 99999999999999)");
  database.close();
}
