/** The tables on PostgreSQL: those of ../sqlite/tables, which say what they are for, by the same names and with the same JavaScript types. */
import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, json, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Block } from '../../news/block.ts';
import type { ChangeKind, PubStatus } from '../../news/lifecycle.ts';
import type { QuotePlace, QuoteType } from '../../news/quotes/quote.ts';
import type { Role } from '../../news/role.ts';
import type { Draft, MovePlace, VersionContent, VersionFacts } from '../sqlite/tables.ts';
import { bytes, generatedId, text, tsvector, whole } from './column-types.ts';

export { articleParts } from './article-parts-table.ts';
export { followItems, follows } from './follow-tables.ts';

export const stretches = pgTable('stretches', {
  id: generatedId('id'),
  token: text('token').notNull().unique(),
  beganAfter: whole('began_after').notNull(),
  beganAt: whole('began_at').notNull(),
});

export const copies = pgTable('copies', {
  // Its one row; SQLite would give this number too.
  id: whole('id')
    .primaryKey()
    .$default(() => 1),
  madeAt: whole('made_at').notNull(),
});

export const moves = pgTable('moves', {
  id: whole('id')
    .primaryKey()
    .$default(() => 1),
  source: text('source').notNull(),
  location: text('location').notNull(),
  state: text('state').notNull(),
  place: json('place').$type<MovePlace>(),
});

export const log = pgTable(
  'log',
  {
    seq: generatedId('seq'),
    at: whole('at').notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    articleId: whole('article_id').notNull(),
    slug: text('slug').notNull(),
    version: whole('version').notNull(),
    note: text('note'),
    removedIds: json('removed_ids').$type<string[]>().notNull(),
  },
  (t) => [index('log_article').on(t.articleId, t.seq)],
);

export const sections = pgTable(
  'sections',
  {
    id: generatedId('id'),
    parentId: whole('parent_id'),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    path: text('path').notNull().unique(),
    description: text('description'),
  },
  (t) => [index('sections_parent').on(t.parentId)],
);

export const articles = pgTable(
  'articles',
  {
    id: generatedId('id'),
    publicAt: whole('public_at'),
    slug: text('slug').notNull().unique(),
    url: text('url').unique(),
    source: text('source'),
    sourceId: text('source_id'),
    digest: text('digest'),
    headline: text('headline').notNull(),
    description: text('description'),
    byline: text('byline'),
    dateline: text('dateline'),
    language: text('language').notNull(),
    wordCount: whole('word_count').notNull(),
    keywords: json('keywords').$type<string[]>().notNull(),
    urgency: whole('urgency').notNull(),
    pubStatus: text('pub_status').$type<PubStatus>().notNull(),
    version: whole('version').notNull(),
    publishedAt: whole('published_at'),
    updatedAt: whole('updated_at').notNull(),
    embargoedUntil: whole('embargoed_until'),
    copyrightNotice: text('copyright_notice'),
    usageTerms: text('usage_terms'),
    editorialNote: text('editorial_note'),
    sectionId: whole('section_id').notNull(),
    hasPhoto: boolean('has_photo').notNull(),
    blocks: json('blocks').$type<Block[]>().notNull(),
    draft: json('draft').$type<Draft>(),
    removedQuotes: json('removed_quotes').$type<QuotePlace[]>(),
  },
  (t) => [
    uniqueIndex('articles_source').on(t.source, t.sourceId),
    index('articles_public')
      .on(t.publicAt, t.id)
      .where(sql`public_at is not null`),
    index('articles_updated')
      .on(t.updatedAt, t.id)
      .where(sql`public_at is not null`),
    index('articles_section').on(t.sectionId, t.publicAt),
    index('articles_digest')
      .on(t.digest)
      .where(sql`digest is not null`),
    index('articles_embargo')
      .on(t.embargoedUntil)
      .where(sql`published_at is null and embargoed_until is not null`),
    index('articles_hidden')
      .on(t.updatedAt, t.id)
      .where(sql`public_at is null`),
  ],
);

export const articleVersions = pgTable(
  'article_versions',
  {
    articleId: whole('article_id').notNull(),
    version: whole('version').notNull(),
    at: whole('at').notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    by: text('by'),
    note: text('note'),
    content: json('content').$type<VersionContent>(),
    facts: json('facts').$type<VersionFacts>(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.version] })],
);

