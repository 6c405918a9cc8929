/**
 * What the predicate of a filter reads of the article that a row of the log is about: of each version that the public had
 * seen by then, for a row reaches all whose filter took any of them. What a version was does not change, so it is read once for a
 * batch and kept with the row: however many subscribers share a row, their filters cost no statement of their own.
 */
import { and, desc, isNotNull, or, sql } from 'drizzle-orm';
import type { LogEntry } from '../../log/log.ts';
import { indexWords, type SearchableWords, wordsOf } from '../../news/searchable.ts';
import { indexText } from '../../news/words.ts';
import { type ArticleFilter, type Facts, filterPredicate, usesText } from '../filter.ts';
import type { Reader } from '../read/reader.ts';
import { contentsOf } from '../read/history.ts';
import { groupBy } from '../read/family.ts';
import { speakerColumns, speakersOf } from '../speakers.ts';
import { isPublic } from '../visibility.ts';

export interface FactReader {
  /** What gives the rows that the filter takes: made once for all that a feed is asked for. */
  taking(filter: ArticleFilter | null | undefined): Taking;
}

export type Taking = (entries: readonly LogEntry[]) => Promise<LogEntry[]>;

/** Of the versions of an article that were public, by their numbers. */
type ByVersion<Value> = ReadonlyMap<number, Value>;
type KnownFacts = Omit<Facts, 'words'>;

export function createFactReader(reader: Reader): FactReader {
  const facts = createShelf((ids) => readFacts(reader, ids));
  const words = createShelf((ids) => readWords(reader, ids));
  return {
    taking(filter) {
      const takes = filterPredicate(filter);
      const isOfText = usesText(filter);
      return async (entries) => {
        if (!facts.has(entries)) await facts.fill(entries);
        if (isOfText && !words.has(entries)) await words.fill(entries);
        return entries.filter((entry) => {
          for (const [version, known] of facts.get(entry) ?? []) {
            const said = () => words.get(entry)?.get(version) ?? NO_WORDS;
            if (version <= entry.version && takes({ ...known, words: said })) return true;
          }
          return false;
        });
      };
    },
  };
}

const NO_WORDS: SearchableWords = indexWords(
  { headline: '', description: '', body: '', keywords: '', captions: '' },
  'und',
);

/** What is read of a row's article, once, for however many ask at the same time. */
function createShelf<Value>(read: (ids: number[]) => Promise<ReadonlyMap<number, Value>>) {
  const known = new WeakMap<LogEntry, Value | null>();
  const reading = new WeakMap<LogEntry, Promise<void>>();

  async function readAll(missing: readonly LogEntry[]): Promise<void> {
    try {
      const values = await read([...new Set(missing.map(({ articleId }) => articleId))]);
      for (const entry of missing) known.set(entry, values.get(entry.articleId) ?? null);
    } finally {
      for (const entry of missing) reading.delete(entry);
    }
  }

  return {
    get: (entry: LogEntry) => known.get(entry),
    has: (entries: readonly LogEntry[]) => entries.every((entry) => known.has(entry)),
    async fill(entries: readonly LogEntry[]): Promise<void> {
      const missing = entries.filter((entry) => !known.has(entry) && !reading.has(entry));
      if (missing.length > 0) {
        const all = readAll(missing);
        for (const entry of missing) reading.set(entry, all);
      }
      await Promise.all(new Set(entries.flatMap((entry) => reading.get(entry) ?? [])));
    },
  };
}

