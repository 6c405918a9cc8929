/**
 * Writes new articles with their sections, photos and quotes, and puts those that are public at once before the public
 * and into the log, in the order they are given. Rows of one kind are written together: over a network each statement
 * costs a journey.
 */
import type { Log } from '../log/log.ts';
import type { ArticleContent } from '../news/article.ts';
import { publicAt } from '../news/lifecycle.ts';
import type { QuoteContent } from '../news/quotes/quote.ts';
import { wordsOf } from '../news/searchable.ts';
import type { Criteria, Store, WriteDb } from '../store/store.ts';
import { noteDeeds } from './audit.ts';
import { articleColumns, photoColumns, quoteColumns } from './columns.ts';
import { place } from './placement.ts';
import { findOrMakeSections } from './sections.ts';
import { freeSlugs } from './slugs.ts';

export interface NewArticle {
  content: ArticleContent;
  by: string | null;
  digest: string | null;
  /** Those that stand in its body. */
  quotes: readonly QuoteContent[];
  /** It waits for an editor to publish it. */
  isDraft: boolean;
}

export interface Saved {
  articleId: number;
  slug: string;
  /** The log's place after it. */
  seq: number;
}

export interface Writing {
  store: Store;
  log: Log;
  tx: WriteDb;
  /** Of the publication, in milliseconds since 1970. */
  time: number;
}

/** What is decided of an article before its rows are written. */
interface Plan extends NewArticle {
  slug: string;
  /** From the root down. */
  sectionIds: number[];
  publishedAt: number | null;
  /** Its place in the public order; null while it waits. */
  shownAt: number | null;
}

/** A plan whose article has its row. */
type Written = Plan & { articleId: number; criteria: Criteria; quoteIds: number[] };

export async function saveArticles(writing: Writing, articles: readonly NewArticle[]): Promise<Saved[]> {
  if (articles.length === 0) return [];
  const written = await writeRows(writing, await planAll(writing, articles));
  const seqs = await publishAll(
    writing,
    written.filter(({ shownAt }) => shownAt !== null),
  );
  await noteDeeds(
    writing.store,
    writing.tx,
    written.map(({ articleId, slug, by, isDraft, publishedAt }) => ({
      at: writing.time,
      by,
      action: isDraft ? 'draft' : 'publish',
      articleId,
      slug,
      version: versionOf({ publishedAt }),
      note: null,
    })),
  );
  // What waits is in no row of the log yet.
  const head = seqs.size < written.length ? (await writing.log.headIn(writing.tx)).seq : 0;
  return written.map(({ articleId, slug }) => ({ articleId, slug, seq: seqs.get(articleId) ?? head }));
}

async function planAll({ store, tx, time }: Writing, articles: readonly NewArticle[]): Promise<Plan[]> {
  const slugs = await freeSlugs(
    store,
    tx,
    articles.map(({ content }) => content.headline),
  );
  const known = new Map<string, number>();
  const plans: Plan[] = [];
  for (const [index, article] of articles.entries()) {
    const { content, isDraft } = article;
    const waits = isDraft || isUnderEmbargo(content, time);
    const publishedAt = waits ? null : (content.publishedAt ?? time);
    plans.push({
      ...article,
      slug: slugs[index] ?? '',
      sectionIds: await findOrMakeSections(store, tx, { breadcrumb: content.section, known }),
      publishedAt,
      shownAt: publicAt({ publishedAt, pubStatus: 'USABLE' }),
    });
  }
  return plans;
}

export function isUnderEmbargo({ embargoedUntil }: ArticleContent, time: number): boolean {
  return embargoedUntil !== null && embargoedUntil > time;
}

/** What is not published yet has not come to version 1: see ./change/write. */
function versionOf({ publishedAt }: Pick<Plan, 'publishedAt'>): number {
  return publishedAt === null ? 0 : 1;
}

async function writeRows({ store, tx, time }: Writing, plans: readonly Plan[]): Promise<Written[]> {
  const { articles, photos, quotes } = store.tables;
  const rows = plans.map((plan) => articleRow(plan, time));
  const ids = await store.insertRows(tx, articles, rows);
  const written = plans.map((plan, index): Written => {
    const [articleId, criteria] = [ids[index], rows[index]];
    if (articleId === undefined || criteria === undefined) throw new Error('the store took no article');
    return { ...plan, articleId, criteria, quoteIds: [] };
  });
  await store.insertRows(tx, photos, written.flatMap(photoRows));
  const quoteIds = await store.insertRows(tx, quotes, written.flatMap(quoteRows));
  for (const article of written) article.quoteIds = quoteIds.splice(0, article.quotes.length);
  return written;
}

/** Answers the log's numbers by article. */
async function publishAll(
  { store, log, tx, time }: Writing,
  written: readonly Written[],
): Promise<Map<number, number>> {
  await place(
    store,
    tx,
    written.map(({ articleId, shownAt, criteria, sectionIds, content, quotes, quoteIds }) => ({
      articleId,
      publicAt: shownAt ?? time,
      updatedAt: time,
      sectionIds,
      keywords: content.keywords,
      criteria,
      words: wordsOf({ ...content, captions: content.photos.map(({ caption }) => caption) }),
      quotes: quotes.map(({ text }, index) => ({ id: quoteIds[index] ?? 0, text })),
    })),
  );
  const change = { at: time, kind: 'PUBLISHED', version: 1, note: null } as const;
  await store.insertRows(
    tx,
    store.tables.articleVersions,
    written.map(({ articleId, by }) => ({ ...change, articleId, by })),
  );
  const seqs = await log.append(
    tx,
    written.map(({ articleId, slug }) => ({ ...change, articleId, slug, removedIds: [] })),
  );
  return new Map(written.map(({ articleId }, index) => [articleId, seqs[index] ?? 0]));
}

function articleRow(plan: Plan, time: number) {
  const { content, digest, slug, sectionIds, publishedAt, shownAt, isDraft } = plan;
  const sectionId = sectionIds.at(-1);
  if (sectionId === undefined) throw new Error('an article was published without a section');
  return {
    ...articleColumns(content),
    slug,
    digest,
    publishedAt,
    sectionId,
    pubStatus: 'USABLE' as const,
    version: versionOf(plan),
    updatedAt: time,
    publicAt: shownAt,
    draft: isDraft ? { publishedAt: content.publishedAt } : null,
  };
}

function photoRows({ articleId, shownAt, content }: Written) {
  return content.photos.map((photo, position) => ({
    ...photoColumns(photo),
    articleId,
    position,
    sinceVersion: shownAt === null ? 0 : 1,
    publicAt: shownAt,
  }));
}

function quoteRows({ articleId, shownAt, quotes }: Written) {
  return quotes.map((quote, position) => ({
    ...quoteColumns(quote),
    articleId,
    position,
    sinceVersion: shownAt === null ? 0 : 1,
    publicAt: shownAt,
    reviewed: false,
  }));
}
