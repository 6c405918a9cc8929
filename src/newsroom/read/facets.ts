/**
 * What the articles of a list are about: values with counts, each of which is how many the list would have with that value in
 * its filter too.
 */
import { and, count, countDistinct, eq, isNotNull, max, type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import { ancestorPaths } from '../../news/section.ts';
import { indexText } from '../../news/words.ts';
import type { MaybePromise } from '../../store/store.ts';
import { isSameSpeaker, type SpeakerName } from '../../news/quotes/speaker.ts';
import { andThen, groupBy } from './family.ts';
import { MAX_PAGE } from './page.ts';
import type { Reader } from './reader.ts';
import { namesOfSections } from './sections.ts';

export const FACETS = ['SECTION', 'KEYWORD', 'LANGUAGE', 'SOURCE', 'SPEAKER'] as const;
export type Facet = (typeof FACETS)[number];

/** The newest articles of a list that are counted: what counting costs grows with their number. */
export const COUNTED = 20_000;

export interface FacetCount {
  /** What ArticleFilter takes. */
  value: string;
  /** What a person reads. */
  label: string;
  count: number;
}

export interface FacetsAsked {
  by: Facet;
  /** 0 to 100. */
  first: number;
}

export type Facets = (asked: FacetsAsked) => MaybePromise<FacetCount[]>;

/** Articles that are counted: those of `name` and `params`. */
export interface Matching {
  /** Says all that `ids` depends on. */
  name: string;
  params: Record<string, unknown>;
  /** A select of their ids. */
  ids(): SQL;
  /** The reader's way to statements; the kept one where all of them are public. */
  prepare: Reader['statement'];
}

/** Most articles first, and those of one count by their values. Throws BAD_USER_INPUT. */
export function facetsOf(
  reader: Reader,
  matching: Matching,
  { by, first }: FacetsAsked,
): MaybePromise<FacetCount[]> {
  if (first < 0 || first > MAX_PAGE)
    throw badInput(`first is ${first}, and 0 to ${MAX_PAGE} values of a facet can be had.`);
  return andThen(COUNTS[by](reader, matching), (counts) =>
    counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, first),
  );
}

type Count = (reader: Reader, matching: Matching) => MaybePromise<FacetCount[]>;

const COUNTS: Record<Facet, Count> = {
  SECTION: countSections,
  KEYWORD: countKeywords,
  LANGUAGE: countLanguages,
  SOURCE: countSources,
  SPEAKER: countSpeakers,
};

/** What stands in a section below counts too, as in the filter. */
function countSections(reader: Reader, { name, params, ids, prepare }: Matching): MaybePromise<FacetCount[]> {
  const { db, tables } = reader.store;
  const { articles, sections } = tables;
  const statement = prepare(`sections counted:${name}`, () =>
    db
      .select({ value: sections.path, count: count() })
      .from(articles)
      .innerJoin(sections, eq(sections.id, articles.sectionId))
      .where(sql`${articles.id} in (${ids()})`)
      .groupBy(sections.path),
  );
  return andThen(statement(params), (rows) => {
    const counts = new Map<string, number>();
    for (const row of rows) for (const path of ancestorPaths(row.value)) add(counts, path, row.count);
    return andThen(namesOfSections(reader, [...counts.keys()]), (names) => {
      return [...counts].map(([value, many]) => ({ value, label: names.get(value) ?? value, count: many }));
    });
  });
}

/** The label is how the newest of the articles writes it. */
function countKeywords(reader: Reader, { name, params, ids, prepare }: Matching): MaybePromise<FacetCount[]> {
  const { db, tables } = reader.store;
  const { articles } = tables;
  const statement = prepare(`keywords counted:${name}`, () =>
    db
      .select({ id: articles.id, keywords: articles.keywords })
      .from(articles)
      .where(sql`${articles.id} in (${ids()})`),
  );
  return andThen(statement(params), (rows) => {
    const found = new Map<string, FacetCount>();
    const folded = new Map<string, string>();
    for (const { keywords } of rows.toSorted((a, b) => b.id - a.id)) {
      const ofArticle = new Set<string>();
      for (const label of keywords) {
        const value = folded.get(label) ?? indexText(label);
        folded.set(label, value);
        // What has no letters is nothing to look for.
        if (value === '' || ofArticle.has(value)) continue;
        ofArticle.add(value);
        const known = found.get(value);
        if (known === undefined) found.set(value, { value, label, count: 1 });
        else known.count += 1;
      }
    }
    return [...found.values()];
  });
}

