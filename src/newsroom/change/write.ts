/**
 * Writes a change of one article, whatever it is: its rows, what is kept for finding it, the version that it was, the log and
 * the audit, in one transaction. Nobody else changes an article that is there.
 */
import { and, eq, inArray } from 'drizzle-orm';
import type { Log } from '../../log/log.ts';
import type { ArticleContent } from '../../news/article.ts';
import { globalId } from '../../news/global-id.ts';
import { type ChangeKind, publicAt, type PubStatus } from '../../news/lifecycle.ts';
import type { QuoteContent, QuotePlace } from '../../news/quotes/quote.ts';
import { wordsOf } from '../../news/searchable.ts';
import { slugify } from '../../news/slug.ts';
import { packAgain } from '../../store/packed-parts.ts';
import type { Criteria, Store, Tables, WriteDb } from '../../store/store.ts';
import { type AuditAction, noteDeeds } from '../audit.ts';
import { articleColumns, photoColumns, quoteColumns } from '../columns.ts';
import { removePicture } from '../pictures.ts';
import { displace, place } from '../placement.ts';
import type { BareArticleRow, QuoteRow } from '../read/rows.ts';
import type { Saved } from '../save.ts';
import { findOrMakeSections } from '../sections.ts';
import { freeSlugs } from '../slugs.ts';
import { contentOf, type Current, factsOf } from './current.ts';
import { type PhotoPart, photoParts, type QuotePart, quoteParts } from './parts.ts';

/** What an article is after a change; what is left out stays as it is. */
export interface Next {
  content?: ArticleContent;
  photos?: readonly PhotoPart[];
  quotes?: readonly QuotePart[];
  /** Where its body has words that a person said are no quote. */
  removedQuotes?: readonly QuotePlace[];
  pubStatus?: PubStatus;
  /** The address of a photo that is killed: where Newswire keeps its picture, it does so no longer. */
  killedPicture?: string | null;
  /** It is no draft any more. */
  isPublished?: true;
  /** Set where this is the first publication. */
  publishedAt?: number;
}

export interface Deed {
  action: AuditAction;
  /** What it is called in the log, unless it is the first publication. */
  kind: ChangeKind;
  by: string | null;
  /** The public notice. */
  note: string | null;
  /** What is told of it in the audit where it has no notice. */
  remark: string | null;
}

export interface Writing {
  store: Store;
  log: Log;
  tx: WriteDb;
  /** Of the change, in milliseconds since 1970. */
  time: number;
}

export async function writeChange(
  writing: Writing,
  current: Current,
  { next, deed }: { next: Next; deed: Deed },
): Promise<Saved> {
  const { store, log, tx, time } = writing;
  const { article } = current;
  const content = next.content ?? contentOf(current);
  const photos = next.photos ?? photoParts(current.photos, content.photos);
  const quotes = next.quotes ?? quoteParts(current.quotes, content.quotes ?? []);
  const pubStatus = next.pubStatus ?? article.pubStatus;
  const publishedAt = article.publishedAt ?? next.publishedAt ?? null;
  const shownAt = publicAt({ publishedAt, pubStatus });
  const version = versionAfter(article, publishedAt);
  const slug = await slugAfter(writing, article, content.headline);
  const sectionIds = await findOrMakeSections(store, tx, { breadcrumb: content.section, known: new Map() });

  const quoteIds = current.quotes.map(({ id }) => id);
  if (article.publicAt !== null)
    await displace(store, tx, { articleId: article.id, publicAt: article.publicAt, quoteIds });
  if (article.publishedAt !== null) await keepVersion(writing, current, content);

  const { articles } = store.tables;
  const columns = {
    ...articleColumns(content),
    slug,
    pubStatus,
    version,
    publishedAt,
    publicAt: shownAt,
    updatedAt: time,
    ...(next.isPublished ? { draft: null } : {}),
    ...(next.removedQuotes ? { removedQuotes: noneAsNull(next.removedQuotes) } : {}),
    sectionId: sectionIds.at(-1) ?? article.sectionId,
  };
  await tx.update(articles).set(columns).where(eq(articles.id, article.id));
  const at = { articleId: article.id, publicAt: shownAt, version };
  const wantedPhotos = photos.map(({ row, content: photo }, position) => ({
    row,
    values: { ...photoColumns(photo), ...whereabouts(row, at), position },
  }));
  const wantedQuotes = quotes.map(({ row, content: quote, reviewed }, position) => ({
    row,
    values: { ...quoteColumns(quote), ...whereabouts(toldAnew(row, quote), at), position, reviewed },
  }));
  const removed = [
    ...(await writeParts(writing, 'photos', { rows: current.photos, wanted: wantedPhotos })),
    ...(await writeParts(writing, 'quotes', { rows: current.quotes, wanted: wantedQuotes })),
  ];
  await packAgain(store, tx, { first: article.id, last: article.id });
  if (next.killedPicture != null) await removePicture(store, tx, next.killedPicture);
  if (shownAt !== null)
    await placeAgain(writing, { content, criteria: columns, sectionIds, at: { ...at, publicAt: shownAt } });

  const changed = { at: time, articleId: article.id, version, note: deed.note };
  const kind = article.publishedAt === null ? 'PUBLISHED' : deed.kind;
  let seq: number | undefined;
  if (publishedAt !== null) {
    await store.insertRows(tx, store.tables.articleVersions, [{ ...changed, kind, by: deed.by }]);
    // Where the article is hidden now and was not before, all that it had is gone.
    const gone = article.publicAt !== null && shownAt === null ? everyPart(current) : removed;
    const wasSeen = article.publicAt !== null || shownAt !== null;
    [seq] = await log.append(tx, [{ ...changed, kind, slug, removedIds: wasSeen ? gone : [] }]);
  }
  const note = deed.note ?? deed.remark;
  await noteDeeds(store, tx, [{ ...changed, note, slug, by: deed.by, action: deed.action }]);
  return { articleId: article.id, slug, seq: seq ?? (await log.headIn(tx)).seq };
}

