/**
 * Whatever is published, singly, at once or in batches, and however often a subscriber loses its connection and resumes
 * after the last cursor it had: it hears each event once, in the order of the log.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ArticleContent } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import { type Client, type Transport, TRANSPORTS } from '../support/client.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { useNewswire } from '../support/newswire.ts';
import { runs } from '../support/runs.ts';
import type { Subscription } from '../support/subscription.ts';

interface Size {
  photos: number;
  quotes: number;
  urgency: number;
}
type Step =
  | { do: 'publish'; articles: Size[]; how: 'one batch' | 'all at once' | 'one after another' }
  | { do: 'read'; subscriber: number; count: number }
  | { do: 'drop'; subscriber: number; transport: Transport };

interface Told {
  told: { cursor: string; name: Record<string, string> };
}

/** `told`: what an article brings of the events that the subscription is about, by names that are met once. */
interface Kind {
  document: string;
  filter: Record<string, unknown> | null;
  told(name: string, size: Size): string[];
  name(event: Told): string;
}

const VARIABLES = '($after: Cursor, $filter: ArticleFilter)';
const ARGUMENTS = '(after: $after, filter: $filter)';

const articles: Kind = {
  document: `subscription ${VARIABLES} { told: articlePublished${ARGUMENTS} { cursor name: article { headline } } }`,
  filter: null,
  told: (name) => [name],
  name: ({ told }) => told.name['headline'] ?? '',
};
const photos: Kind = {
  document: `subscription ${VARIABLES} { told: photoPublished${ARGUMENTS} { cursor name: photo { caption } } }`,
  filter: null,
  told: (name, size) => Array.from({ length: size.photos }, (_, index) => `${name} photo ${index}`),
  name: ({ told }) => told.name['caption'] ?? '',
};
const quotes: Kind = {
  document: `subscription ${VARIABLES} { told: quotePublished${ARGUMENTS} { cursor name: quote { text } } }`,
  filter: null,
  told: (name, size) => Array.from({ length: size.quotes }, (_, index) => `${name} quote ${index},`),
  name: ({ told }) => told.name['text'] ?? '',
};
const urgent = (kind: Kind): Kind => ({
  ...kind,
  filter: { maxUrgency: 4 },
  told: (name, size) => (size.urgency <= 4 ? kind.told(name, size) : []),
});
const KINDS = [articles, photos, quotes, urgent(articles), urgent(photos), urgent(quotes)];

const size = fc.record({
  photos: fc.integer({ min: 0, max: 3 }),
  quotes: fc.integer({ min: 0, max: 3 }),
  urgency: fc.integer({ min: 1, max: 9 }),
});
const subscriber = fc.integer({ min: 0, max: KINDS.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    articles: fc.array(size, { minLength: 1, maxLength: 5 }),
    how: fc.constantFrom('one batch' as const, 'all at once' as const, 'one after another' as const),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), subscriber, count: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('drop' as const),
      subscriber,
      transport: fc.constantFrom(...TRANSPORTS),
    }),
  },
);

const newswire = useNewswire();

it('each event is heard once and in order, whatever was interrupted', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const { client, publish } = newswire();
      const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
      const heard = KINDS.map((kind, index) =>
        subscriberOf(client, { kind, after: logHead, transport: TRANSPORTS[index % 2] ?? 'SSE' }),
      );
      const expected: string[][] = KINDS.map(() => []);
      let made = 0;
      round += 1;

      async function publishAll(sizes: readonly Size[], how: string): Promise<void> {
        const all = sizes.map((each) => ({ each, name: `Round ${round} article ${(made += 1)}` }));
        const contents = all.map(({ each, name }) => contentOf(name, each));
        const outcomes =
          how === 'one batch'
            ? await publish(...contents)
            : how === 'all at once'
              ? (await Promise.all(contents.map((content) => publish(content)))).flat()
              : await contents.reduce(
                  async (before, content) => [...(await before), ...(await publish(content))],
                  publish(),
                );
        // The log's numbers say in which order those published at once came.
        const ordered = all
          .map((article, index) => ({ ...article, outcome: outcomes[index] }))
          .toSorted((a, b) => seqOf(a.outcome) - seqOf(b.outcome));
        for (const { name, each } of ordered) {
          for (const [index, kind] of KINDS.entries()) expected[index]?.push(...kind.told(name, each));
        }
      }

      for (const one of steps) {
        if (one.do === 'publish') await publishAll(one.articles, one.how);
        else {
          const listener = heard[one.subscriber];
          const waiting = (expected[one.subscriber]?.length ?? 0) - (listener?.names.length ?? 0);
          if (one.do === 'read') await listener?.read(Math.min(one.count, waiting));
          else await listener?.drop(one.transport);
        }
      }
      // Everyone hears the last one; what came twice would have come before it.
      await publishAll([{ photos: 1, quotes: 1, urgency: 1 }], 'one batch');
      for (const [index, listener] of heard.entries()) {
        const wanted = expected[index] ?? [];
        await listener.read(wanted.length - listener.names.length);
        expect(listener.names).toEqual(wanted);
        await listener.end();
      }
    }),
    runs(20),
  );
});

interface Listener {
  readonly names: string[];
  read(count: number): Promise<void>;
  /** Loses its connection and comes back by another. */
  drop(transport: Transport): Promise<void>;
  end(): Promise<void>;
}

function subscriberOf(
  client: Client,
  { kind, after, transport }: { kind: Kind; after: string; transport: Transport },
): Listener {
  const names: string[] = [];
  let cursor = after;
  const open = (by: Transport): Subscription<Told> =>
    client.subscribe<Told>(by, kind.document, { after: cursor, filter: kind.filter });
  let events = open(transport);
  return {
    names,
    async read(count) {
      for (const event of await events.take(count)) {
        names.push(kind.name(event));
        cursor = event.told.cursor;
      }
    },
    async drop(by) {
      await events.end();
      events = open(by);
    },
    end: () => events.end(),
  };
}

function contentOf(name: string, { photos: pictures, quotes: said, urgency }: Size): ArticleContent {
  return brief(name, {
    urgency,
    photos: Array.from({ length: pictures }, (_, index) =>
      photo('any', { caption: `${name} photo ${index}` }),
    ),
    blocks: [
      paragraph('It is so.'),
      ...Array.from({ length: said }, (_, index) =>
        paragraph(statement(`${name} quote ${index}`, 'Ilse Marnow')),
      ),
    ],
  });
}

function seqOf(outcome: { kind: string; seq?: number } | undefined): number {
  if (outcome?.kind !== 'SAVED' || outcome.seq === undefined) throw new Error('it was not published');
  return outcome.seq;
}
