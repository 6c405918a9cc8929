/**
 * The tables on SQLite. Another engine's have the same names and the same JavaScript types. All times are milliseconds
 * since 1970, UTC. `publicAt` on articles, photos and quotes is the place in the public order: `publishedAt` while the
 * article may be seen, null otherwise; `article_sections`, `article_keywords` and the words hold public articles only.
 */
import { sql } from 'drizzle-orm';
import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Block } from '../../news/block.ts';
import type { ChangeKind, PubStatus } from '../../news/lifecycle.ts';
import type { QuotePlace, QuoteType } from '../../news/quotes/quote.ts';
import type { Role } from '../../news/role.ts';

export { articleParts } from './article-parts-table.ts';
export { followItems, follows } from './follow-tables.ts';

/** The stretches of the log; `beganAfter` is the place at which the former stretch was left. */
export const stretches = sqliteTable('stretches', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** Random; the name of the stretch in cursors. */
  token: text('token').notNull().unique(),
  beganAfter: integer('began_after').notNull(),
  beganAt: integer('began_at').notNull(),
});

/** One row where this file is a copy made by `backup` that was not opened yet; opening it begins a new stretch. */
export const copies = sqliteTable('copies', {
  id: integer('id').primaryKey(),
  madeAt: integer('made_at').notNull(),
});

/** One row while another store is copied into this one, which until then is half of it: see ../copy/move. */
export const moves = sqliteTable('moves', {
  id: integer('id').primaryKey(),
  /** The token of the first stretch of the store that it comes from, and where that was. */
  source: text('source').notNull(),
  location: text('location').notNull(),
  /** Tells whether that store is as it was. */
  state: text('state').notNull(),
  /** The last row that is here; null where there is none yet. */
  place: text('place', { mode: 'json' }).$type<MovePlace>(),
});

export interface MovePlace {
  table: string;
  key: (string | number)[];
}

/** What each thing that is made of the rows for finding them is made by, and how far that is: see ../indexing. */
export const indexings = sqliteTable('indexings', {
  id: integer('id').primaryKey(),
  version: text('version').notNull(),
  /** The last row that is done, by its id, while a store is indexed anew; null when all are. */
  place: integer('place'),
});

/** The publication log. `seq` order is commit order. */
export const log = sqliteTable(
  'log',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    articleId: integer('article_id').notNull(),
    slug: text('slug').notNull(),
    version: integer('version').notNull(),
    note: text('note'),
    /** Global ids of the photos and quotes that the change took away. */
    removedIds: text('removed_ids', { mode: 'json' }).$type<string[]>().notNull(),
  },
  (t) => [index('log_article').on(t.articleId, t.seq)],
);

export const sections = sqliteTable(
  'sections',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    parentId: integer('parent_id'),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    path: text('path').notNull().unique(),
    description: text('description'),
  },
  (t) => [index('sections_parent').on(t.parentId)],
);

export const articles = sqliteTable(
  'articles',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    publicAt: integer('public_at'),
    slug: text('slug').notNull().unique(),
    url: text('url').unique(),
    source: text('source'),
    sourceId: text('source_id'),
    /** SHA-256 of what was imported, where it has no identifier of its own: tells the same text when it comes again. */
    digest: text('digest'),
    headline: text('headline').notNull(),
    description: text('description'),
    byline: text('byline'),
    dateline: text('dateline'),
    language: text('language').notNull(),
    wordCount: integer('word_count').notNull(),
    keywords: text('keywords', { mode: 'json' }).$type<string[]>().notNull(),
    urgency: integer('urgency').notNull(),
    pubStatus: text('pub_status').$type<PubStatus>().notNull(),
    version: integer('version').notNull(),
    publishedAt: integer('published_at'),
    updatedAt: integer('updated_at').notNull(),
    /** Set while a publication waits for its hour, and kept after. */
    embargoedUntil: integer('embargoed_until'),
    copyrightNotice: text('copyright_notice'),
    usageTerms: text('usage_terms'),
    editorialNote: text('editorial_note'),
    sectionId: integer('section_id').notNull(),
    hasPhoto: integer('has_photo', { mode: 'boolean' }).notNull(),
    /** Last of what the public reads, so that reading the others does not walk over it. */
    blocks: text('blocks', { mode: 'json' }).$type<Block[]>().notNull(),
    /** What a draft keeps for its publication; null once nothing but time or a status keeps the article from the public. */
    draft: text('draft', { mode: 'json' }).$type<Draft>(),
    /** Where its body has words that a person said are no quote; null: none. */
    removedQuotes: text('removed_quotes', { mode: 'json' }).$type<QuotePlace[]>(),
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
    // What searches ask of very many articles: see ./ranked.
    index('articles_criteria').on(t.id, t.publicAt, t.sectionId, t.language, t.urgency, t.hasPhoto, t.source),
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

export interface Draft {
  /** When it was published elsewhere; null: it is published here first. */
  publishedAt: number | null;
}

/** Every change that an article went through since its publication. What a version was is kept once a later one took its place. */
export const articleVersions = sqliteTable(
  'article_versions',
  {
    articleId: integer('article_id').notNull(),
    version: integer('version').notNull(),
    at: integer('at').notNull(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    by: text('by'),
    note: text('note'),
    /** null: as in the version after it, or as the article is. */
    content: text('content', { mode: 'json' }).$type<VersionContent>(),
    /** What filters go by; null where the version is the newest, or was hidden: nobody's filter is to take it. */
    facts: text('facts', { mode: 'json' }).$type<VersionFacts>(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.version] })],
);

