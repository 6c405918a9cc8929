/** DATABASE_REPLICA_URLS as it cannot be is told before anything is opened, without the passwords in it. */
import { expect, it } from 'vitest';
import { createNewswire, readConfig } from '../../src/newswire.ts';
import { temporaryFolder } from '../support/newswire.ts';

const REPLICA = 'postgres://reader:secret@replica.example/news';
const PRIMARY = 'postgres://nobody:secret@127.0.0.1:1/news';

it.each([
  ['beside a file', null, REPLICA, /DATABASE_REPLICA_URLS is set, and a store in a file has no replicas: /],
  [
    'another engine’s',
    PRIMARY,
    'mysql://reader:secret@replica.example/news',
    /^DATABASE_REPLICA_URLS has an address that /,
  ],
  [
    'no address',
    PRIMARY,
    `${REPLICA}, reader:secret@replica.example`,
    /has 2 addresses, and number 2 that is not /,
  ],
  [
    'half an address',
    PRIMARY,
    'postgres://reader:sec/ret@replica.example',
    /^DATABASE_REPLICA_URLS has an address /,
  ],
])('%s', async (_what, databaseUrl, replicas, message) => {
  const config = readConfig({
    DATABASE_URL: databaseUrl ?? `file:${await temporaryFolder()}/newswire.db`,
    DATABASE_REPLICA_URLS: replicas,
    LOG_LEVEL: 'silent',
  });
  const opening = createNewswire(config);
  await expect(opening).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: expect.stringMatching(message),
  });
  await expect(opening).rejects.not.toMatchObject({ message: expect.stringMatching(/sec.?ret|\n/) });
});

it('addresses stand apart by commas and white space', () => {
  const { replicaUrls } = readConfig({ DATABASE_REPLICA_URLS: ` ${REPLICA},${PRIMARY}\n${REPLICA} ` });
  expect(replicaUrls).toEqual([REPLICA, PRIMARY, REPLICA]);
  expect(readConfig({ DATABASE_REPLICA_URLS: '' }).replicaUrls).toEqual([]);
});
