/**
 * The newest rows of the log that a filter takes, oldest first: what a subscription with `last` begins with. The store finds
 * what may be meant, and the predicate decides, as it does of all that follows.
 */
import { and, desc, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { LogEntry } from '../../log/log.ts';
import type { SpeakerName } from '../../news/quotes/speaker.ts';
import { type ArticleFilter, type Condition, filterCondition } from '../filter.ts';
import type { PartName } from '../read/rows.ts';
import type { Reader } from '../read/reader.ts';
import { saidBy } from '../speakers.ts';
import { isPublic } from '../visibility.ts';
import type { FactReader } from './facts.ts';

export interface Reading {
  reader: Reader;
  facts: FactReader;
}

interface Newest {
  filter: ArticleFilter | null | undefined;
  /** The log's number to look back from. */
  upTo: number;
  count: number;
}

/** Rows read in one statement where the first were not enough, at least. */
const PAGE = 100;

export async function newestEntries(
  { reader, facts }: Reading,
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
      .where(and(lte(seq, sql.placeholder('upTo')), ofKind, mayBeMeant(reader, condition)))
      .orderBy(desc(seq))
      .limit(sql.placeholder('count'));
  });
  const taking = facts.taking(filter);
  const found: LogEntry[] = [];
  for (let [before, page] = [upTo, count]; found.length < count; page = Math.max(count, PAGE)) {
    const rows = await statement({ ...condition.params, upTo: before, count: page });
    found.push(...(await taking(rows)));
    before = (rows.at(-1)?.seq ?? 0) - 1;
    if (rows.length < page) break;
  }
  return found.slice(0, count).toReversed();
}

/** Its article is public and as the filter wants it, or was another before. */
function mayBeMeant({ store }: Reader, condition: Condition): SQL | undefined {
  const { articles } = store.tables;
  return or(and(isPublic(articles), condition.where()), gt(articles.version, sql.raw('1')));
}

export async function newestParts(
  { reader, facts }: Reading,
  name: PartName,
  { filter, upTo, count, speaker }: Newest & { speaker: SpeakerName | null },
): Promise<{ seq: number; at: number; id: number }[]> {
  const { store } = reader;
  const { log, articles, quotes } = store.tables;
  const part = store.tables[name] as typeof quotes;
  const condition = filterCondition(store, filter);
  const said = speaker === null ? null : saidBy(speaker);
  const statement = reader.statement(`newest ${name}:${said?.shape ?? ''}:${condition.shape}`, () => {
    const { seq, at, kind, articleId, slug, version, note, removedIds } = log;
    return store.db
      .select({ seq, at, kind, articleId, slug, version, note, removedIds, id: part.id })
      .from(log)
      .innerJoin(articles, eq(articles.id, log.articleId))
      .innerJoin(
        part,
        and(
          eq(part.articleId, log.articleId),
          // A publication brings all that its article has: see ./feed.
          or(
            eq(part.sinceVersion, log.version),
            and(eq(kind, 'PUBLISHED'), lt(part.sinceVersion, log.version)),
          ),
        ),
      )
      .where(
        and(
          or(
            lt(seq, sql.placeholder('upTo')),
            and(eq(seq, sql.placeholder('upTo')), lt(part.id, sql.placeholder('before'))),
          ),
          mayBeMeant(reader, condition),
          said?.where(quotes),
        ),
      )
      .orderBy(desc(log.seq), desc(part.id))
      .limit(sql.placeholder('count'));
  });
  const taking = facts.taking(filter);
  const found: (LogEntry & { id: number })[] = [];
  let from = { upTo, before: Number.MAX_SAFE_INTEGER };
  for (let page = count; found.length < count; page = Math.max(count, PAGE)) {
    const rows = await statement({ ...condition.params, ...said?.params, ...from, count: page });
    found.push(...((await taking(rows)) as typeof rows));
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) break;
    from = { upTo: last.seq, before: last.id };
  }
  return found.slice(0, count).toReversed();
}
