/** A backup of a store of either engine, while it is used. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { brief, generateEdition } from '../support/edition.ts';
import { startNewswire, temporaryFolder } from '../support/newswire.ts';

test('a backup made while the store is written to is whole, and is a store in a file', async () => {
  const folder = await temporaryFolder();
  const { client, newswire, publish } = await startNewswire();
  await publish(...generateEdition({ seed: 7, count: 50 }));
  const made = newswire.newsroom.store.backup(`${folder}/backup.db`);
  for (let index = 0; index < 10; index += 1) await publish(brief(`Meanwhile ${index}`));
  await made;
  expect(await readdir(folder)).toEqual(['backup.db']);

  const copy = await startNewswire({ databaseUrl: `file:${folder}/backup.db` });
  expect(await copy.runSql('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const asked =
    '{ changes(first: 1000) { events { slug article { headline paragraphs section { path } } } } }';
  type Changes = { changes: { events: unknown[] } };
  const { changes: whole } = await client.data<Changes>(asked);
  const { changes: copied } = await copy.client.data<Changes>(asked);
  expect(copied.events.length).toBeGreaterThanOrEqual(50);
  expect(copied.events).toEqual(whole.events.slice(0, copied.events.length));
  // Opened in place, it goes on in a stretch of its own.
  expect(await copy.runSql('SELECT id FROM stretches')).toHaveLength(2);
});