/** From 1 up once it is published; before that from 0 down, so that no version is ever met twice. */
function versionAfter(article: BareArticleRow, publishedAt: number | null): number {
  if (publishedAt === null) return Math.min(article.version, 1) - 1;
  return article.publishedAt === null ? 1 : article.version + 1;
}

/** It follows the headline until the article is published. */
async function slugAfter({ store, tx }: Writing, article: BareArticleRow, headline: string): Promise<string> {
  if (article.publishedAt !== null || slugify(headline) === slugify(article.headline)) return article.slug;
  const [slug] = await freeSlugs(store, tx, [headline]);
  return slug ?? article.slug;
}

/** What the article was: its words where they are others now, and what filters go by where the public saw it. */
async function keepVersion({ store, tx }: Writing, current: Current, next: ArticleContent): Promise<void> {
  const { articleVersions } = store.tables;
  const { id, version, headline, blocks, publicAt: shownAt } = current.article;
  const isSame = headline === next.headline && JSON.stringify(blocks) === JSON.stringify(next.blocks);
  await tx
    .update(articleVersions)
    .set({
      content: isSame ? null : { headline, blocks },
      facts: shownAt === null ? null : factsOf(current),
    })
    .where(and(eq(articleVersions.articleId, id), eq(articleVersions.version, version)));
}

interface Place {
  articleId: number;
  publicAt: number | null;
  version: number;
}

type PartName = 'photos' | 'quotes';

/** Rows that are as they were are left alone. Answers the global ids of those that are gone. */
async function writeParts(
  { store, tx }: Writing,
  name: PartName,
  { rows, wanted }: { rows: readonly { id: number }[]; wanted: readonly Wanted[] },
): Promise<string[]> {
  // What photos and quotes have in common is all that is written here by name.
  const table = store.tables[name] as Tables['photos'];
  const kept = new Set(wanted.map(({ row }) => row?.id));
  const gone = rows.map(({ id }) => id).filter((id) => !kept.has(id));
  if (gone.length > 0) await tx.delete(table).where(inArray(table.id, gone));
  for (const { row, values } of wanted) {
    if (row !== null && !isAsItWas(row, values))
      await tx.update(table).set(values).where(eq(table.id, row.id));
  }
  const fresh = wanted.filter(({ row }) => row === null).map(({ values }) => values);
  await store.insertRows(tx, table, fresh as (typeof table.$inferInsert)[]);
  return gone.map((id) => globalId(GLOBAL[name], id));
}

const GLOBAL = { photos: 'Photo', quotes: 'Quote' } as const;

interface Wanted {
  row: { id: number } | null;
  values: Record<string, unknown>;
}

function isAsItWas(row: object, values: Record<string, unknown>): boolean {
  const known = row as Record<string, unknown>;
  return Object.entries(values).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(known[name]),
  );
}

function noneAsNull<Value>(values: readonly Value[]): Value[] | null {
  return values.length === 0 ? null : [...values];
}

/** Who said it never changes in silence: a quote of somebody else is brought anew, to those who listen for that speaker. */
function toldAnew(row: QuoteRow | null, { speaker }: QuoteContent): QuoteRow | null {
  return row !== null && row.speaker === speaker ? row : null;
}

/** A part that comes while its article is hidden is brought by the version that shows it. */
function whereabouts(row: { sinceVersion: number } | null, { articleId, publicAt: shownAt, version }: Place) {
  const since = row?.sinceVersion ?? 0;
  return {
    articleId,
    publicAt: shownAt,
    sinceVersion: since === 0 && shownAt !== null ? version : since,
  };
}

interface Shown {
  content: ArticleContent;
  criteria: Criteria;
  sectionIds: readonly number[];
  at: Place & { publicAt: number };
}

async function placeAgain(
  { store, tx, time }: Writing,
  { content, criteria, sectionIds, at }: Shown,
): Promise<void> {
  const { quotes } = store.tables;
  const said = await tx
    .select({ id: quotes.id, text: quotes.text })
    .from(quotes)
    .where(eq(quotes.articleId, at.articleId));
  await place(store, tx, [
    {
      articleId: at.articleId,
      publicAt: at.publicAt,
      updatedAt: time,
      sectionIds,
      keywords: content.keywords,
      criteria,
      words: wordsOf({ ...content, captions: content.photos.map(({ caption }) => caption) }),
      quotes: said,
    },
  ]);
}

function everyPart({ photos, quotes }: Current): string[] {
  return [...photos.map(({ id }) => globalId('Photo', id)), ...quotes.map(({ id }) => globalId('Quote', id))];
}
