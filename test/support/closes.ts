/** A program of its own: a Newswire with a hundred subscribers, all completed; it is closed, and the process must end by itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Library from '../../src/newswire.ts';
import { built } from './built.ts';
import { createClient, TRANSPORTS } from './client.ts';
import { brief } from './edition.ts';

const { createNewswire, readConfig } = await built<typeof Library>('newswire.js');
const folder = await mkdtemp(join(tmpdir(), 'newswire-test-'));
const newswire = await createNewswire(
  readConfig({ DATABASE_URL: `file:${folder}/newswire.db`, PORT: '0', LOG_LEVEL: 'error' }),
);
const { url } = await newswire.listen();
const client = createClient(`${url}/graphql`);
// One that waits for its hour keeps nothing either.
await newswire.publish([
  { content: brief('First'), by: null },
  { content: brief('Waits', { embargoedUntil: Date.now() + 3_600_000 }), by: null },
]);
const subscriptions = TRANSPORTS.flatMap((transport) =>
  Array.from({ length: 50 }, () =>
    client.subscribe(transport, 'subscription { articleChanged(last: 1) { slug } }'),
  ),
);
const heard = await Promise.all(subscriptions.map((subscription) => subscription.next()));
process.stdout.write(`${heard.length} subscriptions had their event\n`);
await client.close();
await newswire.close();
await rm(folder, { recursive: true });
process.stdout.write('closed\n');
