/**
 * ArticleFilter, defined once and read twice: as a condition on rows, and as a predicate on an event. Each field below
 * says both; a property test holds them to the same answer. Fields are joined by AND, the values of a list by OR: an
 * empty list takes nothing.
 */
import { and, type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { NewswireError } from '../errors.ts';
import { BREAKING_URGENCY } from '../news/article.ts';
import { canonicalLanguage } from '../news/language.ts';
import { parseSearch } from '../news/search-query.ts';
import { ancestorPaths, pathOf, breadcrumbOfPath } from '../news/section.ts';
import { matches, type SearchableWords } from '../news/searchable.ts';
import { speakerName } from '../news/quotes/speaker.ts';
import { indexText } from '../news/words.ts';
import type { Store } from '../store/store.ts';
import { isAmong, isByAnyOf, listOfAsked, type Speakers } from './speakers.ts';

export interface ArticleFilter {
  sections?: readonly string[] | null | undefined;
  keywords?: readonly string[] | null | undefined;
  languages?: readonly string[] | null | undefined;
  sources?: readonly string[] | null | undefined;
  speakers?: readonly string[] | null | undefined;
  text?: string | null | undefined;
  breaking?: boolean | null | undefined;
  maxUrgency?: number | null | undefined;
  /** Milliseconds since 1970, inclusive. */
  publishedAfter?: number | null | undefined;
  /** Milliseconds since 1970, exclusive. */
  publishedBefore?: number | null | undefined;
  hasPhoto?: boolean | null | undefined;
  not?: ArticleFilter | null | undefined;
}

/** What the predicate reads of an article. */
export interface Facts {
  sectionPath: string;
  /** Folded. */
  keywords: ReadonlySet<string>;
  language: string;
  source: string | null;
  speakers(): Speakers;
  urgency: number;
  publicAt: number;
  hasPhoto: boolean;
  words(): SearchableWords;
}

export type Predicate = (facts: Facts) => boolean;

/** One field of the filter. */
interface Criterion<Value> {
  /** The condition; the bound value stands behind the placeholder `name`. */
  sql(store: Store, name: string, value: Value): SQL;
  /** The value as it is bound; a criterion without it, or that gives undefined, writes its value into the statement. */
  bind?(store: Store, value: Value): unknown;
  test(value: Value): Predicate;
}

type FieldName = Exclude<keyof ArticleFilter, 'not'>;
type Criteria = { [Name in FieldName]-?: Criterion<NonNullable<ArticleFilter[Name]>> };

const CRITERIA: Criteria = {
  sections: {
    sql: ({ tables: { articles, sections }, each }, name) =>
      sql`${articles.sectionId} in (select ${sections.id} from ${sections}, ${each(name, 'wanted', 'text')} where ${sections.path} = wanted.value or substr(${sections.path}, 1, length(wanted.value) + 1) = wanted.value || '/')`,
    bind: (store, paths) => store.list(paths.map(sectionPath)),
    test(paths) {
      const wanted = new Set(paths.map(sectionPath));
      return (facts) => ancestorPaths(facts.sectionPath).some((path) => wanted.has(path));
    },
  },
  keywords: {
    sql: ({ tables: { articles, articleKeywords }, among }, name) =>
      sql`${articles.id} in (select ${articleKeywords.articleId} from ${articleKeywords} where ${among(articleKeywords.keyword, name)})`,
    bind: (store, keywords) => store.list(keywords.map((keyword) => indexText(keyword))),
    test(keywords) {
      const wanted = keywords.map(indexText);
      return (facts) => wanted.some((keyword) => facts.keywords.has(keyword));
    },
  },
  languages: {
    sql: ({ tables: { articles }, each }, name, ranges) =>
      isInAnyOf(articles.language, ranges) ??
      sql`exists (select 1 from ${each(name, 'wanted', 'text')} where wanted.value = '*' or ${articles.language} = wanted.value or substr(${articles.language}, 1, length(wanted.value) + 1) = wanted.value || '-')`,
    bind: (store, ranges) =>
      plainRanges(ranges) === null ? store.list(ranges.map(languageRange)) : undefined,
    test(ranges) {
      const wanted = ranges.map(languageRange);
      return ({ language }) =>
        wanted.some((range) => range === '*' || language === range || language.startsWith(`${range}-`));
    },
  },
  sources: {
    sql: ({ tables: { articles }, among }, name) => among(articles.source, name),
    bind: (store, sources) => store.list(sources),
    test(sources) {
      const wanted = new Set(sources);
      return ({ source }) => source !== null && wanted.has(source);
    },
  },
  speakers: {
    sql: (store, name) => {
      const { articles, quotes } = store.tables;
      return sql`${articles.id} in (select ${quotes.articleId} from ${quotes} where ${quotes.publicAt} is not null and ${isByAnyOf(store, quotes, name)})`;
    },
    bind: (store, speakers) => listOfAsked(store, speakers.map(speakerName)),
    test(speakers) {
      const wanted = speakers.map(speakerName);
      return (facts) => wanted.some((name) => isAmong(facts.speakers(), name));
    },
  },
  text: {
    sql: ({ tables: { articles }, search }, name) => search.articles.matches(articles.id, name),
    bind: (store, text) => store.search.expression(parseSearch(text)),
    test(text) {
      const query = parseSearch(text);
      return (facts) => matches(query, facts.words());
    },
  },
  breaking: {
    sql: ({ tables: { articles } }, _name, breaking) =>
      sql`${articles.urgency} ${sql.raw(breaking ? '<=' : '>')} ${sql.raw(String(BREAKING_URGENCY))}`,
    test: (breaking) => (facts) => facts.urgency <= BREAKING_URGENCY === breaking,
  },
  maxUrgency: {
    sql: ({ tables: { articles } }, name) => sql`${articles.urgency} <= ${sql.placeholder(name)}`,
    bind: (_store, most) => most,
    test: (most) => (facts) => facts.urgency <= most,
  },
  publishedAfter: {
    sql: ({ tables: { articles } }, name) => sql`${articles.publicAt} >= ${sql.placeholder(name)}`,
    bind: (_store, time) => time,
    test: (time) => (facts) => facts.publicAt >= time,
  },
  publishedBefore: {
    sql: ({ tables: { articles } }, name) => sql`${articles.publicAt} < ${sql.placeholder(name)}`,
    bind: (_store, time) => time,
    test: (time) => (facts) => facts.publicAt < time,
  },
  hasPhoto: {
    sql: ({ tables: { articles } }, _name, hasPhoto) =>
      hasPhoto ? sql`${articles.hasPhoto}` : sql`not ${articles.hasPhoto}`,
    test: (hasPhoto) => (facts) => facts.hasPhoto === hasPhoto,
  },
};

/** A filter as a condition on rows of `articles`. Filters of the same `shape` share a statement and differ in `params`. */
export interface Condition {
  shape: string;
  params: Record<string, unknown>;
  where(): SQL | undefined;
}

export interface FilterLimits {
  /** Values in all lists of a filter together. */
  maxFilterValues: number;
  /** `not` within `not`. */
  maxFilterDepth: number;
}

export function filterCondition(
  store: Store,
  filter: ArticleFilter | null | undefined,
  prefix = '',
): Condition {
  const shape: string[] = [];
  const params: Record<string, unknown> = {};
  const build: (() => SQL)[] = [];
  for (const [field, value] of fieldsOf(filter)) {
    const criterion = CRITERIA[field] as Criterion<unknown>;
    const name = `${prefix}${field}`;
    const bound = criterion.bind?.(store, value);
    if (bound !== undefined) params[name] = bound;
    shape.push(bound === undefined ? `${field}=${String(value)}` : field);
    build.push(() => criterion.sql(store, name, value));
  }
  if (filter?.not) {
    const left = filterCondition(store, filter.not, `${prefix}not_`);
    Object.assign(params, left.params);
    shape.push(`not(${left.shape})`);
    // A null is not true either: what has no source is not of that source. An empty `not` takes everything.
    build.push(() => sql`(${left.where() ?? sql`1 = 1`}) is not true`);
  }
  return { shape: shape.join('&'), params, where: () => and(...build.map((condition) => condition())) };
}

export function filterPredicate(filter: ArticleFilter | null | undefined): Predicate {
  const tests = fieldsOf(filter).map(([name, value]) => (CRITERIA[name] as Criterion<unknown>).test(value));
  if (filter?.not) {
    const left = filterPredicate(filter.not);
    tests.push((facts) => !left(facts));
  }
  return (facts) => tests.every((test) => test(facts));
}

/** Whether the predicate will ask for words, which cost the most to have. */
export function usesText(filter: ArticleFilter | null | undefined): boolean {
  return filter != null && (filter.text != null || usesText(filter.not));
}

/** Throws LIMIT_EXCEEDED where a filter is larger than the limits. */
export function checkFilter(filter: ArticleFilter | null | undefined, limits: FilterLimits): void {
  let values = 0;
  let depth = 0;
  for (let at = filter; at; at = at.not) {
    for (const [, value] of fieldsOf(at)) values += Array.isArray(value) ? value.length : 1;
    if (at.not) depth += 1;
  }
  if (values > limits.maxFilterValues) {
    refuse(
      `The filter has ${values} values, and the limit is ${limits.maxFilterValues}: ask in several queries.`,
    );
  }
  if (depth > limits.maxFilterDepth) {
    refuse(
      `The filter has ${depth} nested "not", and the limit is ${limits.maxFilterDepth}: write it flatter.`,
    );
  }
}

function refuse(message: string): never {
  throw new NewswireError('LIMIT_EXCEEDED', message);
}

function fieldsOf(filter: ArticleFilter | null | undefined): [FieldName, unknown][] {
  if (!filter) return [];
  return (Object.keys(CRITERIA) as FieldName[]).flatMap((name) => {
    const value = filter[name];
    return value === null || value === undefined ? [] : [[name, value] as [FieldName, unknown]];
  });
}

function sectionPath(path: string): string {
  return pathOf(breadcrumbOfPath(path));
}

/** Ranges that are written into a statement: a list of JSON would be gone through for each article. */
const MOST_WRITTEN = 8;
const WRITABLE = /^(?:\*|[A-Za-z0-9-]{1,40})$/;

/** null where they are many, or odd. */
function plainRanges(ranges: readonly string[]): string[] | null {
  const wanted = ranges.map(languageRange);
  return wanted.length <= MOST_WRITTEN && wanted.every((range) => WRITABLE.test(range)) ? wanted : null;
}

function isInAnyOf(language: AnyColumn, ranges: readonly string[]): SQL | null {
  const wanted = plainRanges(ranges);
  if (wanted === null) return null;
  const each = wanted.map((range) => {
    if (range === '*') return sql`1 = 1`;
    // Letters, digits and hyphens alone: see WRITABLE.
    const [whole, more] = [sql.raw(`'${range}'`), sql.raw(`'${range}-'`)];
    return sql`${language} = ${whole} or substr(${language}, 1, ${sql.raw(String(range.length + 1))}) = ${more}`;
  });
  return each.length === 0 ? sql`1 = 0` : sql`(${sql.join(each, sql` or `)})`;
}

function languageRange(range: string): string {
  return canonicalLanguage(range) ?? range;
}