export interface VersionContent {
  headline: string;
  blocks: Block[];
}

/** Beside the words of the version's content. */
export interface VersionFacts {
  sectionPath: string;
  keywords: string[];
  language: string;
  source: string | null;
  /** As they were told; earlier versions of Newswire have folded them. */
  speakers: string[];
  urgency: number;
  publishedAt: number;
  hasPhoto: boolean;
  description: string | null;
  captions: (string | null)[];
}

/** One row for each section that the article stands in, from the root down. */
export const articleSections = sqliteTable(
  'article_sections',
  {
    sectionId: integer('section_id').notNull(),
    publicAt: integer('public_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    articleId: integer('article_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sectionId, t.publicAt, t.articleId] }),
    index('article_sections_updated').on(t.sectionId, t.updatedAt, t.articleId),
    index('article_sections_article').on(t.articleId),
  ],
);

/** `keyword` is folded. */
export const articleKeywords = sqliteTable(
  'article_keywords',
  {
    keyword: text('keyword').notNull(),
    publicAt: integer('public_at').notNull(),
    articleId: integer('article_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.keyword, t.publicAt, t.articleId] }),
    index('article_keywords_article').on(t.articleId),
  ],
);

export const photos = sqliteTable(
  'photos',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    articleId: integer('article_id').notNull(),
    /** 0-based; 0 is the lead photo. */
    position: integer('position').notNull(),
    /** The version of the article that brought it to the public; 0 while none has. */
    sinceVersion: integer('since_version').notNull(),
    publicAt: integer('public_at'),
    url: text('url'),
    caption: text('caption'),
    altText: text('alt_text'),
    creditLine: text('credit_line'),
    creator: text('creator'),
    dateCreated: integer('date_created'),
    locationShown: text('location_shown'),
    personsShown: text('persons_shown', { mode: 'json' }).$type<string[]>().notNull(),
    copyrightNotice: text('copyright_notice'),
    usageTerms: text('usage_terms'),
    width: integer('width'),
    height: integer('height'),
    focalX: real('focal_x'),
    focalY: real('focal_y'),
    paragraph: integer('paragraph'),
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

export const quotes = sqliteTable(
  'quotes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    articleId: integer('article_id').notNull(),
    position: integer('position').notNull(),
    sinceVersion: integer('since_version').notNull(),
    publicAt: integer('public_at'),
    text: text('text').notNull(),
    type: text('type').$type<QuoteType>().notNull(),
    speaker: text('speaker'),
    /** Who that is, for looking up: see news/quotes/speaker. Both are null where the speaker has no word. */
    speakerFamily: text('speaker_family'),
    speakerGiven: text('speaker_given'),
    speakerRole: text('speaker_role'),
    cue: text('cue'),
    via: text('via'),
    paragraph: integer('paragraph').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    reviewed: integer('reviewed', { mode: 'boolean' }).notNull(),
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

/** Pictures that Newswire itself keeps, served under /photos/<name>. */
export const pictures = sqliteTable('pictures', {
  name: text('name').primaryKey(),
  mediaType: text('media_type').notNull(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
});

/** API keys; the key itself is never kept. */
export const apiKeys = sqliteTable('api_keys', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull().unique(),
  role: text('role').$type<Role>().notNull(),
  /** SHA-256 of the key, hexadecimal. */
  hash: text('hash').notNull().unique(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
});

/** Requests that carried a `requestId`, so that the same one sent twice is answered alike. */
export const requests = sqliteTable(
  'requests',
  {
    by: text('by').notNull(),
    requestId: text('request_id').notNull(),
    /** SHA-256 of the input. */
    digest: text('digest').notNull(),
    articleId: integer('article_id').notNull(),
    /** The log's head after the request. */
    seq: integer('seq').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.by, t.requestId] })],
);

/** Who did what when. Rows are added in the transaction of what they tell of, and never changed. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    /** The key's name, `jwt:` and a token's subject, `terminal:` and a person's name there, or the command. */
    by: text('by').notNull(),
    action: text('action').notNull(),
    articleId: integer('article_id'),
    slug: text('slug'),
    /** The version that the public counts; null before there is one. */
    version: integer('version'),
    note: text('note'),
  },
  (t) => [index('audit_article').on(t.articleId, t.id)],
);
