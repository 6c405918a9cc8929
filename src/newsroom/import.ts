/** Documents → publications, so that importing the same twice changes nothing. */
import type { ExportedArticle } from '../formats/exported-article.ts';
import type { Reading } from '../formats/format.ts';
import type { ArticleContent } from '../news/article.ts';
import { digestOf } from './known.ts';
import type { Outcome } from './outcome.ts';
import type { Publication, Publisher } from './publish.ts';
import { type Failed, publishEach, sentenceOf } from './publish-each.ts';

export type ImportOutcome =
  | { kind: 'PUBLISHED'; slug: string; articleId: number; seq: number }
  | { kind: 'UNCHANGED'; slug: string }
  | { kind: 'REFUSED'; reason: string };

/** An article that was read, and what became of it before where the document tells it. */
export interface ImportedArticle {
  content: ArticleContent;
  /** The format, and the document where it has a name: "HTML desk/harbour.html". */
  from: string;
  past: ExportedArticle | null;
}

export function articlesOf({ articles, past }: Reading, from: string): ImportedArticle[] {
  return articles.map((content) => ({ content, from, past: past?.get(content) ?? null }));
}

/** All in one transaction; an outcome for each article, in their order. */
export async function importArticles(
  publisher: Publisher,
  articles: readonly ImportedArticle[],
  by: string,
): Promise<ImportOutcome[]> {
  const outcomes = await publisher.publish(articles.map((article) => publicationOf(article, by)));
  return outcomes.map(importOutcome);
}

/** The same, but those at which Newswire fails are refused by themselves. */
export async function importEach(
  publisher: Publisher,
  articles: readonly ImportedArticle[],
  by: string,
): Promise<ImportOutcome[]> {
  const outcomes = await publishEach(
    publisher,
    articles.map((article) => publicationOf(article, by)),
  );
  return outcomes.map(importOutcome);
}

function publicationOf({ content, from, past }: ImportedArticle, by: string): Publication {
  return { content, by, from, past, isDraft: past?.isDraft ?? false, digest: digestFor(content, past) };
}

function digestFor(content: ArticleContent, past: ExportedArticle | null): string | null {
  if (past !== null) return past.digest;
  return content.url === null && content.sourceId === null ? digestOf(content) : null;
}

function importOutcome(outcome: Outcome | Failed): ImportOutcome {
  switch (outcome.kind) {
    case 'SAVED':
      return { kind: 'PUBLISHED', slug: outcome.slug, articleId: outcome.articleId, seq: outcome.seq };
    case 'KNOWN':
      return { kind: 'UNCHANGED', slug: outcome.slug };
    case 'INVALID':
      return { kind: 'REFUSED', reason: sentenceOf(outcome.problems) };
    case 'FAILED':
      return { kind: 'REFUSED', reason: outcome.reason };
  }
}
