/** Writes are whole or nothing, one after another in the order they were asked for, and seen when they are committed. */
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { ENGINE, temporaryDatabase } from '../support/database.ts';
import { brief, generateEdition } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';

const COUNTS =
  '{ articles { totalCount } photos { totalCount } quotes { totalCount } sections { path } changes(first: 1000) { events { slug } } }';
/** Inserting an article called "Seventh" fails. */
const REFUSE_SEVENTH = {
  sqlite:
    "CREATE TRIGGER refuse BEFORE INSERT ON articles WHEN new.headline = 'Seventh' BEGIN SELECT raise(ABORT, 'no seventh'); END",
  postgres: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no seventh'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON articles FOR EACH ROW WHEN (new.headline = 'Seventh') EXECUTE FUNCTION refuse()`,
};
const NOTHING = {
  articles: { totalCount: 0 },
  photos: { totalCount: 0 },
  quotes: { totalCount: 0 },
  sections: [],
  changes: { events: [] },
};

it('a write that throws leaves nothing, and those after it go on', async () => {
  const { newswire, client, publish } = await startNewswire();
  const { store } = newswire.newsroom;
  const failing = store.write(async (tx) => {
    await store.insertRows(tx, store.tables.sections, [{ parentId: null, name: 'A', slug: 'a', path: 'a' }]);
    throw new Error('thought better of it');
  });
  const next = publish(brief('Next'));
  await expect(failing).rejects.toThrow('thought better of it');
  expect(await next).toMatchObject([{ kind: 'SAVED' }]);
  expect(await client.data('{ sections { path } }')).toEqual({ sections: [{ path: 'news' }] });
});

it('a batch in which one article meets a fault is not published at all', async () => {
  const { client, newswire, runSql } = await startNewswire();
  await runSql(REFUSE_SEVENTH[ENGINE]);
  const batch = [...generateEdition({ seed: 5, count: 6 }), brief('Seventh'), brief('Eighth')];
  const publications = batch.map((content) => ({ content, by: null }));
  await expect(newswire.publish(publications)).rejects.toSatisfy((error) =>
    inspect(error).includes('no seventh'),
  );
  expect(await client.data(COUNTS)).toEqual(NOTHING);
});

it('nobody sees half of a write', async () => {
  const { newswire, client } = await startNewswire();
  const { store } = newswire.newsroom;
  let seen: unknown;
  await store.write(async (tx) => {
    await store.insertRows(tx, store.tables.sections, [{ parentId: null, name: 'A', slug: 'a', path: 'a' }]);
    seen = await store.db.select().from(store.tables.sections);
    expect(await tx.select().from(store.tables.sections)).toHaveLength(1);
    expect(await client.data(COUNTS)).toEqual(NOTHING);
  });
  expect(seen).toEqual([]);
  expect(await store.db.select().from(store.tables.sections)).toHaveLength(1);
});

it('writes at once come one after another, in the order they were asked for', async () => {
  const { newswire } = await startNewswire();
  const { store } = newswire.newsroom;
  const steps: string[] = [];
  await Promise.all(
    [1, 2, 3, 4].map((number) =>
      store.write(async (tx) => {
        steps.push(`${number} begins`);
        await tx.select().from(store.tables.sections);
        // Longer for those that came first.
        for (let turn = number; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        steps.push(`${number} ends`);
      }),
    ),
  );
  expect(steps).toEqual([1, 2, 3, 4].flatMap((number) => [`${number} begins`, `${number} ends`]));
});

it('the log’s numbers are the order of commits, without gaps, whichever of two servers wrote', async () => {
  const databaseUrl = await temporaryDatabase();
  const servers = [await startNewswire({ databaseUrl }), await startNewswire({ databaseUrl })] as const;
  const outcomes = await Promise.all(
    generateEdition({ seed: 6, count: 60 }).map((article, index) =>
      servers[index % 2 === 0 ? 0 : 1].publish(article),
    ),
  );
  const saved = outcomes.flat().flatMap((outcome) => (outcome.kind === 'SAVED' ? [outcome] : []));
  expect(saved.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(saved.map((_, index) => index + 1));
  const inOrder = saved.toSorted((a, b) => a.seq - b.seq).map(({ slug }) => ({ slug }));
  for (const { client } of servers) {
    expect(await client.data('{ changes(first: 1000) { events { slug } } }')).toEqual({
      changes: { events: inOrder },
    });
  }
});
