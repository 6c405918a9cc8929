/**
 * No query walks over a large table whole: each statement is looked at by the plan that the engine has for it, however few rows
 * there are now. Walking along an index is what pages and counts do.
 */
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ENGINE, runSql } from '../support/database.ts';
import { ALL_OF_ARTICLE } from '../support/documents.ts';
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
import { LISTS, partsOf, walk } from '../support/pages.ts';
import { randomQuery } from '../support/queries.ts';

/** Grow with the news. */
const LARGE =
  'articles|article_parts|article_sections|article_keywords|article_versions|article_terms_\\w+|quote_terms_\\w+|article_words|quote_words|photos|quotes|log';
const FILTERS = [
  { sections: ['news'] },
  { keywords: ['weir'] },
  { languages: ['en'] },
  { sources: [SOURCES[0]] },
  { speakers: [SPEAKERS[0]] },
  { text: 'bridge' },
  { breaking: true },
  { maxUrgency: 3 },
  { publishedAfter: '2026-10-01T00:00:00Z', publishedBefore: '2026-10-09T00:00:00Z' },
  { hasPhoto: true, not: { keywords: ['weir'] } },
];
const FILTERED = `query ($filter: ArticleFilter) {
  articles(filter: $filter, first: 5) { totalCount edges { node { slug } } facets(by: KEYWORD) { count } }
  oldest: articles(filter: $filter, orderBy: OLDEST, first: 5) { edges { node { slug } } }
  updated: articles(filter: $filter, orderBy: UPDATED, first: 5) { edges { node { slug } } }
  section(path: "news") { articles(filter: $filter, first: 5) { totalCount edges { node { slug } } } }
  photos(filter: $filter, first: 5) { totalCount edges { node { url } } }
  quotes(filter: $filter, first: 5) { totalCount edges { node { text } } }
  search(query: "bridge", filter: $filter, first: 5) { totalCount edges { node { slug } } facets(by: SECTION) { count } }
  changes(filter: $filter, first: 5) { events { slug } }
}`;

describe('statements of queries', () => {
  const statements = new Set<string>();
  const environment = { NEWSWIRE_MAX_ANSWER_BYTES: '0' };
  const trace = (statement: string) => statements.add(statement);
  const newswire = useNewswire({ environment, trace }, async ({ publish }) => {
    await publish(...generateEdition({ seed: 7, count: 60 }));
  });

  it('go by indexes', async () => {
    const { client, databaseUrl, key } = newswire();
    const editor = await key('editor');
    statements.clear();
    const { articles } = await client.data<{ articles: { edges: { node: { slug: string } }[] } }>(
      '{ articles(first: 1) { edges { node { slug } } } }',
    );
    const slug = articles.edges[0]?.node.slug ?? '';
    await client.data(`{ article(slug: "${slug}") ${ALL_OF_ARTICLE} }`, {}, { key: editor });
    for (const list of [...LISTS, ...partsOf(slug)]) {
      await walk(client, list, { size: 30 });
      await walk(client, list, { size: 30, backward: true });
    }
    for (const filter of FILTERS) await client.data(FILTERED, { filter });
    await client.data(
      '{ desk(state: DRAFT) { totalCount edges { node { slug } } facets(by: SPEAKER) { count } } }',
      {},
      { key: editor },
    );
    const known = {
      slug: [slug],
      path: SECTION_PATHS,
      sections: SECTION_PATHS,
      keywords: KEYWORDS,
      languages: LANGUAGES,
      sources: SOURCES,
      speakers: SPEAKERS,
      query: WORDS,
      text: WORDS,
    };
    for (const asked of fc.sample(randomQuery(known), { numRuns: 150, seed: 7 }))
      await client.ask(asked.query, asked.variables);

    const selects = [...statements].filter((statement) => /^\s*(select|with)\b/i.test(statement));
    expect(selects.length).toBeGreaterThan(80);
    const walking: string[] = [];
    for (const [statement, plan] of await plansOf(databaseUrl, selects)) {
      const wrong = plan.filter((step) => walksOver(statement, step));
      if (wrong.length > 0) walking.push(`${statement}\n  ${wrong.join('\n  ')}`);
    }
    expect(walking.join('\n\n')).toBe('');
  });

  it('are seen where they do not', async () => {
    const { databaseUrl } = newswire();
    const walking = [
      `select slug from articles where byline = 'Nobody'`,
      `select a.slug from "articles" "a" where a.byline = 'Nobody'`,
    ];
    for (const [statement, plan] of await plansOf(databaseUrl, walking)) {
      expect(plan.some((step) => walksOver(statement, step))).toBe(true);
    }
  });
});

/** Under whatever name the statement has the table. */
function walksOver(statement: string, step: string): boolean {
  const renamed = [...statement.matchAll(new RegExp(`"?\\b(?:${LARGE})"? (?:as )?"(\\w+)"`, 'g'))].map(
    ([, name]) => name,
  );
  const tables = [LARGE, ...renamed].join('|');
  const walk = ENGINE === 'sqlite' ? `^SCAN (?:${tables})$` : `Seq Scan on (?:\\w+\\.)?(?:${LARGE})\\b`;
  return new RegExp(walk).test(step);
}

type Plans = Map<string, string[]>;

/** Of each statement its steps, in words. */
async function plansOf(databaseUrl: string, statements: readonly string[]): Promise<Plans> {
  if (ENGINE === 'postgres') return explainOnPostgres(databaseUrl, statements);
  const plans: Plans = new Map();
  for (const statement of statements) {
    const steps = await runSql(databaseUrl, `explain query plan ${statement.replaceAll('?', 'null')}`);
    plans.set(
      statement,
      steps.map((step) => (step as { detail: string }).detail),
    );
  }
  return plans;
}

/** So that only what has no other way is walked over, as few as the rows are here. */
async function explainOnPostgres(databaseUrl: string, statements: readonly string[]): Promise<Plans> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query('set enable_seqscan = off');
    const plans: Plans = new Map();
    for (const statement of statements) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${statement}`);
      plans.set(
        statement,
        rows.map((row) => row['QUERY PLAN']),
      );
    }
    return plans;
  } finally {
    await client.end();
  }
}
