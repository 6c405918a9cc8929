/** Articles taken out of the store whole, for every format to write. */
import { asc, eq, gt, sql } from 'drizzle-orm';
import type { ExportedArticle } from '../formats/exported-article.ts';
import { ancestorPaths, type Crumb } from '../news/section.ts';
import type { Store } from '../store/store.ts';
import type { Picture } from './pictures.ts';
import { articleFields, withAlways } from './read/article-columns.ts';
import { articleByName } from './read/articles.ts';
import { family, type Member } from './read/family.ts';
import { versionsOf } from './read/history.ts';
import { partsOf } from './read/article-parts.ts';
import type { Columns, Reader } from './read/reader.ts';
import type { ArticleRow, PhotoRow, QuoteRow, SectionRow } from './read/rows.ts';

/** Articles read together. */
const PAGE = 100;

const OF_ARTICLES = [
  'slug',
  'url',
  'source',
  'sourceId',
  'digest',
  'headline',
  'description',
  'byline',
  'dateline',
  'language',
  'keywords',
  'urgency',
  'pubStatus',
  'publishedAt',
  'embargoedUntil',
  'copyrightNotice',
  'usageTerms',
  'editorialNote',
  'blocks',
  'draft',
  'removedQuotes',
] as const satisfies Columns<ArticleRow>;

const WHOLE = [...OF_ARTICLES, 'photos', 'quotes'] as const satisfies Columns<ArticleRow>;

const OF_PHOTOS = [
  'url',
  'caption',
  'altText',
  'creditLine',
  'creator',
  'dateCreated',
  'locationShown',
  'personsShown',
  'copyrightNotice',
  'usageTerms',
  'width',
  'height',
  'focalX',
  'focalY',
  'paragraph',
] as const satisfies Columns<PhotoRow>;

const OF_QUOTES = [
  'text',
  'type',
  'speaker',
  'speakerRole',
  'cue',
  'via',
  'paragraph',
  'start',
  'end',
  'reviewed',
] as const satisfies Columns<QuoteRow>;

/** null where no public article has this slug. */
export async function exportArticle(reader: Reader, slug: string): Promise<ExportedArticle | null> {
  const article = await articleByName(reader, { slug }, WHOLE);
  return article && whole(reader, article, await sectionsOf(reader.store));
}

/** Every article, in the order they came, page by page: hidden ones too, for whoever holds the store itself. */
export async function* exportArticles(reader: Reader): AsyncGenerator<ExportedArticle> {
  const { db, tables } = reader.store;
  const { articles } = tables;
  const page = reader.statement('articles of the store', () =>
    db
      .select(articleFields(reader.store, articles, withAlways(WHOLE)))
      .from(articles)
      .where(gt(articles.id, sql.placeholder('after')))
      .orderBy(asc(articles.id))
      .limit(PAGE),
  );
  for (let after = 0; ;) {
    const rows = family('Article', (await page({ after })) as ArticleRow[]);
    // After the articles, so that the sections that they stand in are among them.
    const sections = await sectionsOf(reader.store);
    for (const article of rows) yield await whole(reader, article, sections);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** The pictures that Newswire itself keeps, one at a time. */
export async function* exportPictures({ store }: Reader): AsyncGenerator<Picture> {
  const { pictures } = store.tables;
  const names = await store.db.select({ name: pictures.name }).from(pictures).orderBy(asc(pictures.name));
  for (const { name } of names) {
    yield* await store.db.select().from(pictures).where(eq(pictures.name, name));
  }
}

interface Sections {
  byId: ReadonlyMap<number, SectionRow>;
  byPath: ReadonlyMap<string, SectionRow>;
}

/** All of them: they are few. */
async function sectionsOf({ db, tables }: Store): Promise<Sections> {
  const rows = await db.select().from(tables.sections);
  return {
    byId: new Map(rows.map((row) => [row.id, row])),
    byPath: new Map(rows.map((row) => [row.path, row])),
  };
}

async function whole(
  reader: Reader,
  article: Member<ArticleRow>,
  sections: Sections,
): Promise<ExportedArticle> {
  const photos = partsOf('photos', article);
  const quotes = partsOf('quotes', article);
  const versions = await versionsOf(reader, article);
  const { draft, removedQuotes, ...values } = valuesOf(article, OF_ARTICLES);
  return {
    ...values,
    isDraft: draft !== null,
    removedQuotes: removedQuotes ?? [],
    publishedAt: draft?.publishedAt ?? article.publishedAt,
    section: breadcrumbOf(sections, article.sectionId),
    version: article.version,
    updatedAt: article.updatedAt,
    photos: photos.map((photo) => {
      const { focalX, focalY, ...values } = valuesOf(photo, OF_PHOTOS);
      const focalPoint = focalX === null || focalY === null ? null : { x: focalX, y: focalY };
      return { ...values, focalPoint, sinceVersion: photo.sinceVersion };
    }),
    quotes: quotes.map((quote) => ({ ...valuesOf(quote, OF_QUOTES), sinceVersion: quote.sinceVersion })),
    versions: versions.toReversed(),
  };
}

function breadcrumbOf({ byId, byPath }: Sections, id: number): Crumb[] {
  const path = byId.get(id)?.path ?? '';
  return ancestorPaths(path).flatMap((step) => {
    const section = byPath.get(step);
    return section === undefined ? [] : [{ slug: section.slug, name: section.name }];
  });
}

/** The columns of a row that were asked for, without what reading adds to it. */
function valuesOf<Row extends object, Name extends keyof Row>(
  row: Row,
  names: readonly Name[],
): Pick<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>;
}
