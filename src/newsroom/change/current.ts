/** An article as a change finds it, whole and hidden or not, read in the change's own transaction. */
import { asc, eq } from 'drizzle-orm';
import type { ArticleContent } from '../../news/article.ts';
import { breadcrumbOfPath } from '../../news/section.ts';
import type { Store, Tables, WriteDb } from '../../store/store.ts';
import { photoOfRow, quoteOfRow } from '../columns.ts';
import type { BareArticleRow, PhotoRow, QuoteRow } from '../read/rows.ts';

export interface Current {
  article: BareArticleRow;
  sectionPath: string;
  /** In their order. */
  photos: PhotoRow[];
  quotes: QuoteRow[];
}

/** null where there is no such article. */
export async function readCurrent({ tables }: Store, tx: WriteDb, id: number): Promise<Current | null> {
  const { articles, sections, photos, quotes } = tables;
  const [article] = await tx.select().from(articles).where(eq(articles.id, id));
  if (article === undefined) return null;
  const [section] = await tx.select().from(sections).where(eq(sections.id, article.sectionId));
  return {
    article,
    sectionPath: section?.path ?? '',
    photos: await tx.select().from(photos).where(eq(photos.articleId, id)).orderBy(asc(photos.position)),
    quotes: await tx.select().from(quotes).where(eq(quotes.articleId, id)).orderBy(asc(quotes.position)),
  };
}

export function contentOf({ article, sectionPath, photos, quotes }: Current): ArticleContent {
  const { headline, description, byline, dateline, language, keywords, urgency, blocks } = article;
  const { url, source, sourceId, copyrightNotice, usageTerms, editorialNote, embargoedUntil } = article;
  return {
    headline,
    description,
    byline,
    dateline,
    language,
    keywords,
    urgency,
    blocks,
    url,
    source,
    sourceId,
    copyrightNotice,
    usageTerms,
    editorialNote,
    embargoedUntil,
    section: breadcrumbOfPath(sectionPath),
    publishedAt: article.draft?.publishedAt ?? article.publishedAt,
    photos: photos.map(photoOfRow),
    quotes: quotes.map(quoteOfRow),
  };
}

export type VersionFacts = NonNullable<Tables['articleVersions']['$inferSelect']['facts']>;

/** What filters go by, of an article that the public sees. */
export function factsOf({ article, sectionPath, photos, quotes }: Current): VersionFacts {
  const { keywords, language, source, urgency, hasPhoto, description, publishedAt } = article;
  return {
    sectionPath,
    keywords,
    language,
    source,
    urgency,
    hasPhoto,
    description,
    publishedAt: publishedAt ?? 0,
    speakers: quotes.flatMap(({ speaker }) => speaker ?? []),
    captions: photos.map(({ caption }) => caption),
  };
}
