/** The photos and quotes of each article once more: see ../sqlite/article-parts-table. */
import { pgTable } from 'drizzle-orm/pg-core';
import { packed, whole } from './column-types.ts';

export const articleParts = pgTable('article_parts', {
  articleId: whole('article_id').primaryKey(),
  photos: packed('photos').notNull(),
  quotes: packed('quotes').notNull(),
});
