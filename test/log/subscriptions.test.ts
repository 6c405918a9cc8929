/** Subscribers hear of what is published, in order, as their arguments ask, over WebSocket and SSE alike. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { type Client, TRANSPORTS } from '../support/client.ts';
import { brief, generateEdition, photo, statement } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { until } from '../support/until.ts';

interface Published {
  articlePublished: { cursor: string; slug: string };
}

const PUBLISHED = `subscription ($filter: ArticleFilter, $after: Cursor, $last: Int) {
  articlePublished(filter: $filter, after: $after, last: $last) { cursor slug }
}`;

const MANY = Array.from({ length: 501 }, () => 'news');

async function head(client: Client): Promise<string> {
  return (await client.data<{ logHead: string }>('{ logHead }')).logHead;
}

function slugs(events: readonly Published[]): string[] {
  return events.map(({ articlePublished }) => articlePublished.slug);
}

describe.each(TRANSPORTS)('over %s', (transport) => {
  it('an event says what was published, with the article as it is', async () => {
    const { client, publish } = await startNewswire();
    const events = client.subscribe(
      transport,
      `subscription ($after: Cursor) { articleChanged(after: $after) {
        cursor at kind articleId slug version removedIds note
        article { id slug headline section { path } leadPhoto { caption } quotes { edges { node { text speaker } } } }
      } }`,
      { after: await head(client) },
    );
    await publish(
      brief('The gate is open', {
        blocks: [paragraph(statement('We counted the boats twice', 'Ilse Marnow'))],
        photos: [photo('gate')],
      }),
    );
    const { article } = await client.data<{ article: { id: string } }>(
      '{ article(slug: "the-gate-is-open") { id } }',
    );
    expect(await events.next()).toEqual({
      articleChanged: {
        cursor: await head(client),
        at: expect.stringMatching(/Z$/),
        kind: 'PUBLISHED',
        articleId: article.id,
        slug: 'the-gate-is-open',
        version: 1,
        removedIds: [],
        note: null,
        article: {
          id: article.id,
          slug: 'the-gate-is-open',
          headline: 'The gate is open',
          section: { path: 'news/valley' },
          leadPhoto: { caption: 'Picture gate' },
          quotes: { edges: [{ node: { text: 'We counted the boats twice,', speaker: 'Ilse Marnow' } }] },
        },
      },
    });
  });

  it('without after and last it is live only', async () => {
    const { client, publish } = await startNewswire();
    await publish(brief('Before'));
    const events = client.subscribe<Published>(transport, PUBLISHED);
    // The protocols do not say when a subscription stands: the first that is heard tells.
    let probes = 0;
    let heard: Published | null = null;
    const first = events.next().then((event) => (heard = event));
    await until(async () => {
      if (heard !== null) return true;
      await publish(brief(`Probe ${(probes += 1)}`));
      return false;
    }, 'a publication to be heard');
    const probe = Number(/^probe-(\d+)$/.exec((await first).articlePublished.slug)?.[1]);
    await publish(brief('After'));
    const rest = await events.take(probes - probe + 1);
    expect(slugs(rest)).toEqual([
      ...Array.from({ length: probes - probe }, (_, index) => `probe-${probe + 1 + index}`),
      'after',
    ]);
  });

  it('last begins with the newest that match, oldest first, and goes on live', async () => {
    const { client, publish } = await startNewswire();
    const edition = generateEdition({ seed: 71, count: 20 });
    const outcomes = await publish(...edition);
    const breaking = outcomes.flatMap((outcome, index) =>
      outcome.kind === 'SAVED' && (edition[index]?.urgency ?? 9) <= 2 ? [outcome.slug] : [],
    );
    expect(breaking.length).toBeGreaterThan(2);
    const filter = { breaking: true };
    const two = client.subscribe<Published>(transport, PUBLISHED, { last: 2, filter });
    const all = client.subscribe<Published>(transport, PUBLISHED, { last: 100, filter });
    expect(slugs(await two.take(2))).toEqual(breaking.slice(-2));
    expect(slugs(await all.take(breaking.length))).toEqual(breaking);
    await publish(brief('Routine'), brief('Urgent', { urgency: 1 }));
    for (const events of [two, all]) expect(slugs([await events.next()])).toEqual(['urgent']);
  });

  it('what last gave can be resumed after', async () => {
    const { client, publish } = await startNewswire();
    await publish(...generateEdition({ seed: 72, count: 10 }));
    const events = client.subscribe<Published>(transport, PUBLISHED, { last: 4 });
    const [first, ...rest] = await events.take(4);
    await events.end();
    const again = client.subscribe<Published>(transport, PUBLISHED, {
      after: first?.articlePublished.cursor,
    });
    expect(await again.take(3)).toEqual(rest);
  });

  it.each([
    ['last together with after', { last: 1, after: 'HEAD' }, /Both after and last are given/],
    ['fewer than none', { last: -1 }, /last is -1, and a subscription begins with 0 to 100/],
    ['more than 100', { last: 101 }, /last is 101/],
    ['too much of a filter', { filter: { sections: MANY } }, /501 values, and the limit is 500/],
  ])('cannot begin with %s', async (_what, args, message) => {
    const { client } = await startNewswire();
    const after = 'after' in args ? await head(client) : undefined;
    const refusal = await client.subscribe(transport, PUBLISHED, { ...args, after }).refusal();
    expect(refusal.message).toMatch(message);
    expect(['BAD_USER_INPUT', 'LIMIT_EXCEEDED']).toContain(refusal.code);
  });

  it('a filter takes only what it means', async () => {
    const wanted = [
      [{ sections: ['sport'] }, ['rowing']],
      [{ sections: ['sport', 'news/valley'], not: { text: 'lost' } }, ['rowing', 'lamp', 'said']],
      [{ text: 'regatta -lost' }, ['rowing']],
      [{ text: '"picture lamp"' }, ['lamp']],
      [{ speakers: ['EMILE VAUTRIN'] }, ['said']],
      [{ breaking: true }, ['lamp']],
      [{ hasPhoto: true, maxUrgency: 3 }, ['lamp']],
    ] as const;
    const { client, publish } = await startNewswire();
    const after = await head(client);
    const subscriptions = wanted.map(([filter]) =>
      client.subscribe<Published>(transport, PUBLISHED, { filter, after }),
    );
    await publish(
      brief('Rowing', {
        section: breadcrumbOfPath('sport/rowing/eights'),
        blocks: [paragraph('The regatta was won.')],
      }),
      brief('Lamp', { urgency: 1, photos: [photo('lamp')] }),
      brief('Said', { blocks: [paragraph(statement('The lamp was lit', 'Émile Vautrin'))] }),
      brief('Other', { blocks: [paragraph('The regatta was lost.')] }),
    );
    // Every filter takes this one: nothing came between.
    await publish(
      brief('End', {
        section: breadcrumbOfPath('sport'),
        urgency: 1,
        blocks: [paragraph(`The regatta. ${statement('It is over', 'Émile Vautrin')}`)],
        photos: [photo('lamp')],
      }),
    );
    for (const [index, [filter, expected]] of wanted.entries()) {
      const heard = await subscriptions[index]?.take(expected.length + 1);
      expect(slugs(heard ?? []), JSON.stringify(filter)).toEqual([...expected, 'end']);
    }
  });
});

it('SSE and WebSocket hear the same', async () => {
  const { client, publish } = await startNewswire();
  const after = await head(client);
  const [one, other] = TRANSPORTS.map((transport) =>
    client.subscribe<Published>(transport, PUBLISHED, { after }),
  );
  await publish(...generateEdition({ seed: 73, count: 30 }));
  expect(await one?.take(30)).toEqual(await other?.take(30));
});