export const articleSections = pgTable(
  'article_sections',
  {
    sectionId: whole('section_id').notNull(),
    publicAt: whole('public_at').notNull(),
    updatedAt: whole('updated_at').notNull(),
    articleId: whole('article_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sectionId, t.publicAt, t.articleId] }),
    index('article_sections_updated').on(t.sectionId, t.updatedAt, t.articleId),
    index('article_sections_article').on(t.articleId),
  ],
);

export const articleKeywords = pgTable(
  'article_keywords',
  {
    keyword: text('keyword').notNull(),
    publicAt: whole('public_at').notNull(),
    articleId: whole('article_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.keyword, t.publicAt, t.articleId] }),
    index('article_keywords_article').on(t.articleId),
  ],
);

export const photos = pgTable(
  'photos',
  {
    id: generatedId('id'),
    articleId: whole('article_id').notNull(),
    position: whole('position').notNull(),
    sinceVersion: whole('since_version').notNull(),
    publicAt: whole('public_at'),
    url: text('url'),
    caption: text('caption'),
    altText: text('alt_text'),
    creditLine: text('credit_line'),
    creator: text('creator'),
    dateCreated: whole('date_created'),
    locationShown: text('location_shown'),
    personsShown: json('persons_shown').$type<string[]>().notNull(),
    copyrightNotice: text('copyright_notice'),
    usageTerms: text('usage_terms'),
    width: whole('width'),
    height: whole('height'),
    focalX: doublePrecision('focal_x'),
    focalY: doublePrecision('focal_y'),
    paragraph: whole('paragraph'),
  },
  (t) => [
    index('photos_article').on(t.articleId, t.position),
    index('photos_public')
      .on(sql`public_at desc`, sql`article_id desc`, t.position)
      .where(sql`public_at is not null`),
    index('photos_url')
      .on(t.url)
      .where(sql`public_at is not null`),
  ],
);

export const quotes = pgTable(
  'quotes',
  {
    id: generatedId('id'),
    articleId: whole('article_id').notNull(),
    position: whole('position').notNull(),
    sinceVersion: whole('since_version').notNull(),
    publicAt: whole('public_at'),
    text: text('text').notNull(),
    type: text('type').$type<QuoteType>().notNull(),
    speaker: text('speaker'),
    speakerFamily: text('speaker_family'),
    speakerGiven: text('speaker_given'),
    speakerRole: text('speaker_role'),
    cue: text('cue'),
    via: text('via'),
    paragraph: whole('paragraph').notNull(),
    start: whole('start').notNull(),
    end: whole('end').notNull(),
    reviewed: boolean('reviewed').notNull(),
  },
  (t) => [
    index('quotes_article').on(t.articleId, t.position),
    index('quotes_public')
      .on(sql`public_at desc`, sql`article_id desc`, t.position)
      .where(sql`public_at is not null`),
    index('quotes_speaker')
      .on(t.speakerFamily, sql`public_at desc`, sql`article_id desc`, t.position, t.speakerGiven)
      .where(sql`public_at is not null`),
  ],
);

export const pictures = pgTable('pictures', {
  name: text('name').primaryKey(),
  mediaType: text('media_type').notNull(),
  bytes: bytes('bytes').notNull(),
});

export const apiKeys = pgTable('api_keys', {
  id: generatedId('id'),
  name: text('name').notNull().unique(),
  role: text('role').$type<Role>().notNull(),
  hash: text('hash').notNull().unique(),
  createdAt: whole('created_at').notNull(),
  lastUsedAt: whole('last_used_at'),
  revokedAt: whole('revoked_at'),
});

export const requests = pgTable(
  'requests',
  {
    by: text('by').notNull(),
    requestId: text('request_id').notNull(),
    digest: text('digest').notNull(),
    articleId: whole('article_id').notNull(),
    seq: whole('seq').notNull(),
    at: whole('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.by, t.requestId] })],
);

export const audit = pgTable(
  'audit',
  {
    id: generatedId('id'),
    at: whole('at').notNull(),
    by: text('by').notNull(),
    action: text('action').notNull(),
    articleId: whole('article_id'),
    slug: text('slug'),
    version: whole('version'),
    note: text('note'),
  },
  (t) => [index('audit_article').on(t.articleId, t.id)],
);

/** Where the store was written last: see ./stretch. One row. */
export const homes = pgTable('homes', {
  id: whole('id').primaryKey(),
  home: text('home').notNull(),
});

/**
 * What full-text search looks at: see ./search. The migration keeps words and lexemes out of the rows; what filters ask of very
 * many articles is in them, and need not be looked up.
 */
export const articleTerms = pgTable(
  'article_terms',
  {
    id: whole('id').primaryKey(),
    publicAt: whole('public_at').notNull(),
    sectionId: whole('section_id').notNull(),
    language: text('language').notNull(),
    urgency: whole('urgency').notNull(),
    hasPhoto: boolean('has_photo').notNull(),
    source: text('source'),
    words: text('words').notNull(),
    lexemes: tsvector('lexemes').notNull(),
  },
  (t) => [index('article_terms_lexemes').using('gin', t.lexemes)],
);

export const quoteTerms = pgTable(
  'quote_terms',
  { id: whole('id').primaryKey(), words: text('words').notNull(), lexemes: tsvector('lexemes').notNull() },
  (t) => [index('quote_terms_lexemes').using('gin', t.lexemes)],
);

export const indexings = pgTable('indexings', {
  id: whole('id')
    .primaryKey()
    .$default(() => 1),
  version: text('version').notNull(),
  place: whole('place'),
});
