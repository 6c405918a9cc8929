/**
 * Publishes articles in one transaction. What can be thought about is thought about before it begins. What is known
 * already is never published twice.
 */
import type { ExportedArticle } from '../formats/exported-article.ts';
import type { Log } from '../log/log.ts';
import type { ArticleContent } from '../news/article.ts';
import { findQuotesOf } from '../news/quotes/find.ts';
import type { QuoteContent } from '../news/quotes/quote.ts';
import { type FieldProblem, validateArticle } from '../news/validate.ts';
import type { Store } from '../store/store.ts';
import { findKnown, type Known } from './known.ts';
import type { Outcome } from './outcome.ts';
import { answeredBefore, noteAnswer } from './requests.ts';
import { type Saved, saveArticles, type Writing } from './save.ts';
import { slugsTaken } from './slugs.ts';

export interface Publication {
  content: ArticleContent;
  /** The key's name, or the command that did it. */
  by: string | null;
  /** Tells content without an identifier when it comes again; null where the same text may be published twice. */
  digest?: string | null;
  /** The same request of the same caller is carried out once. */
  requestId?: string | null;
  /** To wait until an editor publishes it; it may lack its text. */
  isDraft?: boolean;
  /** What it was read from, for the audit: "RSS https://paper.example/feed". */
  from?: string | null;
  /** What became of it elsewhere, which it is to keep: its slug, its times, its versions, its status. */
  past?: ExportedArticle | null;
}

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
      if (prepared.every(({ problems }) => problems.length > 0)) return prepared.map(invalid);
      const outcomes = await store.write(async (tx) => {
        const written: Outcome[] = [];
        for (const group of groupsOf(prepared)) {
          written.push(...(await publishGroup({ store, log, tx, time }, group)));
        }
        return written;
      });
      for (const outcome of outcomes) if (outcome.kind === 'SAVED') log.committed(outcome.seq);
      return outcomes;
    },
  };
}

interface Prepared {
  content: ArticleContent;
  by: string | null;
  digest: string | null;
  requestId: string | null;
  isDraft: boolean;
  from: string | null;
  past: ExportedArticle | null;
  quotes: readonly QuoteContent[];
  problems: FieldProblem[];
}

function prepare(publication: Publication, time: number): Prepared {
  const {
    content,
    by,
    digest = null,
    requestId = null,
    isDraft = false,
    from = null,
    past = null,
  } = publication;
  const problems = validateArticle(content, time, { isDraft });
  const quotes = problems.length > 0 ? [] : (content.quotes ?? findQuotesOf(content.blocks));
  return { content, by, digest, requestId, isDraft, from, past, quotes, problems };
}

/** What is written together. A request stands alone: the next may be the same one. */
function groupsOf(prepared: readonly Prepared[]): Prepared[][] {
  const groups: Prepared[][] = [];
  let open: Prepared[] | null = null;
  for (const article of prepared) {
    const isAlone = article.requestId !== null;
    if (open !== null && !isAlone) open.push(article);
    else groups.push((open = [article]));
    if (isAlone) open = null;
  }
  return groups;
}

async function publishGroup(writing: Writing, group: readonly Prepared[]): Promise<Outcome[]> {
  const { store, tx, time } = writing;
  const [request] = group.filter(({ requestId, problems }) => requestId !== null && problems.length === 0);
  const answered = request && (await answeredBefore(store, tx, request));
  if (answered) return [answered];

  const valid = group.filter(({ problems }) => problems.length === 0);
  const known = await findKnown(store, tx, valid);
  const unknown = valid.filter((article) => !known.has(article));
  const taken = await slugsTaken(
    store,
    tx,
    unknown.flatMap(({ past }) => past?.slug ?? []),
  );
  const fresh = unknown.filter(({ past }) => past === null || !taken.has(past.slug));
  const rows = await saveArticles(writing, fresh);
  const saved = new Map(fresh.map((article, index) => [article, rows[index]]));
  const done = request && saved.get(request);
  if (done) await noteAnswer(store, tx, { request, saved: done, time });

  return group.map((article) => {
    const row = saved.get(article);
    if (row !== undefined) return { kind: 'SAVED', ...row };
    const found = known.get(article);
    if (found) return knownOutcome(found, saved);
    return article.problems.length > 0 ? invalid(article) : slugTaken(article);
  });
}

function invalid({ problems }: Prepared): Outcome {
  return { kind: 'INVALID', problems };
}

function slugTaken({ past }: Prepared): Outcome {
  const message = `"${past?.slug ?? ''}" is another article's here: give that one another headline, or import into an empty store`;
  return { kind: 'INVALID', problems: [{ path: 'slug', message }] };
}

function knownOutcome(
  { article, what }: Known<Prepared>,
  saved: ReadonlyMap<Prepared, Saved | undefined>,
): Outcome {
  const found = 'content' in article ? saved.get(article) : { articleId: article.id, slug: article.slug };
  if (found === undefined) throw new Error('an article is known that was not saved');
  const { articleId, slug } = found;
  const message = `The article "${slug}" has ${what} already: update that one, or leave it out.`;
  return { kind: 'KNOWN', articleId, slug, seq: 0, message };
}
