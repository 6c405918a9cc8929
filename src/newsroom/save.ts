/**
 * Writes new articles with their sections, photos and quotes, and puts those that are public at once before the public
 * and into the log, in the order they are given. Rows of one kind are written together: over a network each statement
 * costs a journey.
 */
import type { Log } from '../log/log.ts';
import type { ArticleContent } from '../news/article.ts';
import { wordCountOf } from '../news/body.ts';
import { canonicalLanguage } from '../news/language.ts';
import { publicAt } from '../news/lifecycle.ts';
import type { QuoteContent } from '../news/quotes/quote.ts';
import { wordsOf } from '../news/searchable.ts';
import { indexText } from '../news/words.ts';
import type { Store, WriteDb } from '../store/store.ts';
import { place } from './placement.ts';
import { findOrMakeSections } from './sections.ts';
import { freeSlugs } from './slugs.ts';

export interface NewArticle {
  content: ArticleContent;
  by: string | null;
  digest: string | null;
  /** Those that stand in its body. */
  quotes: readonly QuoteContent[];
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
type Written = Plan & { articleId: number; quoteIds: number[] };

export async function saveArticles(writing: Writing, articles: readonly NewArticle[]): Promise<Saved[]> {
  if (articles.length === 0) return [];
  const written = await writeRows(writing, await planAll(writing, articles));
  const seqs = await publishAll(
    writing,
    written.filter(({ shownAt }) => shownAt !== null),
  );
  // What waits for its hour is in no row of the log yet.
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
    const { content } = article;
    const waits = content.embargoedUntil !== null && content.embargoedUntil > time;
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

async function writeRows({ store, tx, time }: Writing, plans: readonly Plan[]): Promise<Written[]> {
  const { articles, photos, quotes } = store.tables;
  const ids = await store.insertRows(
    tx,
    articles,
    plans.map((plan) => articleRow(plan, time)),
  );
  const written = plans.map((plan, index): Written => {
    const articleId = ids[index];
    if (articleId === undefined) throw new Error('the store took no article');
    return { ...plan, articleId, quoteIds: [] };
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
    written.map(({ articleId, shownAt, sectionIds, content, quotes, quoteIds }) => ({
      articleId,
      publicAt: shownAt ?? time,
      updatedAt: time,
      sectionIds,
      keywords: content.keywords,
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

function articleRow({ content, digest, slug, sectionIds, publishedAt, shownAt }: Plan, time: number) {
  const { section: _section, photos, quotes: _quotes, ...fields } = content;
  const sectionId = sectionIds.at(-1);
  if (sectionId === undefined) throw new Error('an article was published without a section');
  return {
    ...fields,
    language: canonicalLanguage(content.language) ?? content.language,
    slug,
    digest,
    wordCount: wordCountOf(content.blocks),
    pubStatus: 'USABLE' as const,
    version: 1,
    publishedAt,
    updatedAt: time,
    sectionId,
    hasPhoto: photos.length > 0,
    publicAt: shownAt,
  };
}

function photoRows({ articleId, shownAt, content }: Written) {
  return content.photos.map(({ focalPoint, ...photo }, position) => ({
    ...photo,
    articleId,
    sinceVersion: 1,
    publicAt: shownAt,
    position,
    focalX: focalPoint?.x ?? null,
    focalY: focalPoint?.y ?? null,
  }));
}

function quoteRows({ articleId, shownAt, quotes }: Written) {
  return quotes.map((quote, position) => ({
    ...quote,
    articleId,
    sinceVersion: 1,
    publicAt: shownAt,
    position,
    speakerKey: quote.speaker === null ? null : indexText(quote.speaker),
    reviewed: false,
  }));
}
