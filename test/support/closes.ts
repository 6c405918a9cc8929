/** A program of its own: a Newswire on the store of DATABASE_URL with a hundred subscribers, all completed; it is closed, and the process must end by itself. */
import { createNewswire, readConfig } from './built.ts';
import { createClient, TRANSPORTS } from './client.ts';
import { brief } from './edition.ts';

const newswire = await createNewswire(readConfig());
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
process.stdout.write('closed\n');
