/**
 * Writes new articles with their sections, photos and quotes, and puts those that are public at once before the public
 * and into the log, in the order they are given. Rows of one kind are written together: over a network each statement
 * costs a journey.
 */
import type { ExportedArticle, ExportedVersion } from '../formats/exported-article.ts';
import type { Log } from '../log/log.ts';
import type { ArticleContent } from '../news/article.ts';
import { publicAt, type PubStatus } from '../news/lifecycle.ts';
import type { QuoteContent } from '../news/quotes/quote.ts';
import { wordsOf } from '../news/searchable.ts';
import { packPhoto, packQuote } from '../store/packed-parts.ts';
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
  /** What it was read from. */
  from: string | null;
  /** What became of it elsewhere, which it is to keep; null: nothing yet. Its slug is free here. */
  past: ExportedArticle | null;
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
  pubStatus: PubStatus;
  /** What is not published yet has not come to version 1: see ./change/write. */
  version: number;
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
  await writeVersions(writing, written);
  const seqs = await publishAll(
    writing,
    written.filter(({ shownAt }) => shownAt !== null),
  );
  await noteDeeds(
    writing.store,
    writing.tx,
    written.map(({ articleId, slug, by, isDraft, version, from }) => ({
      at: writing.time,
      by,
      action: isDraft ? 'draft' : 'publish',
      articleId,
      slug,
      version,
      note: from,
    })),
  );
  // What waits is in no row of the log yet.
  const head = seqs.size < written.length ? (await writing.log.headIn(writing.tx)).seq : 0;
  return written.map(({ articleId, slug }) => ({ articleId, slug, seq: seqs.get(articleId) ?? head }));
}

async function planAll({ store, tx, time }: Writing, articles: readonly NewArticle[]): Promise<Plan[]> {
  const fresh = articles.filter(({ past }) => past === null);
  const free = await freeSlugs(
    store,
    tx,
    fresh.map(({ content }) => content.headline),
  );
  const slugs = new Map(fresh.map((article, index) => [article, free[index]]));
  const known = new Map<string, number>();
  const plans: Plan[] = [];
  for (const article of articles) {
    const { content, isDraft, past } = article;
    const waits = isDraft || isUnderEmbargo(content, time) || past?.versions.length === 0;
    const publishedAt = waits ? null : (content.publishedAt ?? time);
    const pubStatus = past?.pubStatus ?? 'USABLE';
    plans.push({
      ...article,
      slug: past?.slug ?? slugs.get(article) ?? '',
      pubStatus,
      version: past?.version ?? (publishedAt === null ? 0 : 1),
      sectionIds: await findOrMakeSections(store, tx, { breadcrumb: content.section, known }),
      publishedAt,
      shownAt: publicAt({ publishedAt, pubStatus }),
    });
  }
  return plans;
}

export function isUnderEmbargo({ embargoedUntil }: ArticleContent, time: number): boolean {
  return embargoedUntil !== null && embargoedUntil > time;
}

async function writeRows({ store, tx, time }: Writing, plans: readonly Plan[]): Promise<Written[]> {
  const { articles, articleParts, photos, quotes } = store.tables;
  const rows = plans.map((plan) => articleRow(plan, time));
  const ids = await store.insertRows(tx, articles, rows);
  const written = plans.map((plan, index): Written => {
    const [articleId, criteria] = [ids[index], rows[index]];
    if (articleId === undefined || criteria === undefined) throw new Error('the store took no article');
    return { ...plan, articleId, criteria, quoteIds: [] };
  });
  const shown = written.map(photoRows);
  const said = written.map(quoteRows);
  const photoIds = await store.insertRows(tx, photos, shown.flat());
  const quoteIds = await store.insertRows(tx, quotes, said.flat());
  const packed = written.map((article, index) => {
    const ofPhotos = photoIds.splice(0, article.content.photos.length);
    article.quoteIds = quoteIds.splice(0, article.quotes.length);
    return {
      articleId: article.articleId,
      photos: (shown[index] ?? []).map((row, place) => packPhoto({ ...row, id: ofPhotos[place] ?? 0 })),
      quotes: (said[index] ?? []).map((row, place) =>
        packQuote({ ...row, id: article.quoteIds[place] ?? 0 }),
      ),
    };
  });
  await store.insertRows(tx, articleParts, packed);
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
    written.map(({ articleId, shownAt, criteria, sectionIds, content, quotes, quoteIds, past }) => ({
      articleId,
      publicAt: shownAt ?? time,
      updatedAt: past?.updatedAt ?? time,
      sectionIds,
      keywords: content.keywords,
      criteria,
      words: wordsOf({ ...content, captions: content.photos.map(({ caption }) => caption) }),
      quotes: quotes.map(({ text }, index) => ({ id: quoteIds[index] ?? 0, text })),
    })),
  );
  const seqs = await log.append(
    tx,
    written.map(({ articleId, slug, version }) => {
      const change = { at: time, kind: 'PUBLISHED', note: null } as const;
      return { ...change, articleId, slug, version, removedIds: [] };
    }),
  );
  return new Map(written.map(({ articleId }, index) => [articleId, seqs[index] ?? 0]));
}

function articleRow(plan: Plan, time: number) {
  const { content, digest, slug, sectionIds, publishedAt, shownAt, isDraft, past } = plan;
  const sectionId = sectionIds.at(-1);
  if (sectionId === undefined) throw new Error('an article was published without a section');
  return {
    ...articleColumns(content),
    slug,
    digest,
    publishedAt,
    sectionId,
    pubStatus: plan.pubStatus,
    version: plan.version,
    updatedAt: past?.updatedAt ?? time,
    publicAt: shownAt,
    draft: isDraft ? { publishedAt: content.publishedAt } : null,
    removedQuotes: past === null || past.removedQuotes.length === 0 ? null : past.removedQuotes,
  };
}

/** Those that it went through elsewhere, or its first. */
async function writeVersions({ store, tx, time }: Writing, written: readonly Written[]): Promise<void> {
  await store.insertRows(
    tx,
    store.tables.articleVersions,
    written.flatMap(({ articleId, publishedAt, by, past }) => {
      if (past !== null)
        return past.versions.map((version) => ({ articleId, ...pastVersion(version, past) }));
      const first = {
        articleId,
        version: 1,
        at: time,
        kind: 'PUBLISHED' as const,
        by,
        note: null,
        content: null,
      };
      return publishedAt === null ? [] : [first];
    }),
  );
}

function pastVersion({ headline, blocks, ...change }: ExportedVersion, { version }: ExportedArticle) {
  return { ...change, content: change.version === version ? null : { headline, blocks } };
}

function photoRows({ articleId, shownAt, version, content, past }: Written) {
  return content.photos.map((photo, position) => ({
    ...photoColumns(photo),
    articleId,
    position,
    sinceVersion: past?.photos[position]?.sinceVersion ?? version,
    publicAt: shownAt,
  }));
}

function quoteRows({ articleId, shownAt, version, quotes, past }: Written) {
  return quotes.map((quote, position) => ({
    ...quoteColumns(quote),
    articleId,
    position,
    sinceVersion: past?.quotes[position]?.sinceVersion ?? version,
    publicAt: shownAt,
    reviewed: past?.quotes[position]?.reviewed ?? false,
  }));
}
