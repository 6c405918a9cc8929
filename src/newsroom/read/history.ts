/** Reads what became of an article: its public corrections, and for editors its versions. */
import { desc } from 'drizzle-orm';
import type { Block } from '../../news/block.ts';
import type { ChangeKind } from '../../news/lifecycle.ts';
import type { MaybePromise } from '../../store/store.ts';
import { groupBy, type Member, ofFamily, andThen } from './family.ts';
import type { Reader } from './reader.ts';
import type { ArticleRow, VersionRow } from './rows.ts';

export interface Version {
  version: number;
  at: number;
  kind: ChangeKind;
  by: string | null;
  note: string | null;
  headline: string;
  blocks: Block[];
}

export interface Correction {
  version: number;
  at: number;
  note: string;
}

/** Newest first. */
export function correctionsOf(reader: Reader, article: Member<ArticleRow>): MaybePromise<Correction[]> {
  return andThen(rowsOf(reader, article), (rows) =>
    rows.flatMap(({ version, at, kind, note }) =>
      kind === 'CORRECTED' && note !== null ? [{ version, at, note }] : [],
    ),
  );
}

/** Newest first. `article` must have been read with its headline and blocks, which are those of the newest. */
export function versionsOf(reader: Reader, article: Member<ArticleRow>): MaybePromise<Version[]> {
  return andThen(rowsOf(reader, article), (rows) =>
    contentsOf(rows, article).map(({ version, at, kind, by, note, headline, blocks }) => ({
      version,
      at,
      kind,
      by,
      note,
      headline,
      blocks,
    })),
  );
}

type Content = NonNullable<VersionRow['content']>;

/** What versions said, newest first. One that keeps nothing says what the next one does, and the last what the article does. */
export function contentsOf<Row extends Pick<VersionRow, 'content'>>(
  rows: readonly Row[],
  article: Content,
): (Omit<Row, 'content'> & Content)[] {
  let { headline, blocks } = article;
  return rows.map(({ content, ...row }) => {
    ({ headline, blocks } = content ?? { headline, blocks });
    return { ...row, headline, blocks };
  });
}

function rowsOf(reader: Reader, article: Member<ArticleRow>): MaybePromise<VersionRow[]> {
  const { store } = reader;
  const groups = ofFamily(article, 'versions', (members) => {
    const statement = reader.statement('versions of articles', () => {
      const { articleVersions } = store.tables;
      return store.db
        .select()
        .from(articleVersions)
        .where(store.among(articleVersions.articleId, 'ids'))
        .orderBy(desc(articleVersions.version));
    });
    const rows = statement({ ids: store.list(members.map(({ id }) => id)) });
    return andThen(rows, (read) => groupBy(read, ({ articleId }) => articleId));
  });
  return andThen(groups, (byArticle) => byArticle.get(article.id) ?? []);
}
