/** The rows that are read, as the tables have them. A row carries the columns that were asked for. */
import type { Tables } from '../../store/store.ts';

/** What an article is by itself, */
export type BareArticleRow = Tables['articles']['$inferSelect'];
/** and with the photos and quotes that stand in it, packed: see store/packed-parts. */
export type ArticleRow = BareArticleRow & Pick<Tables['articleParts']['$inferSelect'], 'photos' | 'quotes'>;
export type SectionRow = Tables['sections']['$inferSelect'];
export type PhotoRow = Tables['photos']['$inferSelect'];
export type QuoteRow = Tables['quotes']['$inferSelect'];
/** By the names of their tables. */
export interface PartRows {
  photos: PhotoRow;
  quotes: QuoteRow;
}
export type PartName = keyof PartRows;
export type VersionRow = Tables['articleVersions']['$inferSelect'];
export type AuditRow = Tables['audit']['$inferSelect'];
