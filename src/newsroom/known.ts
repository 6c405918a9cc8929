/** Tells articles that would come a second time: by url, by source and identifier there, or by their text. */
import { createHash } from 'node:crypto';
import { and, type AnyColumn, type SQL } from 'drizzle-orm';
import type { ExportedArticle } from '../formats/exported-article.ts';
import type { ArticleContent } from '../news/article.ts';
import type { Store, WriteDb } from '../store/store.ts';

export interface Candidate {
  content: ArticleContent;
  digest: string | null;
  /** What became of it elsewhere. */
  past: Pick<ExportedArticle, 'slug' | 'headline' | 'updatedAt'> | null;
}

/** The article that is there: in the store, or earlier among the candidates. */
export interface Known<Article> {
  article: { id: number; slug: string } | Article;
  /** What it has that the other would have too. */
  what: string;
}

/** By candidate; those that are new are not among them. */
export async function findKnown<Article extends Candidate>(
  store: Store,
  tx: WriteDb,
  candidates: readonly Article[],
): Promise<Map<Article, Known<Article>>> {
  const stored = await storedBy(store, tx, candidates);
  const earlier = new Map<string, Article>();
  const known = new Map<Article, Known<Article>>();
  for (const candidate of candidates) {
    const signs = signsOf(candidate);
    const sign = signs.find(({ key }) => stored.has(key) || earlier.has(key));
    const article = sign && (stored.get(sign.key) ?? earlier.get(sign.key));
    if (article) known.set(candidate, { article, what: sign.what });
    else for (const { key } of signs) earlier.set(key, candidate);
  }
  return known;
}

/** SHA-256 of what an article says, after what is said `before` it, hexadecimal. */
export function digestOf(content: ArticleContent, before = ''): string {
  return createHash('sha256')
    .update(before + JSON.stringify(content))
    .digest('hex');
}

interface Sign {
  key: string;
  what: string;
}

function signsOf({ content: { source, sourceId, url }, digest, past }: Candidate): Sign[] {
  const signs: Sign[] = [];
  if (source !== null && sourceId !== null) {
    signs.push({
      key: sourceKey(source, sourceId),
      what: `the source "${source}" and the sourceId "${sourceId}"`,
    });
  }
  if (url !== null) signs.push({ key: `url ${url}`, what: `the url ${url}` });
  // What was published without an identifier is known by all that tells it from others of its name.
  if (past !== null) signs.push({ key: pastKey(past), what: 'the same past' });
  if (digest !== null) signs.push({ key: `digest ${digest}`, what: 'the same text' });
  return signs;
}

function pastKey({ slug, headline, updatedAt }: NonNullable<Candidate['past']>): string {
  return `past ${JSON.stringify([slug, headline, updatedAt])}`;
}

function sourceKey(source: string | null, sourceId: string | null): string {
  return `source ${JSON.stringify([source, sourceId])}`;
}

/** Articles of the store by the signs that candidates have. */
async function storedBy(
  store: Store,
  tx: WriteDb,
  candidates: readonly Candidate[],
): Promise<Map<string, { id: number; slug: string }>> {
  const { articles } = store.tables;
  const { id, slug, source, sourceId, url, digest, headline, updatedAt } = articles;
  const look = (name: string, condition: SQL | undefined, values: Record<string, Value[]>) => {
    const lists = Object.entries(values).map(([key, list]) => [key, present(list)] as const);
    if (lists.some(([, list]) => list.length === 0)) return [];
    const statement = store.statementIn(tx, `articles by ${name}`, (db) =>
      db
        .select({ id, slug, source, sourceId, url, digest, headline, updatedAt })
        .from(articles)
        .where(condition),
    );
    return statement(Object.fromEntries(lists.map(([key, list]) => [key, store.list(list)])));
  };
  const among = (column: AnyColumn) => store.among(column, column.name);
  const contents = candidates.map(({ content }) => content);

  const byUrl = await look('url', among(url), { url: contents.map((content) => content.url) });
  const byDigest = await look('digest', among(digest), { digest: candidates.map((one) => one.digest) });
  const bySource = await look('source', and(among(source), among(sourceId)), {
    source: contents.map((content) => content.source),
    source_id: contents.map((content) => content.sourceId),
  });
  const bySlug = await look('slug', among(slug), { slug: candidates.map(({ past }) => past?.slug ?? null) });
  return new Map([
    ...bySlug.map((row) => [pastKey(row), row] as const),
    ...byUrl.map((row) => [`url ${row.url}`, row] as const),
    ...byDigest.map((row) => [`digest ${row.digest}`, row] as const),
    ...bySource.map((row) => [sourceKey(row.source, row.sourceId), row] as const),
  ]);
}

type Value = string | null;

function present(values: readonly Value[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