/** A language counts for each that takes it, as ranges do in the filter: "en" for "en-GB", where both are there. */
function countLanguages(
  reader: Reader,
  { name, params, ids, prepare }: Matching,
): MaybePromise<FacetCount[]> {
  const { db, tables } = reader.store;
  const { articles } = tables;
  const statement = prepare(`languages counted:${name}`, () =>
    db
      .select({ value: articles.language, count: count() })
      .from(articles)
      .where(sql`${articles.id} in (${ids()})`)
      .groupBy(articles.language),
  );
  return andThen(statement(params), (rows) =>
    rows.map(({ value }) => {
      const taken = rows.filter((row) => row.value === value || row.value.startsWith(`${value}-`));
      return { value, label: languageName(value), count: taken.reduce((sum, row) => sum + row.count, 0) };
    }),
  );
}

function countSources(reader: Reader, { name, params, ids, prepare }: Matching): MaybePromise<FacetCount[]> {
  const { db, tables } = reader.store;
  const { articles } = tables;
  const statement = prepare(`sources counted:${name}`, () =>
    db
      .select({ value: articles.source, count: count() })
      .from(articles)
      .where(and(sql`${articles.id} in (${ids()})`, isNotNull(articles.source)))
      .groupBy(articles.source),
  );
  return andThen(statement(params), (rows) =>
    rows.flatMap(({ value, count: many }) => (value === null ? [] : [{ value, label: value, count: many }])),
  );
}

/**
 * A speaker counts for each article that the filter would take for the name, so also where the family name stands alone. That alone
 * is shown where no fuller name is, and its value is what some article says.
 */
function countSpeakers(reader: Reader, matching: Matching): MaybePromise<FacetCount[]> {
  const { name, params, ids, prepare } = matching;
  const { db, tables } = reader.store;
  const { quotes } = tables;
  const { articleId, speakerFamily: family, speakerGiven: given } = quotes;
  const statement = prepare(`speakers counted:${name}`, () =>
    db
      .select({
        family: sql<string>`${family}`,
        given: sql<string>`${given}`,
        label: sql<string>`${max(quotes.speaker)}`,
        count: countDistinct(articleId),
      })
      .from(quotes)
      .where(and(sql`${articleId} in (${ids()})`, isNotNull(family)))
      .groupBy(family, given),
  );
  return andThen(statement(params), (rows) => {
    const families = groupBy(rows, (row) => row.family);
    const shared = [...families.values()].filter((names) => names.length > 1).flat();
    return andThen(articlesOf(reader, matching, shared), (articles) =>
      rows.flatMap((row) => {
        const others = (families.get(row.family) ?? []).filter((other) => other !== row);
        if (others.some((other) => isFuller(other, row))) return [];
        const same = others.filter((other) => isSameSpeaker(row, other));
        const taken = [row, ...same].map((one) => articles.get(keyOf(one)) ?? []);
        const many = same.length === 0 ? row.count : new Set(taken.flat()).size;
        return [{ value: row.label, label: row.label, count: many }];
      }),
    );
  });
}

function isFuller(other: SpeakerName, { family, given }: SpeakerName): boolean {
  return other.given.length > given.length && given.length <= 1 && isSameSpeaker(other, { family, given });
}

function keyOf({ family, given }: SpeakerName): string {
  return `${family},${given}`;
}

/** Those in which each of the speakers is quoted, by `keyOf`: read where names share a family. */
function articlesOf(
  reader: Reader,
  { name, params, ids, prepare }: Matching,
  speakers: readonly SpeakerName[],
): MaybePromise<ReadonlyMap<string, number[]>> {
  if (speakers.length === 0) return new Map();
  const { store } = reader;
  const { articleId, speakerFamily, speakerGiven } = store.tables.quotes;
  const statement = prepare(`articles of speakers:${name}`, () =>
    store.db
      .selectDistinct({
        articleId,
        family: sql<string>`${speakerFamily}`,
        given: sql<string>`${speakerGiven}`,
      })
      .from(store.tables.quotes)
      .where(and(sql`${articleId} in (${ids()})`, store.among(speakerFamily, 'families'))),
  );
  const families = store.list([...new Set(speakers.map(({ family }) => family))]);
  return andThen(statement({ ...params, families }), (rows) => {
    const articles = new Map<string, number[]>();
    for (const row of rows) {
      const key = keyOf(row);
      const known = articles.get(key);
      if (known) known.push(row.articleId);
      else articles.set(key, [row.articleId]);
    }
    return articles;
  });
}

function add(counts: Map<string, number>, value: string, more: number): void {
  counts.set(value, (counts.get(value) ?? 0) + more);
}

const LANGUAGE_NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

function languageName(tag: string): string {
  try {
    return LANGUAGE_NAMES.of(tag) ?? tag;
  } catch {
    // As it came, and no language that anybody knows of.
    return tag;
  }
}
