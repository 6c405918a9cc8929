/** The photos and quotes of each article once more, in one row beside it: see ../packed-parts. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The values of a photo or a quote, in the order that ../packed-parts says; those at the end that are null are left out. */
export type Packed = unknown[];

export const articleParts = sqliteTable(
  'article_parts',
  {
    articleId: integer('article_id').notNull(),
    photos: text('photos', { mode: 'json' }).$type<Packed[]>().notNull(),
    quotes: text('quotes', { mode: 'json' }).$type<Packed[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId] })],
);
