/** The log with NEWSWIRE_LOG_RETENTION: it loses its oldest rows, never its place, and nobody steps over a gap unseen. */
import { expect, it } from 'vitest';
import { readConfig } from '../../src/newswire.ts';
import { temporaryDatabase } from '../support/database.ts';
import { brief } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { until } from '../support/until.ts';

const DAY = 86_400_000;
const CHANGES = 'query ($after: Cursor) { logHead changes(after: $after) { endCursor events { slug } } }';

interface Answer {
  logHead: string;
  changes: { endCursor: string; events: { slug: string }[] };
}

it('rows that are too old go, the newest stays whatever its age, and numbers and cursors go on from it', async () => {
  const databaseUrl = await temporaryDatabase();
  let now = Date.now() - 10 * DAY;
  const before = await startNewswire({ databaseUrl, now: () => now });
  const { logHead: start } = await before.client.data<Answer>(CHANGES);
  await before.publish(brief('First'));
  await before.publish(brief('Second'));
  const { logHead: atEnd } = await before.client.data<Answer>(CHANGES);
  await before.close();

  now = Date.now();
  const environment = { NEWSWIRE_LOG_RETENTION: '7d' };
  const after = await startNewswire({ databaseUrl, now: () => now, environment });
  const rows = async () => (await after.runSql('select seq from log')).length;
  let left = await rows();
  await until(() => {
    void rows().then((count) => (left = count));
    return left === 1;
  }, 'the first row to go');

  const refused = await after.client.ask(CHANGES, { after: start });
  const { code, oldest } = refused.errors[0]?.extensions ?? {};
  expect(code).toBe('CURSOR_EXPIRED');
  expect((await after.client.data<Answer>(CHANGES, { after: oldest })).changes.events).toEqual([
    { slug: 'second' },
  ]);
  expect((await after.client.data<Answer>(CHANGES)).logHead).toBe(atEnd);
  await after.publish(brief('Third'));
  expect((await after.client.data<Answer>(CHANGES, { after: atEnd })).changes.events).toEqual([
    { slug: 'third' },
  ]);
});

it('a subscriber whose rows go while it reads is told so, and steps over nothing', async () => {
  const databaseUrl = await temporaryDatabase();
  const before = await startNewswire({ databaseUrl });
  const { logHead } = await before.client.data<Answer>(CHANGES);
  await before.publish(...Array.from({ length: 300 }, (_, index) => brief(`Number ${index}`)));
  await before.close();

  // Its window on the log begins after them.
  const { newswire, runSql } = await startNewswire({ databaseUrl });
  const events = (await newswire.newsroom.events.published({ after: logHead }))[Symbol.asyncIterator]();
  const next = async () => ((await events.next()) as { value: { slug: string } }).value.slug;
  const heard = [await next()];
  await runSql('delete from log where seq <= 290');
  const rest = async () => {
    for (;;) heard.push(await next());
  };
  await expect(rest()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
  expect(heard).toEqual(Array.from({ length: heard.length }, (_, index) => `number-${index}`));
  expect(heard.length).toBeLessThan(300);
});

it.each(['a week', '7', '0d', '-1d', '1m'])('a retention of "%s" is refused', (text) => {
  expect(() => readConfig({ NEWSWIRE_LOG_RETENTION: text })).toThrow(
    `NEWSWIRE_LOG_RETENTION is "${text}": give "forever", or days or hours, such as 30d or 12h.`,
  );
});
