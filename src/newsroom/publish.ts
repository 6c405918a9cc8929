/**
 * Publishes: an article, its sections, photos and quotes, and its row in the log, in one transaction. What can be
 * thought about is thought about before it begins. An article that is known already is never published twice.
 */
import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Log } from '../log/log.ts';
import type { ArticleContent } from '../news/article.ts';
import { wordCountOf } from '../news/body.ts';
import { canonicalLanguage } from '../news/language.ts';
import { publicAt } from '../news/lifecycle.ts';
import { findQuotes } from '../news/quotes/find.ts';
import type { QuoteContent } from '../news/quotes/quote.ts';
import { slugify } from '../news/slug.ts';
import { type FieldProblem, validateArticle } from '../news/validate.ts';
import { indexText } from '../news/words.ts';
import type { Store, WriteDb } from '../store/store.ts';
import { place, wordsOf } from './placement.ts';
import { findOrMakeSections } from './sections.ts';

export interface Publication {
  content: ArticleContent;
  /** The key's name, or the command that did it. */
  by: string | null;
  /** Tells content without an identifier when it comes again; null where the same text may be published twice. */
  digest?: string | null;
  /** The same request of the same caller is carried out once. */
  requestId?: string | null;
}

export type Outcome =
  | { kind: 'SAVED'; articleId: number; slug: string; seq: number }
  /** `articleId` is the article that has this url, source and id, or digest. */
  | { kind: 'KNOWN'; articleId: number; slug: string; seq: number; message: string }
  | { kind: 'INVALID'; problems: FieldProblem[] };

export interface Publisher {
  /** All in one transaction; an outcome for each, in their order. */
  publish(publications: readonly Publication[]): Promise<Outcome[]>;
}

