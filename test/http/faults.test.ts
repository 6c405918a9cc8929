/** A fault of Newswire is logged whole and masked to clients; what clients can mend is told to them and not logged. */
import { expect, it } from 'vitest';
import { TRANSPORTS } from '../support/client.ts';
import { brief } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';

/** As SQLite and PostgreSQL say it. */
const NO_TABLE = /no such table|does not exist/;
const MASKED = 'Something went wrong in Newswire; it has been logged there.';

it('over HTTP: the client hears only that it happened', async () => {
  const { client, runSql, publish, takeFaults } = await startNewswire();
  await publish(brief('First'));
  await runSql('DROP TABLE quotes');
  const answer = await client.ask('{ articles { totalCount } quotes { edges { node { text } } } }');
  expect(answer.data).toBeNull();
  expect(answer.errors).toEqual([
    {
      message: MASKED,
      path: ['quotes'],
      locations: expect.anything(),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
  const [fault, ...more] = takeFaults();
  expect(more).toEqual([]);
  expect(fault?.err?.message).toMatch(NO_TABLE);
  expect(fault?.err?.stack).toMatch(/\/src\//);
});

it('what does not need what is broken goes on', async () => {
  const { client, runSql, publish } = await startNewswire();
  await publish(brief('First'));
  await runSql('DROP TABLE quotes');
  expect(await client.data('{ article(slug: "first") { headline } }')).toEqual({
    article: { headline: 'First' },
  });
});

it.each(TRANSPORTS)('over %s: the client hears only that it happened', async (transport) => {
  const { client, runSql, publish, takeFaults } = await startNewswire();
  await publish(brief('First'));
  await runSql('DROP TABLE quotes');
  const events = client.subscribe(
    transport,
    'subscription { articlePublished(last: 1) { article { quotes { edges { node { text } } } } } }',
  );
  expect(await events.refusal()).toMatchObject({ message: MASKED, code: 'INTERNAL_SERVER_ERROR' });
  expect(takeFaults().map(({ err }) => err?.message)).toEqual([expect.stringMatching(NO_TABLE)]);
});

it.each(TRANSPORTS)('over %s: what many subscribers meet together is logged once', async (transport) => {
  const { client, runSql, publish, takeFaults } = await startNewswire();
  await publish(brief('First'));
  await runSql('DROP TABLE article_parts');
  const document =
    'subscription { articlePublished(last: 1) { article { photos { edges { node { url } } } } } }';
  const all = Array.from({ length: 5 }, () => client.subscribe(transport, document));
  for (const events of all) expect(await events.refusal()).toMatchObject({ message: MASKED });
  expect(takeFaults().map(({ err }) => err?.message)).toEqual([expect.stringMatching(NO_TABLE)]);
});

it('a write that meets a fault is masked, logged, and leaves nothing', async () => {
  const { client, runSql, key, takeFaults } = await startNewswire();
  const editor = await key('editor');
  await runSql('ALTER TABLE article_versions RENAME TO elsewhere');
  const answer = await client.ask(
    'mutation { publishArticle(input: { headline: "Half", section: "a", paragraphs: ["b"] }) { __typename } }',
    {},
    { key: editor },
  );
  expect(answer.errors).toMatchObject([{ message: MASKED }]);
  expect(takeFaults().map(({ err }) => err?.message)).toEqual([expect.stringMatching(NO_TABLE)]);
  await runSql('ALTER TABLE elsewhere RENAME TO article_versions');
  expect(
    await client.data('{ articles { totalCount } sections { path } changes { events { slug } } }'),
  ).toEqual({
    articles: { totalCount: 0 },
    sections: [],
    changes: { events: [] },
  });
});

it('a store that cannot be read is not ready', async () => {
  const { url, runSql, takeFaults } = await startNewswire();
  await runSql('ALTER TABLE stretches RENAME TO elsewhere');
  const response = await fetch(`${url}/ready`);
  expect([response.status, await response.text()]).toEqual([503, 'the store cannot be read\n']);
  expect(takeFaults().length).toBeGreaterThan(0);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await runSql('ALTER TABLE elsewhere RENAME TO stretches');
  expect((await fetch(`${url}/ready`)).status).toBe(200);
  takeFaults();
});
