/** A reference: each of the bench's questions as one statement of PostgreSQL, written by hand, whose JSON is the answer. */
import pg from 'pg';
import { SIZE } from './facts.ts';
import {
  type Answers,
  articleIn,
  articlesIn,
  List,
  placeOf,
  searched,
  searchIn,
  sectionIn,
  SectionList,
  VARIABLES,
} from './statement-answers.ts';

/** As many as Newswire has. */
const CONNECTIONS = 10;

const TIME = (column: string) =>
  `to_char(to_timestamp(${column} / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** row_to_json writes no spaces, which json_build_object does. */
const ONE = (select: string) => `(select row_to_json(one) from (${select}) one)`;
const NODES = (select: string) =>
  ONE(
    `select coalesce(json_agg(row_to_json(edge)), '[]'::json) as edges from (select node from (${select}) node) edge`,
  );

const QUOTES = NODES(`select text, speaker, speaker_role as "speakerRole"
  from quotes where article_id = a.id order by position`);
const LEAD_PHOTO = ONE(`select url, caption, credit_line as "creditLine"
  from photos where article_id = a.id and position = 0`);
const SECTION = ONE('select s.name, s.path');

const ITEM = `a.slug, a.headline, a.description, ${TIME('a.published_at')} as "publishedAt", a.urgency <= 2 as breaking,
  ${SECTION} as section, ${LEAD_PHOTO} as "leadPhoto", ${QUOTES} as quotes`;

/** `page` is a select of one row more than wanted, of (id, public_at), in order. */
const listOf = (page: string) => `
  with page as materialized (${page}),
  shown as materialized (select * from page order by public_at desc, id desc limit ${SIZE})
  select json_agg(row_to_json(edge))::text as edges, (select count(*) from page) > ${SIZE} as more,
    (select min(public_at) from shown)::float8 as "publicAt",
    (select id from shown order by public_at, id limit 1)::float8 as id
  from (select node from (
    select ${ITEM} from shown f join articles a on a.id = f.id join sections s on s.id = a.section_id
    order by f.public_at desc, f.id desc) node) edge`;

const FRONT = listOf(`
  select id, public_at from articles
  where public_at is not null and (public_at, id) < ($1::bigint, $2::bigint)
  order by public_at desc, id desc limit ${SIZE + 1}`);

const SECTION_PAGE = `
  select h.name, h.path, l.* from sections h, (${listOf(`
    select article_id as id, public_at from article_sections
    where section_id = (select id from sections where path = $3) and (public_at, article_id) < ($1::bigint, $2::bigint)
    order by public_at desc, article_id desc limit ${SIZE + 1}`)}) l
  where h.path = $3`;

const ARTICLE = `
  select row_to_json(article)::text as json from (
    select a.slug, a.headline, a.description, a.byline, a.dateline, a.language,
      ${TIME('a.published_at')} as "publishedAt", a.keywords, a.urgency <= 2 as breaking, a.word_count as "wordCount",
      (select json_agg(block ->> 'text') from json_array_elements(a.blocks) block) as paragraphs,
      ${SECTION} as section,
      ${NODES(`select url, caption, alt_text as "altText", credit_line as "creditLine"
        from photos where article_id = a.id order by position`)} as photos,
      ${QUOTES} as quotes
    from articles a join sections s on s.id = a.section_id
    where a.slug = $1 and a.public_at is not null) article`;

/** Of the last weeks where these have enough; the planner is not told the words, or it would read the whole table. */
const newest = (words: string, weight: number) => `
  select id, public_at, ${weight} as weight from (
    with near as materialized (select id, public_at from article_terms
      where lexemes @@ (select ${words}::tsquery && spans from last_weeks) order by public_at desc, id desc limit 500),
    others as materialized (select id, public_at from article_terms
      where (select count(*) < 500 from near) and lexemes @@ (select ${words}::tsquery)
      order by public_at desc, id desc limit 500)
    select * from near union select * from others) finds`;

/** The newest 500 finds of each level, ranked as Newswire ranks them. The snippets are left out: SQL cannot make them. */
const SEARCH = `
  with newest as materialized (select max(public_at) as at from articles where public_at is not null),
  last_weeks as materialized (select string_agg('''@' || week || '''', ' | ')::tsquery as spans
    from newest, generate_series(at / 604800000 - 1, at / 604800000) week)
  select coalesce(json_agg(row_to_json(edge)), '[]'::json)::text as json from (select node from (
    select a.slug, a.headline, ${TIME('a.published_at')} as "publishedAt", ${SECTION} as section
    from (
      select id, public_at, max(weight) / (1.0 + ((select at from newest) - public_at) / 7776000000.0) as score
      from (${newest('$1', 10)} union all ${newest('$2', 4)} union all ${newest('$3', 1)}) finds
      group by id, public_at order by score desc, public_at desc, id desc limit ${SIZE}
    ) t join articles a on a.id = t.id join sections s on s.id = a.section_id
    order by t.score desc, t.public_at desc, t.id desc) node) edge`;

/** On the store of the address. */
export function statementsOnPostgres(databaseUrl: string): Answers {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });

  /** Under its name, so that the server plans it once a connection. */
  async function row(name: string, text: string, values: unknown[]): Promise<unknown> {
    const { rows } = await pool.query<Record<string, unknown>>({ name, text, values });
    return rows[0];
  }
  async function json(name: string, text: string, ...values: string[]): Promise<unknown> {
    const { rows } = await pool.query<{ json: string }>({ name, text, values });
    return rows[0]?.json ?? null;
  }

  return {
    async front(variables) {
      const { publicAt, id } = placeOf(VARIABLES.front.parse(variables));
      return articlesIn(List.parse(await row('front', FRONT, [publicAt, id])));
    },
    async section(variables) {
      const { path, after } = VARIABLES.section.parse(variables);
      const { publicAt, id } = placeOf({ after });
      return sectionIn(SectionList.parse(await row('section', SECTION_PAGE, [publicAt, id, path])));
    },
    async article(variables) {
      return articleIn(await json('article', ARTICLE, VARIABLES.article.parse(variables).slug));
    },
    async search(variables) {
      const { wanted, unwanted } = searched(variables);
      const any = (words: readonly string[], ...signs: string[]) =>
        `(${words.flatMap((word) => signs.map((sign) => `'${sign}${word}'`)).join(' | ')})`;
      const without = ` & !${any(unwanted, '')}`;
      const levels = [any(wanted, '^'), any(wanted, '^', '~'), any(wanted, '')].map(
        (level) => level + without,
      );
      return searchIn(await json('search', SEARCH, ...levels));
    },
  };
}
