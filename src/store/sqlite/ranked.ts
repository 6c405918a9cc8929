/**
 * Ranks what a search finds. Of each level only the newest finds are looked at: what is older cannot come before as many that
 * are newer, and FTS5 gives the newest first, however many there are.
 */
import { type SQL, sql } from 'drizzle-orm';
import { HALF_LIFE, LEVELS } from '../../news/ranking.ts';
import type { RankedOptions } from '../store.ts';

/** Milliseconds. */
export const WEEK = 7 * 24 * 60 * 60 * 1000;
/** Bits of a rowid that the article's id takes; the week in which it was published is before them. */
export const ID_BITS = 31;
const MASK = sql.raw(String(2 ** ID_BITS - 1));
/** Of the article that a row holds the words of. */
export const ID = sql`(article_terms.rowid & ${MASK})`;

/** In weeks, rounded up. */
const HALF = sql.raw(String(Math.ceil(HALF_LIFE / WEEK)));

/** See `ranked` of ../store: the expressions are those of `ranking`. */
export function ranked(name: string, alias: string, { most, also }: RankedOptions): SQL {
  const limit = sql.raw(String(most));
  const bits = sql.raw(String(ID_BITS));
  const newest = (index: number, conditions: SQL) => {
    const expression = sql`json_extract(${sql.placeholder(name)}, ${sql.raw(`'$[${index}]'`)})`;
    return sql`select rowid as key from article_terms where article_terms match ${expression}${conditions} order by rowid desc limit ${limit}`;
  };
  const filter = also && sql`exists (select 1 from articles where articles.id = ${ID} and (${also}))`;
  // Where all finds are known, those that meet the condition are, too.
  const known = sql`case when (select complete from bounds) then rowid in (select key from anywhere) else ${filter} end`;

  const last = LEVELS.length - 1;
  const levels = LEVELS.slice(0, last).map(({ weight }, index) => {
    const weeks = sql.raw(String(weight));
    // One that is older than this counts for less than any of those that were looked at.
    const oldest = sql`(select ((newest - ${weeks} * (newest - oldest + ${HALF}) + ${HALF}) << ${bits}) from bounds)`;
    const conditions = sql` and rowid >= ${oldest}${filter && sql` and ${known}`}`;
    return sql`select key, ${weeks} as weight from (${newest(index, conditions)})`;
  });
  const publicAt = sql`(select public_at from article_sections where article_id = key & ${MASK} limit 1)`;
  const now = sql`(select max(public_at) / ${sql.raw(String(WEEK))} from articles where public_at is not null)`;
  return sql`(with anywhere as materialized (${newest(last, filter ? sql` and ${filter}` : sql``)}),
    bounds as materialized (select ${now} as newest, min(key) >> ${bits} as oldest, count(*) < ${limit} as complete from anywhere)
    select key & ${MASK} as id, max(weight) as weight, ${publicAt} as public_at
    from (select key, 1 as weight from anywhere union all ${sql.join(levels, sql` union all `)})
    group by key) as ${sql.identifier(alias)}`;
}
