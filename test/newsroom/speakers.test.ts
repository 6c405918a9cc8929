/** One speaker is one, by whatever name: lists, filters, the log and subscriptions agree on who is meant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleContent } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import { isSameSpeaker, speakerName } from '../../src/news/quotes/speaker.ts';
import { TRANSPORTS } from '../support/client.ts';
import type { Connection } from '../support/documents.ts';
import { brief, statement } from '../support/edition.ts';
import { useNewswire } from '../support/newswire.ts';
import { runs, seed } from '../support/runs.ts';
import { oddText } from '../news/words-odd-text.ts';

const BIDENS = [
  'US President Joe Biden',
  'Joe Biden',
  'Biden',
  'Jill Biden',
  'J. Biden',
  'Joseph R. Biden Jr.',
];
const NAMES = [
  ...BIDENS,
  'Émile Vautrin',
  'Minister Emile Vautrin',
  'the White House',
  'House',
  'Kim Jong Un',
  'KIM JONG-UN',
  'Kim',
  'Xi Jinping',
  'spokeswoman for the harbour',
  '?',
] as const;

const named = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: oddText },
);
const asWritten = fc
  .tuple(named, fc.nat({ max: 3 }))
  .map(([name, how]) =>
    how === 1
      ? name.toUpperCase()
      : how === 2
        ? name.normalize('NFD').replace(/\p{M}/gu, '')
        : how === 3
          ? `  ${name}, `
          : name,
  );

const WORDS = 'Words of many';

function saidIn(speakers: readonly string[], index: number): ArticleContent {
  return brief(`Said ${index}`, {
    blocks: [paragraph(WORDS)],
    quotes: speakers.map((speaker, at) => ({
      text: WORDS.slice(at, at + 1),
      type: 'DIRECT',
      speaker,
      speakerRole: null,
      cue: null,
      via: null,
      paragraph: 0,
      start: at,
      end: at + 1,
    })),
  });
}

interface Quote {
  id: string;
  speaker: string | null;
  article: { id: string };
}

interface Answers {
  all: Connection<Quote>;
  quotes: Connection<Quote>;
  articles: { edges: { node: { id: string } }[]; totalCount: number };
  changes: { events: { articleId: string }[] };
}

const ASKED = `query ($speaker: String!, $speakers: [String!]!) {
  all: quotes(first: 100) { totalCount edges { node { ...Q } } }
  quotes(speaker: $speaker, first: 100) { totalCount edges { node { ...Q } } }
  articles(filter: { speakers: $speakers }, first: 100) { totalCount edges { node { id } } }
  changes(filter: { speakers: $speakers }, first: 100) { events { articleId } }
}
fragment Q on Quote { id speaker article { id } }`;

describe('whoever is asked for', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    const lists = fc.sample(fc.array(asWritten, { maxLength: 3 }), { numRuns: 35, seed });
    await publish(...lists.map(saidIn));
  });

  it('is found in lists, filters and the log by the same rule', async () => {
    const { client } = newswire();
    let found = 0;
    await fc.assert(
      fc.asyncProperty(asWritten, asWritten, async (speaker, other) => {
        const answers = await client.data<Answers>(ASKED, { speaker, speakers: [speaker, other] });
        const all = answers.all.edges.map(({ node }) => node);
        expect(all).toHaveLength(answers.all.totalCount);
        const by = (asked: string) =>
          all.filter((quote) => isSameSpeaker(speakerName(asked), speakerName(quote.speaker ?? '')));
        expect(answers.quotes.edges.map(({ node }) => node)).toEqual(by(speaker));
        expect(answers.quotes.totalCount).toBe(by(speaker).length);
        const articles = new Set([...by(speaker), ...by(other)].map(({ article }) => article.id));
        const listed = answers.articles.edges.map(({ node }) => node.id);
        expect([new Set(listed), answers.articles.totalCount]).toEqual([articles, articles.size]);
        expect(new Set(answers.changes.events.map(({ articleId }) => articleId))).toEqual(articles);
        found += by(speaker).length;
      }),
      runs(80),
    );
    expect(found).toBeGreaterThan(40);
  });

  it.each(TRANSPORTS)('is heard by the same rule: %s', async (transport) => {
    const { client } = newswire();
    for (const speaker of ['Biden', 'Joe Biden', 'J. Biden', 'emile vautrin', 'Kim']) {
      const { quotes } = await client.data<Answers>(ASKED, { speaker, speakers: [] });
      const heard = client.subscribe<{ quotePublished: { quoteId: string } }>(
        transport,
        'subscription ($speaker: String!) { quotePublished(speaker: $speaker, last: 100) { quoteId } }',
        { speaker },
      );
      const ids = (await heard.take(quotes.totalCount)).map(({ quotePublished }) => quotePublished.quoteId);
      expect(new Set(ids)).toEqual(new Set(quotes.edges.map(({ node }) => node.id)));
    }
  });
});

describe('“Biden”', () => {
  const newswire = useNewswire();

  it('is the president and whoever bears the name; a first name tells which', async () => {
    const { client, publish } = newswire();
    const { logHead: after } = await client.data<{ logHead: string }>('{ logHead }');
    const heard = client.subscribe<{ quotePublished: { quote: { speaker: string } } }>(
      'SSE',
      `subscription ($after: Cursor) {
        quotePublished(speaker: "Joe Biden", after: $after) { quote { speaker } }
      }`,
      { after },
    );
    const told = ['US President Joe Biden', 'Jill Biden', 'Joe Biden', 'Biden', 'Joe Bidentown'];
    await publish(
      ...told.map((name, index) =>
        brief(`Of ${name}`, { blocks: [paragraph(statement(`We said it ${index}`, name))] }),
      ),
    );
    const by = async (speaker: string) => {
      const { quotes } = await client.data<{ quotes: Connection<Quote> }>(
        'query ($speaker: String!) { quotes(speaker: $speaker) { edges { node { speaker } } } }',
        { speaker },
      );
      return quotes.edges.map(({ node }) => node.speaker).toReversed();
    };
    for (const name of ['Biden', 'BIDEN', 'Mr. Biden', 'President Biden'])
      expect(await by(name)).toEqual(['Joe Biden', 'Jill Biden', 'Joe Biden', 'Biden']);
    for (const name of ['Joe Biden', 'joseph biden', 'US President Joe Biden', 'Joseph R. Biden, Jr.'])
      expect(await by(name)).toEqual(['Joe Biden', 'Joe Biden', 'Biden']);
    expect(await by('Jill Biden')).toEqual(['Jill Biden', 'Biden']);
    expect(await by('Joe')).toEqual([]);
    expect((await heard.take(3)).map(({ quotePublished }) => quotePublished.quote.speaker)).toEqual([
      'Joe Biden',
      'Joe Biden',
      'Biden',
    ]);
  });
});
