/**
 * Ranks what a search finds. Of each level only the newest finds are looked at: what is older cannot come before as many that
 * are newer. A GIN index gives all finds or none, so the newest are asked for by the spans of time that they are of: those of
 * the last two weeks first, then those of the last months, then all, until there are enough.
 *
 * The planner is not told the words. Knowing that many articles have one it would read the whole table, and every word in it.
 */
import { type SQL, sql } from 'drizzle-orm';
import { LEVELS } from '../../news/ranking.ts';
import type { Only, RankedOptions } from '../store.ts';
import { FIELDS as FIELDS_KEPT } from './expressions.ts';
import { SPANS } from './lexemes.ts';

/** Spans that are asked for together: a search for many lexemes is slower than for few, and the newest has just begun at times. */
const TOGETHER = 2;

/** All that a row has. */
const FIELDS = sql.raw(String(FIELDS_KEPT.anywhere));

/** The expressions in `asked`, JSON, as rows of `asked`: see `Expression`. */
export function asked(expressions: SQL): SQL {
  return sql`asked as materialized (
    select level, cast(value->>'lexemes' as tsquery) as query, value->'all' as wanted, value->'none' as unwanted,
      (value->>'fields')::int as fields, json_array_length(value->'all') + json_array_length(value->'none') = 0 as is_plain
    from json_array_elements(${expressions}) with ordinality as each(value, level))`;
}

/** Whether that stands in a row's words which must stand as it was typed. Where nothing must, nothing is read. */
export const STANDS = sql`(asked.is_plain or not exists (
    select 1 from json_array_elements(asked.wanted) as terms(list)
    where not exists (
      select 1 from json_array_elements_text(terms.list) as term(value)
      where case when starts_with(term.value, ' ')
        then strpos(case asked.fields when ${FIELDS} then words else array_to_string((string_to_array(words, E'\\n'))[1:asked.fields], E'\\n') end, term.value) > 0
        else lexemes @@ cast(term.value as tsquery) end))
  and not exists (
    select 1 from json_array_elements_text(asked.unwanted) as term(value) where strpos(words, term.value) > 0))`;

/**
 * What finds are read from, under the name that conditions know: a row of words has what they ask of its article, by the
 * names that `articles` has for it.
 */
export const ROWS = sql.raw('article_terms as articles');

/** A condition on `ROWS`. */
export function conditionOf({ also, since, until }: Only): SQL {
  const conditions = [
    since && sql`public_at >= ${since}::bigint`,
    until && sql`public_at < ${until}::bigint`,
    also && sql`(${also})`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** See `ranked` of ../store: the expressions are those of `ranking`. */
export function ranked(name: string, alias: string, { most, ...only }: RankedOptions): SQL {
  const limit = sql.raw(String(most));
  const { until } = only;
  const filter = conditionOf(only);
  // Where all finds are known, those that meet the condition are, too.
  const known = sql`case when known.are_many then ${filter} else articles.id in (select id from anywhere) end`;
  const weights = sql.raw(LEVELS.map(({ weight }, index) => `(${index + 1}, ${weight})`).join(', '));
  const last = sql.raw(String(LEVELS.length));
  return sql`(with ${asked(sql`${sql.placeholder(name)}::json`)},
    spans as materialized (select ${within('@')} as near, ${within('@@')} as far
      from (select max(public_at) as at from articles where public_at is not null${until && sql` and public_at < ${until}::bigint`}) as newest),
    anywhere as materialized (select finds.* from asked, spans, ${stages(limit, filter, sql`true`)} where level = ${last}),
    known as materialized (select count(*) >= ${limit} as are_many from anywhere)
    select id, max(public_at) as public_at, max(weight) as weight
    from (
      select id, public_at, 1 as weight from anywhere
      union all
      select finds.id, finds.public_at, levels.weight
      from asked join (values ${weights}) as levels(level, weight) using (level), spans, known, ${stages(limit, known, sql`known.are_many`)}
      where level < ${last} and query is not null
    ) as finds
    group by id) as ${sql.identifier(alias)}`;
}

/** The newest finds of a row of `asked`; `bySpans`: there are so many of them that those of the last spans may be enough. */
function stages(limit: SQL, condition: SQL, bySpans: SQL): SQL {
  const stage = (when: SQL, query: SQL) =>
    sql`(select id, public_at from ${ROWS} where ${when} and lexemes @@ (${query}) and ${STANDS} and ${condition} order by public_at desc, id desc limit ${limit})`;
  const lacks = (as: string) => sql`(select count(*) < ${limit} from ${sql.raw(as)})`;
  return sql`lateral (
    with near as materialized ${stage(bySpans, sql`asked.query && spans.near`)},
      far as materialized ${stage(sql`${bySpans} and ${lacks('near')}`, sql`asked.query && spans.far`)},
      rest as materialized ${stage(sql`(not ${bySpans} or ${lacks('near')} and ${lacks('far')})`, sql`asked.query`)}
    select * from near union select * from far union select * from rest) as finds`;
}

/** A tsquery of the last spans of a kind, up to the newest article's. */
function within(sign: keyof typeof SPANS): SQL {
  const span = sql`floor(newest.at / ${sql.raw(`${SPANS[sign]}.0`)})::bigint`;
  return sql`(select cast(string_agg(${sql.raw(`'''${sign}'`)} || span || '''', ' | ') as tsquery) from generate_series(${span} - ${sql.raw(String(TOGETHER - 1))}, ${span}) as span)`;
}
