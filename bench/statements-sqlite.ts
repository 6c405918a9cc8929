/** A reference: each of the bench's questions as one statement of SQLite, written by hand, whose JSON is the answer. */
import Sqlite from 'better-sqlite3';
import { SIZE } from './facts.ts';
import { fileIn } from './sqlite.ts';
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

const TIME = (column: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;
const BREAKING = `json(iif(a.urgency <= 2, 'true', 'false'))`;
const QUOTES = `json((select json_object('edges', json_group_array(json_object('node', json_object(
  'text', q.text, 'speaker', q.speaker, 'speakerRole', q.speaker_role))))
  from (select * from quotes where article_id = a.id order by position) q))`;
const LEAD_PHOTO = `json((select json_object('url', url, 'caption', caption, 'creditLine', credit_line)
  from photos where article_id = a.id and position = 0))`;
const SECTION = `json_object('name', s.name, 'path', s.path)`;

const ITEM = `json_object('node', json_object(
  'slug', a.slug, 'headline', a.headline, 'description', a.description, 'publishedAt', ${TIME('a.published_at')},
  'breaking', ${BREAKING}, 'section', ${SECTION}, 'leadPhoto', ${LEAD_PHOTO}, 'quotes', ${QUOTES}))`;

/** `page` is a select of one row more than wanted, of (id, public_at), in order. */
const listOf = (page: string) => `
  with page as materialized (${page}),
  shown as materialized (select * from page order by public_at desc, id desc limit ${SIZE})
  select json_group_array(${ITEM}) as edges, (select count(*) from page) > ${SIZE} as more,
    min(f.public_at) as publicAt, (select id from shown order by public_at, id limit 1) as id
  from (select id, public_at from shown order by public_at desc, id desc) f
  join articles a on a.id = f.id join sections s on s.id = a.section_id`;

const FRONT = listOf(`
  select id, public_at from articles
  where public_at is not null and (public_at, id) < (:publicAt, :id)
  order by public_at desc, id desc limit ${SIZE + 1}`);

const SECTION_PAGE = `
  select h.name, h.path, l.* from sections h, (${listOf(`
    select article_id as id, public_at from article_sections
    where section_id = (select id from sections where path = :path) and (public_at, article_id) < (:publicAt, :id)
    order by public_at desc, article_id desc limit ${SIZE + 1}`)}) l
  where h.path = :path`;

const ARTICLE = `
  select json_object(
    'slug', a.slug, 'headline', a.headline, 'description', a.description, 'byline', a.byline, 'dateline', a.dateline,
    'language', a.language, 'publishedAt', ${TIME('a.published_at')}, 'keywords', json(a.keywords),
    'breaking', ${BREAKING}, 'wordCount', a.word_count,
    'paragraphs', (select json_group_array(value ->> 'text') from json_each(a.blocks)),
    'section', ${SECTION}, 'photos', json((select json_object('edges', json_group_array(json_object('node', json_object(
      'url', p.url, 'caption', p.caption, 'altText', p.alt_text, 'creditLine', p.credit_line))))
      from (select * from photos where article_id = a.id order by position) p)),
    'quotes', ${QUOTES})
  from articles a join sections s on s.id = a.section_id
  where a.slug = :slug and a.public_at is not null`;

const newest = (words: string, weight: number) =>
  `select key, ${weight} as weight from (select rowid as key from article_terms
    where article_terms match ${words} order by rowid desc limit 500)`;

/** The newest 500 finds of each level, ranked as Newswire ranks them. The snippets are left out: SQL cannot make them. */
const SEARCH = `
  select json_group_array(json_object('node', json_object(
    'slug', a.slug, 'headline', a.headline, 'publishedAt', ${TIME('a.published_at')}, 'section', ${SECTION})))
  from (
    select f.id, f.weight / (1.0 + ((select max(public_at) from articles where public_at is not null) - x.public_at)
      / 7776000000.0) as score, x.public_at
    from (
      select key & 2147483647 as id, max(weight) as weight
      from (${newest(':inHeadline', 10)} union all ${newest(':about', 4)} union all ${newest(':anywhere', 1)})
      group by key
    ) f join articles x indexed by articles_criteria on x.id = f.id
    order by score desc, x.public_at desc, f.id desc limit ${SIZE}
  ) t join articles a on a.id = t.id join sections s on s.id = a.section_id`;

/** On the store of the address. */
export function statementsOnSqlite(databaseUrl: string): Answers {
  const db = new Sqlite(fileIn(databaseUrl), { readonly: true });
  // As Newswire opens it.
  db.pragma('cache_size = -32768');
  db.pragma('mmap_size = 134217728');
  const front = db.prepare(FRONT);
  const section = db.prepare(SECTION_PAGE);
  const article = db.prepare(ARTICLE).pluck();
  const search = db.prepare(SEARCH).pluck();
  return {
    front: (variables) => articlesIn(List.parse(front.get(placeOf(VARIABLES.front.parse(variables))))),
    section(variables) {
      const { path, after } = VARIABLES.section.parse(variables);
      return sectionIn(SectionList.parse(section.get({ path, ...placeOf({ after }) })));
    },
    article: (variables) => articleIn(article.get(VARIABLES.article.parse(variables))),
    search(variables) {
      const { wanted, unwanted } = searched(variables);
      const any = (words: readonly string[]) => words.map((word) => `"${word}"`).join(' OR ');
      const without = `NOT (${any(unwanted)})`;
      return searchIn(
        search.get({
          inHeadline: `({headline headline_stems} : (${any(wanted)})) ${without}`,
          about: `({headline headline_stems description keywords about_stems} : (${any(wanted)})) ${without}`,
          anywhere: `(${any(wanted)}) ${without}`,
        }),
      );
    },
  };
}