export interface PublisherParts {
  store: Store;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function createPublisher({ store, log, now }: PublisherParts): Publisher {
  return {
    async publish(publications) {
      const time = now();
      const prepared = publications.map((publication) => prepare(publication, time));
      if (prepared.every(({ problems }) => problems.length > 0)) {
        return prepared.map(({ problems }) => ({ kind: 'INVALID', problems }));
      }
      return store.write(async (tx) => {
        const known = new Map<string, number>();
        const outcomes: Outcome[] = [];
        for (const article of prepared) {
          outcomes.push(
            article.problems.length > 0
              ? { kind: 'INVALID', problems: article.problems }
              : await publishOne({ store, log, now }, tx, { article, time, known }),
          );
        }
        return outcomes;
      });
    },
  };
}

interface Prepared extends Publication {
  problems: FieldProblem[];
  quotes: QuoteContent[];
}

function prepare(publication: Publication, time: number): Prepared {
  const { content } = publication;
  const problems = validateArticle(content, time);
  const quotes =
    problems.length > 0 ? [] : (content.quotes ?? findQuotes(content.blocks.map(({ text }) => text)));
  return { ...publication, problems, quotes };
}

async function publishOne(
  { store, log }: PublisherParts,
  tx: WriteDb,
  { article, time, known }: { article: Prepared; time: number; known: Map<string, number> },
): Promise<Outcome> {
  const { content, by, quotes: foundQuotes } = article;
  const earlier = await earlierOutcome(store, tx, article);
  if (earlier) return earlier;

  const { articles, articleVersions, photos, quotes, requests } = store.tables;
  const waits = content.embargoedUntil !== null && content.embargoedUntil > time;
  const publishedAt = waits ? null : (content.publishedAt ?? time);
  const shownAt = publicAt({ publishedAt, pubStatus: 'USABLE' });
  const sectionIds = await findOrMakeSections(store, tx, { breadcrumb: content.section, known });
  const sectionId = sectionIds.at(-1);
  if (sectionId === undefined) throw new Error('an article was published without a section');
  const slug = await freeSlug(store, tx, content.headline);

  const { section: _section, photos: newPhotos, quotes: _quotes, ...fields } = content;
  const [articleId] = await store.insertRows(tx, articles, [
    {
      ...fields,
      language: canonicalLanguage(content.language) ?? content.language,
      slug,
      digest: article.digest ?? null,
      wordCount: wordCountOf(content.blocks),
      pubStatus: 'USABLE',
      version: 1,
      publishedAt,
      updatedAt: time,
      sectionId,
      hasPhoto: newPhotos.length > 0,
      publicAt: shownAt,
    },
  ]);
  if (articleId === undefined) throw new Error('the store took no article');
  const part = { articleId, sinceVersion: 1, publicAt: shownAt };
  await store.insertRows(
    tx,
    photos,
    newPhotos.map(({ focalPoint, ...photo }, position) => ({
      ...photo,
      ...part,
      position,
      focalX: focalPoint?.x ?? null,
      focalY: focalPoint?.y ?? null,
    })),
  );
  const quoteIds = await store.insertRows(
    tx,
    quotes,
    foundQuotes.map((quote, position) => ({ ...quote, ...part, position, ...quoteExtras(quote) })),
  );

  let seq: number;
  if (shownAt === null) {
    ({ seq } = await log.headIn(tx));
  } else {
    await place(store, tx, {
      articleId,
      publicAt: shownAt,
      updatedAt: time,
      sectionIds,
      keywords: content.keywords,
      words: wordsOf({ ...content, captions: newPhotos.map(({ caption }) => caption) }),
      quotes: foundQuotes.map(({ text }, position) => ({ id: quoteIds[position] ?? 0, text })),
    });
    const change = { at: time, kind: 'PUBLISHED', articleId, version: 1, note: null } as const;
    await store.insertRows(tx, articleVersions, [{ ...change, by }]);
    seq = await log.append(tx, { ...change, slug, removedIds: [] });
  }
  if (article.requestId) {
    const digest = digestOf(content);
    await store.insertRows(tx, requests, [
      { by: by ?? '', requestId: article.requestId, digest, articleId, seq, at: time },
    ]);
  }
  return { kind: 'SAVED', articleId, slug, seq };
}

function quoteExtras(quote: QuoteContent) {
  return { speakerKey: quote.speaker === null ? null : indexText(quote.speaker), reviewed: false };
}

/** What was answered to the same request, or the article that this would be once more. */
async function earlierOutcome(store: Store, tx: WriteDb, article: Prepared): Promise<Outcome | null> {
  const { articles, requests } = store.tables;
  const { content } = article;
  const find = async (
    fields: readonly ('id' | 'source' | 'sourceId' | 'url' | 'digest')[],
    params: Record<string, unknown>,
  ) => {
    const statement = store.statementIn(tx, `article by ${fields.join()}`, (db) =>
      db
        .select({ id: articles.id, slug: articles.slug })
        .from(articles)
        .where(and(...fields.map((field) => eq(articles[field], sql.placeholder(field)))))
        .limit(1),
    );
    return (await statement(params))[0];
  };

  if (article.requestId) {
    const [request] = await tx
      .select()
      .from(requests)
      .where(and(eq(requests.by, article.by ?? ''), eq(requests.requestId, article.requestId)));
    const answered = request && (await find(['id'], { id: request.articleId }));
    if (request && answered) {
      const { seq } = request;
      if (request.digest === digestOf(content))
        return { kind: 'SAVED', articleId: answered.id, slug: answered.slug, seq };
      const message = `The requestId "${article.requestId}" was used for another input before: give each request one of its own.`;
      return { kind: 'KNOWN', articleId: answered.id, slug: answered.slug, seq, message };
    }
  }
  const known = (found: { id: number; slug: string }, what: string): Outcome => ({
    kind: 'KNOWN',
    articleId: found.id,
    slug: found.slug,
    seq: 0,
    message: `The article "${found.slug}" has ${what} already: update that one, or leave it out.`,
  });
  if (content.sourceId !== null && content.source !== null) {
    const found = await find(['source', 'sourceId'], { source: content.source, sourceId: content.sourceId });
    if (found) return known(found, `the source "${content.source}" and the sourceId "${content.sourceId}"`);
  }
  if (content.url !== null) {
    const found = await find(['url'], { url: content.url });
    if (found) return known(found, `the url ${content.url}`);
  }
  if (article.digest != null) {
    const found = await find(['digest'], { digest: article.digest });
    if (found) return known(found, 'the same text');
  }
  return null;
}

/** From the headline, with a number where others have it; past a few, with something random. */
async function freeSlug(store: Store, tx: WriteDb, headline: string): Promise<string> {
  const { articles } = store.tables;
  const bySlug = store.statementIn(tx, 'article by slug', (db) =>
    db
      .select({ id: articles.id })
      .from(articles)
      .where(eq(articles.slug, sql.placeholder('slug')))
      .limit(1),
  );
  const wanted = slugify(headline) || 'article';
  for (let attempt = 1; ; attempt += 1) {
    const ending = attempt < 10 ? String(attempt) : randomBytes(4).toString('hex');
    const slug = attempt === 1 ? wanted : `${wanted}-${ending}`;
    if ((await bySlug({ slug })).length === 0) return slug;
  }
}

/** SHA-256 of what an article says, hexadecimal. */
export function digestOf(content: ArticleContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
