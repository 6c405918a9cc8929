/** Reads sections. A section is public once it, or one below it, has a public article. */
import { and, asc, isNull, type SQL, sql } from 'drizzle-orm';
import { ancestorPaths } from '../../news/section.ts';
import type { MaybePromise, Tables } from '../../store/store.ts';
import { family, groupBy, type Member, ofFamily, andThen } from './family.ts';
import type { Reader } from './reader.ts';
import type { ArticleRow, SectionRow } from './rows.ts';

/** Public articles of a section and of all below it stand in `article_sections`. */
function isPublicSection({ sections, articleSections }: Tables): SQL {
  return sql`exists (select 1 from ${articleSections} where ${articleSections.sectionId} = ${sections.id})`;
}

interface Select {
  where: (tables: Tables) => SQL | undefined;
  params: Record<string, unknown>;
}

/** The public sections that `where` takes, by name. */
function read(reader: Reader, name: string, select: Select): MaybePromise<Member<SectionRow>[]> {
  const where = (tables: Tables) => and(select.where(tables), isPublicSection(tables));
  return readAny(reader, name, { ...select, where });
}

/** Hidden ones too. */
function readAny(
  reader: Reader,
  name: string,
  { where, params }: Select,
): MaybePromise<Member<SectionRow>[]> {
  const { db, tables } = reader.store;
  const statement = reader.statement(`sections ${name}`, () =>
    db.select().from(tables.sections).where(where(tables)).orderBy(asc(tables.sections.path)),
  );
  return andThen(statement(params), (rows) => family('Section', rows));
}

export function rootSections(reader: Reader): MaybePromise<Member<SectionRow>[]> {
  return read(reader, 'at the root', { where: ({ sections }) => isNull(sections.parentId), params: {} });
}

export function sectionByPath(reader: Reader, path: string): MaybePromise<Member<SectionRow> | null> {
  return andThen(read(reader, 'by path', byPath(reader, [path])), (rows) => rows[0] ?? null);
}

export function sectionsById(reader: Reader, ids: readonly number[]): MaybePromise<Member<SectionRow>[]> {
  return read(reader, 'by id', {
    where: ({ sections }) => reader.store.among(sections.id, 'ids'),
    params: { ids: reader.store.list([...new Set(ids)]) },
  });
}

function byPath({ store }: Reader, paths: readonly string[]): Select {
  return {
    where: ({ sections }) => store.among(sections.path, 'paths'),
    params: { paths: store.list([...new Set(paths)]) },
  };
}

/** By their paths; of those that only hidden articles have, too: for who has seen an article in them. */
export function namesOfSections(
  reader: Reader,
  paths: readonly string[],
): MaybePromise<ReadonlyMap<string, string>> {
  return andThen(
    readAny(reader, 'by path, hidden too', byPath(reader, paths)),
    (rows) => new Map(rows.map(({ path, name }) => [path, name])),
  );
}

/** Who may see the article may see where it stands. */
export function sectionOf(
  reader: Reader,
  article: Member<ArticleRow>,
): MaybePromise<Member<SectionRow> | null> {
  const known = ofFamily(article, 'section', (members) =>
    sectionsWithIds(reader, [...new Set(members.map(({ sectionId }) => sectionId))]),
  );
  return andThen(known, (sections) => sections.get(article.sectionId) ?? null);
}

/** A section stays as it was made, so those that were read need not be read again, unless another store comes in the place of this. */
function sectionsWithIds(
  reader: Reader,
  ids: readonly number[],
): MaybePromise<ReadonlyMap<number, Member<SectionRow>>> {
  const { store } = reader;
  const kept = reader.kept('sections of articles', () => new Map<number, SectionRow>());
  const missing = ids.filter((id) => !kept.has(id));
  const statement = reader.statement('sections of articles', () => {
    const { sections } = store.tables;
    return store.db.select().from(sections).where(store.among(sections.id, 'ids'));
  });
  return andThen(missing.length === 0 ? [] : statement({ ids: store.list(missing) }), (rows) => {
    for (const row of rows) kept.set(row.id, row);
    // Each query has a family of its own.
    const found = ids.flatMap((id) => kept.get(id) ?? []).map((row) => ({ ...row }));
    return new Map(family('Section', found).map((row) => [row.id, row]));
  });
}

/** Root first, without the section itself. Who may see a section may see those above it. */
export function ancestorsOf(reader: Reader, section: Member<SectionRow>): MaybePromise<Member<SectionRow>[]> {
  const known = ofFamily(section, 'ancestors', (members) =>
    andThen(
      readAny(
        reader,
        'above',
        byPath(
          reader,
          members.flatMap(({ path }) => ancestorPaths(path).slice(0, -1)),
        ),
      ),
      (rows) => new Map(rows.map((row) => [row.path, row])),
    ),
  );
  return andThen(known, (sections) =>
    ancestorPaths(section.path)
      .slice(0, -1)
      .flatMap((path) => sections.get(path) ?? []),
  );
}

export function parentOf(
  reader: Reader,
  section: Member<SectionRow>,
): MaybePromise<Member<SectionRow> | null> {
  return andThen(ancestorsOf(reader, section), (ancestors) => ancestors.at(-1) ?? null);
}

export function childrenOf(reader: Reader, section: Member<SectionRow>): MaybePromise<Member<SectionRow>[]> {
  const known = ofFamily(section, 'children', (members) =>
    andThen(
      read(reader, 'below', {
        where: ({ sections }) => reader.store.among(sections.parentId, 'parents'),
        params: { parents: reader.store.list(members.map(({ id }) => id)) },
      }),
      (rows) => groupBy(rows, ({ parentId }) => parentId),
    ),
  );
  return andThen(known, (groups) => groups.get(section.id) ?? []);
}
