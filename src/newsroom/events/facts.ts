/**
 * What the predicate of a filter reads of the article that a row of the log is about. It is read once for a batch and
 * kept with the row, so that however many subscribers share a row, their filters cost no statement of their own.
 */
import { and, sql } from 'drizzle-orm';
import type { LogEntry } from '../../log/log.ts';
import { type SearchableWords, wordsOf } from '../../news/searchable.ts';
import { indexText } from '../../news/words.ts';
import { type ArticleFilter, type Facts, usesText } from '../filter.ts';
import type { Reader } from '../read/reader.ts';
import { groupBy } from '../read/family.ts';
import { isPublic } from '../visibility.ts';

export interface FactReader {
  /** null for rows whose article may not be seen. */
  of(entries: readonly LogEntry[], filter: ArticleFilter | null | undefined): Promise<(Facts | null)[]>;
}

type KnownFacts = Omit<Facts, 'words'>;

export function createFactReader(reader: Reader): FactReader {
  const facts = createShelf<KnownFacts>((ids) => readFacts(reader, ids));
  const words = createShelf<SearchableWords>((ids) => readWords(reader, ids));
  return {
    async of(entries, filter) {
      if (!facts.has(entries)) await facts.fill(entries);
      if (usesText(filter) && !words.has(entries)) await words.fill(entries);
      return entries.map((entry) => {
        const known = facts.get(entry);
        return known ? { ...known, words: () => words.get(entry) ?? NO_WORDS } : null;
      });
    },
  };
}

const NO_WORDS: SearchableWords = { headline: '', description: '', body: '', keywords: '', captions: '' };

/** What is read of a row's article, once, for however many ask at the same time. */
function createShelf<Value>(read: (ids: number[]) => Promise<Map<number, Value>>) {
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

async function readFacts(reader: Reader, ids: number[]): Promise<Map<number, KnownFacts>> {
  const { store } = reader;
  const { articles, sections, quotes } = store.tables;
  const list = { ids: store.list(ids) };
  const rows = await reader.statement('facts', () =>
    store.db
      .select({
        id: articles.id,
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
      .select({ articleId: quotes.articleId, key: sql<string>`${quotes.speakerKey}` })
      .from(quotes)
      .where(
        and(store.among(quotes.articleId, 'ids'), isPublic(quotes), sql`${quotes.speakerKey} is not null`),
      ),
  )(list);
  const speakers = groupBy(spoken, ({ articleId }) => articleId);
  return new Map(
    rows.map(({ id, keywords, ...row }) => [
      id,
      {
        ...row,
        // Those without words are kept nowhere that a filter looks.
        keywords: new Set(keywords.map(indexText).filter((keyword) => keyword !== '')),
        speakers: new Set(speakers.get(id)?.map(({ key }) => key)),
      },
    ]),
  );
}

async function readWords(reader: Reader, ids: number[]): Promise<Map<number, SearchableWords>> {
  const { store } = reader;
  const { articles, photos } = store.tables;
  const list = { ids: store.list(ids) };
  const rows = await reader.statement('facts of words', () =>
    store.db
      .select({
        id: articles.id,
        headline: articles.headline,
        description: articles.description,
        blocks: articles.blocks,
        keywords: articles.keywords,
      })
      .from(articles)
      .where(and(store.among(articles.id, 'ids'), isPublic(articles))),
  )(list);
  const captions = await reader.statement('facts of captions', () =>
    store.db
      .select({ articleId: photos.articleId, caption: photos.caption })
      .from(photos)
      .where(and(store.among(photos.articleId, 'ids'), isPublic(photos)))
      .orderBy(photos.position),
  )(list);
  const byArticle = groupBy(captions, ({ articleId }) => articleId);
  return new Map(
    rows.map((row) => [
      row.id,
      wordsOf({ ...row, captions: byArticle.get(row.id)?.map(({ caption }) => caption) ?? [] }),
    ]),
  );
}
