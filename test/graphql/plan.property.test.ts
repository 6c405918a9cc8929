/** Whatever is asked, a plan answers the bytes that graphql-js answers through Yoga, or leaves the answer to it. */
import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/graphql/plan.ts';
import { schema } from '../../src/graphql/schema.ts';
import {
  generateEdition,
  KEYWORDS,
  LANGUAGES,
  SECTION_PATHS,
  SOURCES,
  SPEAKERS,
  WORDS,
} from '../support/edition.ts';
import { useNewswire } from '../support/newswire.ts';
import { randomQuery } from '../support/queries.ts';
import { runs } from '../support/runs.ts';

const RUNS = runs(300);

const idOf = (type: string, number: number) => Buffer.from(`${type}:${number}`).toString('base64url');
const KNOWN = {
  path: [...SECTION_PATHS, 'none'],
  sections: SECTION_PATHS,
  keywords: KEYWORDS,
  languages: LANGUAGES,
  sources: SOURCES,
  speakers: SPEAKERS,
  speaker: SPEAKERS,
  query: [...WORDS, '"the bridge" OR café', ''],
  text: WORDS,
  search: WORDS,
  slug: ['none'],
  id: ['Article', 'Section', 'Photo', 'Quote'].map((type) => idOf(type, 1)),
  ids: ['Article', 'Section', 'Photo', 'Quote'].flatMap((type) =>
    [1, 2, 999].map((number) => idOf(type, number)),
  ),
};

describe('a plan', () => {
  /** Answers from memory would be of neither. */
  const environment = { NEWSWIRE_MAX_ANSWER_BYTES: '0' };
  const known: Record<string, readonly unknown[]> = { ...KNOWN };
  const newswire = useNewswire({ environment }, async ({ publish, client }) => {
    await publish(...generateEdition({ seed: 14, count: 60 }));
    const { articles } = await client.data<{ articles: { edges: { node: { slug: string } }[] } }>(
      '{ articles(first: 5) { edges { node { slug } } } }',
    );
    known['slug'] = [...articles.edges.map(({ node }) => node.slug), 'none'];
  });

  it('answers what graphql-js does through Yoga, byte for byte', async () => {
    const counts = { planned: 0, whole: 0 };
    const headers = { 'content-type': 'application/json' };
    await fc.assert(
      fc.asyncProperty(randomQuery(known), async (asked) => {
        const { newswire: made, url } = newswire();
        const init = { method: 'POST', headers, body: JSON.stringify(asked) };
        const expected = await made.fetch(new Request(`${url}/graphql`, init));
        const bytes = await expected.text();
        const isWhole = !('errors' in (JSON.parse(bytes) as object));
        // The first through the plugins, the others from the plan that was made then.
        for (let time = 1; time <= 3; time += 1) {
          const answer = await fetch(`${url}/graphql`, init);
          const text = await answer.text();
          expect(answer.status).toBe(expected.status);
          // Which of two errors takes all away is the one that comes first.
          if (isWhole) expect(text).toBe(bytes);
          else expect(JSON.parse(text)).toHaveProperty('errors');
        }
        if (!isWhole) return;
        counts.whole += 1;
        const plan = planOf(schema, parse(asked.query), null);
        const variables = plan?.variables(asked.variables) ?? null;
        if (plan === null || variables === null) return;
        const { newsroom } = made;
        const viewer = await newsroom.viewers.identify(null);
        const data = await plan.execute(
          { newsroom, reader: newsroom.reader, viewer, publicUrl: url },
          variables,
        );
        expect(JSON.stringify({ data })).toBe(bytes);
        counts.planned += 1;
      }),
      { ...RUNS, endOnFailure: true },
    );
    // It holds nothing where all is left to the other.
    expect(counts.whole).toBeGreaterThan(RUNS.numRuns / 4);
    expect(counts.planned).toBe(counts.whole);
  });
});
