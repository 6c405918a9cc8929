/**
 * Related articles: those that share the most keywords, the rarer the more they count; the newest of the same section
 * where keywords do not give enough. Articles of one family are read together.
 */
import { aliasedTable, and, type AnyColumn, sql } from 'drizzle-orm';
import { indexText } from '../../news/words.ts';
import type { MaybePromise, Statement } from '../../store/store.ts';
import { articlesById } from './articles.ts';
import { groupBy, type Member, ofFamily, andThen } from './family.ts';
import { type Columns, type Reader } from './reader.ts';
import type { ArticleRow } from './rows.ts';

/** The newest of each keyword and section that are looked at. */
const CANDIDATES = 50;
/** The most that may be asked for. */
export const MAX_RELATED = 20;

/** `article` must have been read with its keywords. */
export function relatedTo(
  reader: Reader,
  article: Member<ArticleRow>,
  { first, columns }: { first: number; columns: Columns<ArticleRow> },
): MaybePromise<Member<ArticleRow>[]> {
  const found = ofFamily(article, `related:${first}:${columns.join()}`, (members) =>
    andThen(candidates(reader, members), (ids) => {
      const chosen = new Map(members.map((member) => [member.id, choose(member, ids).slice(0, first)]));
      const rows = articlesById(reader, [...new Set([...chosen.values()].flat())], columns);
      return andThen(rows, (byId) => ({ chosen, byId }));
    }),
  );
  return andThen(found, ({ chosen, byId }) =>
    (chosen.get(article.id) ?? []).flatMap((id) => byId.get(id) ?? []),
  );
}

interface Candidates {
  /** Newest first. */
  byKeyword: ReadonlyMap<string, number[]>;
  bySection: ReadonlyMap<number, number[]>;
}

function candidates(reader: Reader, members: readonly ArticleRow[]): MaybePromise<Candidates> {
  const { store } = reader;
  const { articleKeywords, articleSections } = store.tables;
  const keywords = [...new Set(members.flatMap(keywordsOf))];
  const sections = [...new Set(members.map(({ sectionId }) => sectionId))];
  const ofKeywords = newestOf<string>(reader, 'keyword', {
    id: articleKeywords.articleId,
    name: articleKeywords.keyword,
    publicAt: articleKeywords.publicAt,
    type: 'text',
  });
  const ofSections = newestOf<number>(reader, 'section', {
    id: articleSections.articleId,
    name: articleSections.sectionId,
    publicAt: articleSections.publicAt,
    type: 'number',
  });
  return andThen(ofKeywords({ names: store.list(keywords) }), (byKeyword) =>
    andThen(ofSections({ names: store.list(sections) }), (bySection) => ({
      byKeyword: idsByName(byKeyword),
      bySection: idsByName(bySection),
    })),
  );
}

/** The newest articles of each name in the list bound to `names`, newest first. */
function newestOf<Name>(
  reader: Reader,
  what: string,
  { id, name, publicAt, type }: Record<'id' | 'name' | 'publicAt', AnyColumn> & { type: 'number' | 'text' },
): Statement<{ name: Name; id: number }> {
  const { store } = reader;
  return reader.statement(`related by ${what}`, () => {
    const newest = sql`select ${id} from ${name.table} where ${name} = wanted.value order by ${publicAt} desc, ${id} desc limit ${sql.raw(String(CANDIDATES))}`;
    const places = aliasedTable(name.table, 'place');
    const of = (column: AnyColumn) => sql`${places}.${sql.identifier(column.name)}`;
    return store.db
      .select({
        name: sql<Name>`wanted.value`.mapWith(
          (value: Name) => (type === 'number' ? Number(value) : value) as Name,
        ),
        id: sql<number>`${of(id)}`.mapWith(Number),
      })
      .from(sql`${store.each('names', 'wanted', type)}`)
      .innerJoin(places, and(sql`${of(name)} = wanted.value`, sql`${of(id)} in (${newest})`))
      .orderBy(sql`${of(publicAt)} desc`, sql`${of(id)} desc`);
  });
}

function choose(article: ArticleRow, { byKeyword, bySection }: Candidates): number[] {
  const scores = new Map<number, number>();
  for (const keyword of keywordsOf(article)) {
    const ids = byKeyword.get(keyword) ?? [];
    // Newer before older where they share as much.
    ids.forEach((id, rank) =>
      scores.set(id, (scores.get(id) ?? 0) + 1 / Math.log2(ids.length + 2) - rank * 1e-6),
    );
  }
  const ranked = [...scores].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
  const others = (bySection.get(article.sectionId) ?? []).filter((id) => !scores.has(id));
  return [...ranked, ...others].filter((id) => id !== article.id);
}

function keywordsOf({ keywords }: ArticleRow): string[] {
  return [...new Set(keywords.map(indexText))].filter((keyword) => keyword !== '');
}

function idsByName<Name>(rows: readonly { name: Name; id: number }[]): Map<Name, number[]> {
  const groups = new Map<Name, number[]>();
  for (const [name, group] of groupBy(rows, (row) => row.name))
    groups.set(
      name,
      group.map(({ id }) => id),
    );
  return groups;
}
