/** The newest rows of the log that a filter takes, oldest first: what a subscription with `last` begins with. */
import { and, desc, eq, lte, type SQL, sql } from 'drizzle-orm';
import type { LogEntry } from '../../log/log.ts';
import { type ArticleFilter, filterCondition } from '../filter.ts';
import type { PartName } from '../read/parts.ts';
import type { Reader } from '../read/reader.ts';
import { isPublic } from '../visibility.ts';

interface Newest {
  filter: ArticleFilter | null | undefined;
  /** The log's number to look back from. */
  upTo: number;
  count: number;
}

export async function newestEntries(
  reader: Reader,
  { filter, kinds, upTo, count }: Newest & { kinds: 'PUBLISHED' | 'ALL' },
): Promise<LogEntry[]> {
  const { store } = reader;
  const { log, articles } = store.tables;
  const condition = filterCondition(store, filter);
  const statement = reader.statement(`newest entries:${kinds}:${condition.shape}`, () => {
    const { seq, at, kind, articleId, slug, version, note, removedIds } = log;
    const ofKind: SQL | undefined = kinds === 'ALL' ? undefined : eq(kind, 'PUBLISHED');
    return store.db
      .select({ seq, at, kind, articleId, slug, version, note, removedIds })
      .from(log)
      .innerJoin(articles, eq(articles.id, articleId))
      .where(and(lte(seq, sql.placeholder('upTo')), ofKind, isPublic(articles), condition.where()))
      .orderBy(desc(seq))
      .limit(sql.placeholder('count'));
  });
  return (await statement({ ...condition.params, upTo, count })).toReversed();
}

export async function newestParts(
  reader: Reader,
  name: PartName,
  { filter, upTo, count, speakerKey }: Newest & { speakerKey: string | null },
): Promise<{ seq: number; at: number; id: number }[]> {
  const { store } = reader;
  const { log, articles, quotes } = store.tables;
  const part = store.tables[name] as typeof quotes;
  const condition = filterCondition(store, filter);
  const spoken = speakerKey === null ? '' : ':speaker';
  const statement = reader.statement(`newest ${name}${spoken}:${condition.shape}`, () =>
    store.db
      .select({ seq: log.seq, at: log.at, id: part.id })
      .from(log)
      .innerJoin(articles, eq(articles.id, log.articleId))
      .innerJoin(part, and(eq(part.articleId, log.articleId), eq(part.sinceVersion, log.version)))
      .where(
        and(
          lte(log.seq, sql.placeholder('upTo')),
          isPublic(part),
          condition.where(),
          speakerKey === null ? undefined : eq(quotes.speakerKey, sql.placeholder('speakerKey')),
        ),
      )
      .orderBy(desc(log.seq), desc(part.id))
      .limit(sql.placeholder('count')),
  );
  return (await statement({ ...condition.params, upTo, count, speakerKey })).toReversed();
}
