/** The tables of the feeds that are followed, on SQLite: a part of ./tables. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Feeds of other sites that are polled: see ../../newsroom/follow. */
export const follows = sqliteTable(
  'follows',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    url: text('url').notNull().unique(),
    /** Milliseconds between polls, at the least. */
    every: integer('every').notNull(),
    /** Whether each item's page is fetched for its body. */
    full: integer('full', { mode: 'boolean' }).notNull(),
    /** Whether servers poll it; else only the command that names it. */
    kept: integer('kept', { mode: 'boolean' }).notNull(),
    addedAt: integer('added_at').notNull(),
    nextAt: integer('next_at').notNull(),
    /** Who polls it now, and until when that holds where they are never heard of again. */
    claim: text('claim'),
    claimedUntil: integer('claimed_until'),
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** Milliseconds that the feed itself wants between polls. */
    ttl: integer('ttl'),
    /** Milliseconds that the last answer wanted us to wait. */
    told: integer('told').notNull(),
    /** Polls that failed since the last that did not. */
    failures: integer('failures').notNull(),
    lastError: text('last_error'),
    lastAt: integer('last_at'),
  },
  (t) => [index('follows_next').on(t.nextAt)],
);

/** Items of feeds, each under all that it is known by. */
export const followItems = sqliteTable(
  'follow_items',
  {
    followId: integer('follow_id').notNull(),
    /** SHA-256 of what it is known by. */
    key: text('key').notNull(),
    /** The article that it keeps up to date; null where another feed does, or where it was refused. */
    articleId: integer('article_id'),
    /** SHA-256 of the item as the feed gave it last. */
    seen: text('seen').notNull(),
    /** A digest of each field as it was given to the article last: what an editor changed since is left alone until the feed changes it. */
    fields: text('fields', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** How often its page was asked for in vain; null where it is not wanted any more. */
    pageTries: integer('page_tries'),
  },
  (t) => [primaryKey({ columns: [t.followId, t.key] }), index('follow_items_article').on(t.articleId)],
);
