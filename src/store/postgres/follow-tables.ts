/** The tables of the feeds that are followed, on PostgreSQL: those of ../sqlite/follow-tables. */
import { boolean, index, json, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { generatedId, text, whole } from './column-types.ts';

export const follows = pgTable(
  'follows',
  {
    id: generatedId('id'),
    url: text('url').notNull().unique(),
    every: whole('every').notNull(),
    full: boolean('full').notNull(),
    kept: boolean('kept').notNull(),
    addedAt: whole('added_at').notNull(),
    nextAt: whole('next_at').notNull(),
    claim: text('claim'),
    claimedUntil: whole('claimed_until'),
    etag: text('etag'),
    lastModified: text('last_modified'),
    ttl: whole('ttl'),
    told: whole('told').notNull(),
    failures: whole('failures').notNull(),
    lastError: text('last_error'),
    lastAt: whole('last_at'),
  },
  (t) => [index('follows_next').on(t.nextAt)],
);

export const followItems = pgTable(
  'follow_items',
  {
    followId: whole('follow_id').notNull(),
    key: text('key').notNull(),
    articleId: whole('article_id'),
    seen: text('seen').notNull(),
    fields: json('fields').$type<Record<string, string>>().notNull(),
    pageTries: whole('page_tries'),
  },
  (t) => [primaryKey({ columns: [t.followId, t.key] }), index('follow_items_article').on(t.articleId)],
);