/** Versions that others have followed come last: what changes while this reads is among them, as it was. */
async function readFacts(reader: Reader, ids: number[]): Promise<Map<number, ByVersion<KnownFacts>>> {
  const { store } = reader;
  const { articles, sections, quotes } = store.tables;
  const list = { ids: store.list(ids) };
  const rows = await reader.statement('facts', () =>
    store.db
      .select({
        id: articles.id,
        version: articles.version,
        sectionPath: sections.path,
        keywords: articles.keywords,
        language: articles.language,
        source: articles.source,
        urgency: articles.urgency,
        publicAt: sql<number>`${articles.publicAt}`.mapWith(Number),
        hasPhoto: articles.hasPhoto,
      })
      .from(articles)
      .innerJoin(sections, sql`${sections.id} = ${articles.sectionId}`)
      .where(and(store.among(articles.id, 'ids'), isPublic(articles))),
  )(list);
  const spoken = await reader.statement('facts of speakers', () =>
    store.db
      .select({
        articleId: quotes.articleId,
        speakerFamily: quotes.speakerFamily,
        speakerGiven: quotes.speakerGiven,
      })
      .from(quotes)
      .where(and(store.among(quotes.articleId, 'ids'), isPublic(quotes), isNotNull(quotes.speakerFamily))),
  )(list);
  const quoted = groupBy(spoken, ({ articleId }) => articleId);
  const known = createVersions<KnownFacts>();
  for (const { id, version, keywords, ...row } of rows) {
    const speakers = speakersOf(quoted.get(id) ?? []);
    known.set(id, version, { ...row, keywords: foldedSet(keywords), speakers: () => speakers });
  }
  for (const { articleId, version, facts } of await formerFacts(reader, list)) {
    if (facts === null) continue;
    const { publishedAt, keywords, speakers, ...rest } = facts;
    known.set(articleId, version, {
      ...rest,
      publicAt: publishedAt,
      keywords: foldedSet(keywords),
      speakers: whenAsked(() => speakersOf(speakers.map(speakerColumns))),
    });
  }
  return known.byId;
}

/** Few filters ask for it. */
function whenAsked<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Of versions that the public saw before the one of now. */
function formerFacts(reader: Reader, list: { ids: unknown }) {
  const { store } = reader;
  const { articleVersions } = store.tables;
  const { articleId, version, facts } = articleVersions;
  return reader.statement('facts of former versions', () =>
    store.db
      .select({ articleId, version, facts })
      .from(articleVersions)
      .where(and(store.among(articleId, 'ids'), isNotNull(facts))),
  )(list);
}

/** Those without words are kept nowhere that a filter looks. */
function foldedSet(keywords: readonly string[]): Set<string> {
  return new Set(keywords.map(indexText).filter((keyword) => keyword !== ''));
}

function createVersions<Value>() {
  const byId = new Map<number, Map<number, Value>>();
  return {
    byId,
    set(id: number, version: number, value: Value) {
      const versions = byId.get(id) ?? new Map<number, Value>();
      byId.set(id, versions.set(version, value));
    },
  };
}

async function readWords(reader: Reader, ids: number[]): Promise<Map<number, ByVersion<SearchableWords>>> {
  const { store } = reader;
  const { articles, photos } = store.tables;
  const list = { ids: store.list(ids) };
  const rows = await reader.statement('facts of words', () =>
    store.db
      .select({
        id: articles.id,
        version: articles.version,
        publicAt: articles.publicAt,
        headline: articles.headline,
        description: articles.description,
        blocks: articles.blocks,
        keywords: articles.keywords,
        language: articles.language,
      })
      .from(articles)
      .where(store.among(articles.id, 'ids')),
  )(list);
  const captions = await reader.statement('facts of captions', () =>
    store.db
      .select({ articleId: photos.articleId, caption: photos.caption })
      .from(photos)
      .where(and(store.among(photos.articleId, 'ids'), isPublic(photos)))
      .orderBy(photos.position),
  )(list);
  const byArticle = groupBy(captions, ({ articleId }) => articleId);
  const known = createVersions<SearchableWords>();
  for (const { id, version, publicAt, ...row } of rows) {
    if (publicAt === null) continue;
    const own = byArticle.get(id)?.map(({ caption }) => caption) ?? [];
    known.set(id, version, wordsOf({ ...row, captions: own }));
  }
  const current = new Map(rows.map((row) => [row.id, row]));
  const former = groupBy(await formerWords(reader, list), ({ articleId }) => articleId);
  for (const [id, versions] of former) {
    const article = current.get(id);
    if (article === undefined) continue;
    for (const { version, facts, ...content } of contentsOf(versions, article)) {
      if (facts !== null) known.set(id, version, wordsOf({ ...facts, ...content }));
    }
  }
  return known.byId;
}

/** Newest first. */
function formerWords(reader: Reader, list: { ids: unknown }) {
  const { store } = reader;
  const { articleVersions } = store.tables;
  const { articleId, version, facts, content } = articleVersions;
  return reader.statement('words of former versions', () =>
    store.db
      .select({ articleId, version, facts, content })
      .from(articleVersions)
      .where(and(store.among(articleId, 'ids'), or(isNotNull(facts), isNotNull(content))))
      .orderBy(desc(version)),
  )(list);
}
