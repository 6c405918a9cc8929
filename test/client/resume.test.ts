/** A program that subscribes with the helper has every event once and in order, whatever happens to its connections. */
import { expect, it } from 'vitest';
import type { SubscribeOptions } from '../../src/client/wire.ts';
import { temporaryDatabase } from '../support/database.ts';
import { brief } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { startProxy } from '../support/proxy.ts';
import { inTime, until } from '../support/until.ts';
import { slugsOf, subscribe, take, WIRE_TRANSPORTS } from '../support/wire.ts';

const named = (...names: string[]) => names.map((name) => brief(name));

/** For those that leave it as it is, but for what is published. */
const newswire = useNewswire();

/** What `subscribe` tells, in order. */
function telling() {
  const told: string[] = [];
  const options: Partial<SubscribeOptions> = {
    onConnected: (again) => void told.push(again ? 'again' : 'connected'),
    onLost: () => void told.push('lost'),
  };
  return { told, options };
}

it.each(WIRE_TRANSPORTS)(
  'what is published from the first connection on comes over %s',
  async (transport) => {
    const { url, publish } = newswire();
    await publish(...named('Before'));
    const { told, options } = telling();
    const subscription = subscribe({ url: `${url}/graphql`, transport }, options);
    const first = slugsOf(subscription, 1);
    await until(() => told.length > 0, 'the connection');
    await publish(...named(`New ${transport} 1`, `New ${transport} 2`, `New ${transport} 3`));
    expect([...(await first), ...(await slugsOf(subscription, 2))]).toEqual([
      `new-${transport}-1`,
      `new-${transport}-2`,
      `new-${transport}-3`,
    ]);
    expect(told).toEqual(['connected']);
  },
);

it.each(WIRE_TRANSPORTS)(
  'who comes back with a cursor over %s has what it missed, and who asks for the newest begins with them',
  async (transport) => {
    const { url, publish } = newswire();
    const [one, two, three] = [`${transport}-1`, `${transport}-2`, `${transport}-3`];
    await publish(...named(one, two, three));
    const options = { url: `${url}/graphql`, transport };
    const [first] = await take(subscribe(options, { variables: { last: 3 } }), 1);
    expect(first?.data.articlePublished.slug).toBe(one);
    const after = first?.cursor ?? null;
    expect(await slugsOf(subscribe(options, { after }), 2)).toEqual([two, three]);
    expect(await slugsOf(subscribe(options, { variables: { after } }), 2)).toEqual([two, three]);
    expect(await slugsOf(subscribe(options, { variables: { last: 2 } }), 2)).toEqual([two, three]);
  },
);

it.each(WIRE_TRANSPORTS)(
  'a server that is closed and started again between two events over %s neither loses nor repeats one',
  async (transport) => {
    const databaseUrl = await temporaryDatabase();
    const before = await startNewswire({ databaseUrl });
    const { told, options } = telling();
    const subscription = subscribe(
      { url: `${before.url}/graphql`, transport },
      { ...options, variables: { last: 5 } },
    );
    await before.publish(...named('First', 'Second'));
    expect(await slugsOf(subscription, 2)).toEqual(['first', 'second']);
    const third = slugsOf(subscription, 3);
    await before.close();
    await until(() => told.includes('lost'), 'the loss');

    // Published while nobody serves.
    const idle = await startNewswire({ databaseUrl, idle: true });
    await idle.publish(...named('Third'));
    await idle.close();
    const after = await startNewswire({ databaseUrl, environment: { PORT: new URL(before.url).port } });
    await after.publish(...named('Fourth', 'Fifth'));
    expect(await third).toEqual(['third', 'fourth', 'fifth']);
    expect(told.at(-1)).toBe('again');
  },
);

it.each(WIRE_TRANSPORTS)('a connection over %s that is cut is made again', async (transport) => {
  const { url, publish } = newswire();
  const proxy = await startProxy(url);
  const { told, options } = telling();
  const subscription = subscribe({ url: `${proxy.url}graphql`, transport }, options);
  const count = 12;
  const heard = slugsOf(subscription, count);
  await until(() => told.length > 0, 'the connection');
  for (let each = 0; each < count; each += 1) {
    if (each % 4 === 2) await proxy.cut();
    await publish(...named(`Item ${transport} ${each}`));
    if (each % 4 !== 3) continue;
    await proxy.mend();
    await until(
      () => told.filter((what) => what === 'again').length === (each + 1) / 4,
      'the next connection',
    );
  }
  expect(await heard).toEqual(Array.from({ length: count }, (_, each) => `item-${transport}-${each}`));
  expect(told.filter((what) => what !== 'lost')).toEqual(['connected', 'again', 'again', 'again']);
});

it.each(WIRE_TRANSPORTS)('a server that is not there yet is waited for over %s', async (transport) => {
  const databaseUrl = await temporaryDatabase();
  const once = await startNewswire({ databaseUrl });
  await once.publish(...named('First'));
  await once.close();
  const { told, options } = telling();
  const subscription = subscribe(
    { url: `${once.url}/graphql`, transport },
    { ...options, variables: { last: 1 } },
  );
  const first = slugsOf(subscription, 1);
  await until(() => told.length > 2, 'two tries');
  await startNewswire({ databaseUrl, environment: { PORT: new URL(once.url).port } });
  expect(await first).toEqual(['first']);
  expect(told.at(-1)).toBe('connected');
});

it.each(WIRE_TRANSPORTS)(
  'a server that stays away over %s ends it where tries are counted',
  async (transport) => {
    const { told, options } = telling();
    // A port where nobody is, and that fetch does not refuse by itself.
    const subscription = subscribe({ url: 'http://127.0.0.1:2/graphql', transport, tries: 3 }, options);
    await expect(inTime(subscription.next(), () => 'the end')).rejects.toMatchObject({
      name: 'WireError',
      code: 'UNREACHABLE',
      message: expect.stringMatching(/3 times in a row.*ECONNREFUSED/),
    });
    expect(told).toEqual(['lost', 'lost']);
  },
);

it.each(WIRE_TRANSPORTS)('a key lets a program see over %s what others may not', async (transport) => {
  const { url, publish, key } = newswire();
  await publish(...named(`Key ${transport}`));
  const query = `subscription ($after: Cursor, $last: Int) {
    articlePublished(after: $after, last: $last) { cursor slug article { versions { version } } }
  }`;
  const own = await key('editor');
  const versionsWith = async (options: { key?: string }) => {
    const subscription = subscribe(
      { url: `${url}/graphql`, transport, ...options },
      { query, variables: { last: 1 } },
    );
    const [event] = await take<unknown>(subscription, 1);
    return event?.data;
  };
  const told = (versions: unknown[]) => ({ articlePublished: { article: { versions } } });
  expect(await versionsWith({})).toMatchObject(told([]));
  expect(await versionsWith({ key: own })).toMatchObject(told([{ version: 1 }]));
});
