/** Which columns of articles are read: those that are asked for, and those that relations and cursors go by. */
import { type SQL, sql } from 'drizzle-orm';
import type { Store, Tables } from '../../store/store.ts';
import type { Columns } from './reader.ts';
import type { ArticleRow, BareArticleRow } from './rows.ts';

const ALWAYS = ['id', 'publicAt', 'updatedAt', 'sectionId', 'version'] as const satisfies Columns<ArticleRow>;

/** A document's columns are asked for again and again. */
const known = new WeakMap<Columns<ArticleRow>, Columns<ArticleRow>>();

export function withAlways(columns: Columns<ArticleRow>): Columns<ArticleRow> {
  const before = known.get(columns);
  if (before !== undefined) return before;
  const all = [...new Set([...ALWAYS, ...columns])].toSorted();
  known.set(columns, all);
  return all;
}

type Field = Tables['articles'][keyof BareArticleRow] | SQL;

/** As a select names them. What is packed stands in a row of its own, and is read with the article's. */
export function articleFields(
  { tables: { articleParts: parts } }: Store,
  articles: Tables['articles'],
  columns: Columns<ArticleRow>,
): Record<string, Field> {
  const fields: Record<string, Field> = {};
  for (const name of columns) {
    if (name !== 'photos' && name !== 'quotes') fields[name] = articles[name];
    else {
      const of = sql`(select ${parts[name]} from ${parts} where ${parts.articleId} = ${articles.id})`;
      fields[name] = of.mapWith(parts[name]);
    }
  }
  return fields;
}
