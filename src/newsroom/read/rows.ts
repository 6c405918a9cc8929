/** The rows that are read, as the tables have them. A row carries the columns that were asked for. */
import type { Tables } from '../../store/store.ts';

export type ArticleRow = Tables['articles']['$inferSelect'];
export type SectionRow = Tables['sections']['$inferSelect'];
export type PhotoRow = Tables['photos']['$inferSelect'];
export type QuoteRow = Tables['quotes']['$inferSelect'];
export type VersionRow = Tables['articleVersions']['$inferSelect'];
export type AuditRow = Tables['audit']['$inferSelect'];
