/**
 * Ranks what a search finds. Of each level only the newest finds are looked at: what is older cannot come before as many that
 * are newer, and FTS5 gives the newest first, however many there are.
 */
import { type SQL, sql } from 'drizzle-orm';
import { HALF_LIFE, LEVELS } from '../../news/ranking.ts';
import type { Only, RankedOptions } from '../store.ts';

/** Milliseconds. */
export const WEEK = 7 * 24 * 60 * 60 * 1000;
/** Bits of a rowid that the article's id takes; the week in which it was published is before them. */
export const ID_BITS = 31;
const BITS = sql.raw(String(ID_BITS));
const MASK = sql.raw(String(2 ** ID_BITS - 1));
/** Of the article that a row holds the words of. */
export const ID = sql`(article_terms.rowid & ${MASK})`;

/** Rows of articles are wide: what is asked of very many is read from an index that has it. */
const ARTICLES = sql.raw('articles indexed by articles_criteria');

/** In weeks, rounded up. */
const HALF = sql.raw(String(Math.ceil(HALF_LIFE / WEEK)));

/** A condition on rows of the index, from the index of `articles` that says all that filters ask most of an article. */
export function conditionOf({ also, since, until }: Only): SQL | undefined {
  if (also === undefined) return undefined;
  const week = (time: SQL, more: string) =>
    sql`((cast(${time} as integer) / ${sql.raw(String(WEEK))} ${sql.raw(more)}) << ${BITS})`;
  const conditions = [
    since && sql`rowid >= ${week(since, '- 1')}`,
    until && sql`rowid < ${week(until, '+ 1')}`,
    sql`exists (select 1 from ${ARTICLES} where articles.id = ${ID} and (${also}))`,
  ];
  return sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  );
}

/** See `ranked` of ../store: the expressions are those of `ranking`. */
export function ranked(name: string, alias: string, { most, ...only }: RankedOptions): SQL {
  const limit = sql.raw(String(most));
  const newest = (index: number, conditions: SQL) => {
    const expression = sql`json_extract(${sql.placeholder(name)}, ${sql.raw(`'$[${index}]'`)})`;
    return sql`select rowid as key from article_terms where article_terms match ${expression}${conditions} order by rowid desc limit ${limit}`;
  };
  const condition = conditionOf(only);
  // Where all finds are known, those that meet the condition are, too.
  const known = sql`case when (select complete from bounds) then rowid in (select key from anywhere) else ${condition} end`;

  const last = LEVELS.length - 1;
  const levels = LEVELS.slice(0, last).map(({ weight }, index) => {
    const weeks = sql.raw(String(weight));
    // One that is older than this counts for less than any of those that were looked at.
    const oldest = sql`(select ((newest - ${weeks} * (newest - oldest + ${HALF}) + ${HALF}) << ${BITS}) from bounds)`;
    const conditions = sql` and rowid >= ${oldest}${condition && sql` and ${known}`}`;
    return sql`select key, ${weeks} as weight from (${newest(index, conditions)})`;
  });
  const publicAt = sql`(select public_at from ${ARTICLES} where id = key & ${MASK})`;
  const now = sql`(select max(public_at) / ${sql.raw(String(WEEK))} from articles where public_at is not null)`;
  return sql`(with anywhere as materialized (${newest(last, condition ? sql` and ${condition}` : sql``)}),
    bounds as materialized (select ${now} as newest, min(key) >> ${BITS} as oldest, count(*) < ${limit} as complete from anywhere)
    select key & ${MASK} as id, max(weight) as weight, ${publicAt} as public_at
    from (select key, 1 as weight from anywhere union all ${sql.join(levels, sql` union all `)})
    group by key) as ${sql.identifier(alias)}`;
}
