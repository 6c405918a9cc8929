/** What makes a store one of an earlier version, by statements that both engines take. */

/** Before speakers were found by their names. */
export const BEFORE_NAMES = [
  'DROP TABLE article_parts',
  'DROP TABLE follows',
  'DROP TABLE follow_items',
  'DROP INDEX quotes_speaker',
  'ALTER TABLE quotes DROP COLUMN speaker_family',
  'ALTER TABLE quotes DROP COLUMN speaker_given',
  'ALTER TABLE quotes ADD COLUMN speaker_key text',
  'CREATE INDEX quotes_speaker ON quotes (speaker_key)',
  'ALTER TABLE articles DROP COLUMN removed_quotes',
];

/** The newest migrations were not made yet. */
export function withoutMigrations(count: number, table = '__drizzle_migrations'): string {
  return `DELETE FROM ${table} WHERE created_at IN (SELECT created_at FROM ${table} ORDER BY created_at DESC LIMIT ${count})`;
}
