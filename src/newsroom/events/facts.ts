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
  const facts = new WeakMap<LogEntry, KnownFacts | null>();
  const words = new WeakMap<LogEntry, SearchableWords | null>();
  return {
    async of(entries, filter) {
      await fill(facts, entries, (ids) => readFacts(reader, ids));
      if (usesText(filter)) await fill(words, entries, (ids) => readWords(reader, ids));
      return entries.map((entry) => {
        const known = facts.get(entry);
        return known ? { ...known, words: () => words.get(entry) ?? NO_WORDS } : null;
      });
    },
  };
}

const NO_WORDS: SearchableWords = { headline: '', description: '', body: '', keywords: '', captions: '' };

async function fill<Value>(
  known: WeakMap<LogEntry, Value | null>,
  entries: readonly LogEntry[],
  read: (ids: number[]) => Promise<Map<number, Value>>,
): Promise<void> {
  const missing = entries.filter((entry) => !known.has(entry));
  if (missing.length === 0) return;
  const values = await read([...new Set(missing.map(({ articleId }) => articleId))]);
  for (const entry of missing) known.set(entry, values.get(entry.articleId) ?? null);
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
