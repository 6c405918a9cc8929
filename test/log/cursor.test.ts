/** A cursor that the log cannot go on from is refused with a code that says why, wherever it is given. */
import { describe, expect, it } from 'vitest';
import { type Client, TRANSPORTS } from '../support/client.ts';
import { brief, photo } from '../support/edition.ts';
import { type Running, startNewswire, useNewswire } from '../support/newswire.ts';

const CHANGES = 'query ($after: Cursor) { changes(after: $after) { endCursor events { slug } } }';
const SUBSCRIPTIONS = [
  'subscription ($after: Cursor) { articlePublished(after: $after) { cursor } }',
  'subscription ($after: Cursor) { articleChanged(after: $after) { cursor } }',
  'subscription ($after: Cursor) { photoPublished(after: $after) { cursor } }',
  'subscription ($after: Cursor) { quotePublished(after: $after) { cursor } }',
];

interface Refusal {
  code: string | undefined;
  message: string;
  oldest: string | undefined;
}

/** By `changes`, and by every subscription over every transport. */
async function refusals(client: Client, after: string): Promise<Refusal[]> {
  const pulled = await client.ask(CHANGES, { after });
  const [error] = pulled.errors;
  const all: Refusal[] = [
    { code: error?.extensions?.code, message: error?.message ?? '', oldest: error?.extensions?.oldest },
  ];
  for (const transport of TRANSPORTS) {
    for (const document of SUBSCRIPTIONS) {
      const subscription = client.subscribe(transport, document, { after });
      all.push(await subscription.refusal());
      await subscription.end();
    }
  }
  return all;
}

async function head({ client }: Running): Promise<string> {
  return (await client.data<{ logHead: string }>('{ logHead }')).logHead;
}

/** The same stretch, another place. */
function moved(cursor: string, by: number): string {
  const [stretch, seq] = Buffer.from(cursor, 'base64url').toString().split('.');
  return Buffer.from(`${stretch}.${Number(seq) + by}`).toString('base64url');
}

const articles = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    brief(`Item ${index + 1}`, { photos: [photo(`item-${index}`)] }),
  );

describe('on a log with ten rows', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(...articles(10));
  });

  it.each([
    ['empty', ''],
    ['no cursor', 'yesterday'],
    ['of a page of articles', Buffer.from('n:1.2').toString('base64url')],
    ['without a number', Buffer.from('abcdefgh.').toString('base64url')],
    ['with a negative number', Buffer.from('abcdefgh.-1').toString('base64url')],
    ['endless', 'QUJD'.repeat(2_000)],
  ])('one that is %s is BAD_CURSOR', async (_what, after) => {
    for (const { code, message } of await refusals(newswire().client, after)) {
      expect(code).toBe('BAD_CURSOR');
      expect(message).toMatch(/is not a cursor of a publication log: use one that/);
    }
  });

  it('one that is ahead of the log is CURSOR_IN_FUTURE', async () => {
    const ahead = moved(await head(newswire()), 1);
    for (const { code, message } of await refusals(newswire().client, ahead)) {
      expect(code).toBe('CURSOR_IN_FUTURE');
      expect(message).toMatch(/place 11.*come to 10/);
    }
  });

  it('one of another store is CURSOR_OTHER_LOG', async () => {
    const other = await startNewswire();
    await other.publish(...articles(3));
    for (const { code, message } of await refusals(newswire().client, await head(other))) {
      expect(code).toBe('CURSOR_OTHER_LOG');
      expect(message).toMatch(/another log.*subscribe after logHead/);
    }
  });
});

it('one whose rows are gone is CURSOR_EXPIRED, and tells the oldest from which to go on', async () => {
  const newswire = await startNewswire();
  const { client, publish, runSql } = newswire;
  const start = await head(newswire);
  await publish(...articles(10));
  await runSql('DELETE FROM log WHERE seq <= 6');

  for (const after of [start, moved(start, 5)]) {
    const all = await refusals(client, after);
    expect(new Set(all.map(({ code }) => code))).toEqual(new Set(['CURSOR_EXPIRED']));
    for (const { message, oldest } of all) {
      expect(message).toMatch(/oldest row is 7.*extensions\.oldest/);
      expect(await client.data(CHANGES, { after: oldest })).toMatchObject({
        changes: { events: [7, 8, 9, 10].map((index) => ({ slug: `item-${index}` })) },
      });
    }
  }
  // Nothing is missing after this one.
  expect(await client.data(CHANGES, { after: moved(start, 6) })).toMatchObject({
    changes: { events: [7, 8, 9, 10].map((index) => ({ slug: `item-${index}` })) },
  });
});
