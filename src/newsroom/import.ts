/** Documents → publications, so that importing the same twice changes nothing. */
import type { ArticleContent } from '../news/article.ts';
import type { FieldProblem } from '../news/validate.ts';
import { digestOf } from './known.ts';
import type { Outcome } from './outcome.ts';
import type { Publisher } from './publish.ts';

export type ImportOutcome =
  | { kind: 'PUBLISHED'; slug: string; articleId: number; seq: number }
  | { kind: 'UNCHANGED'; slug: string }
  | { kind: 'REFUSED'; reason: string };

/** All in one transaction; an outcome for each article, in their order. */
export async function importArticles(
  publisher: Publisher,
  articles: readonly ArticleContent[],
  by: string,
): Promise<ImportOutcome[]> {
  const outcomes = await publisher.publish(
    articles.map((content) => ({
      content,
      by,
      digest: content.url === null && content.sourceId === null ? digestOf(content) : null,
    })),
  );
  return outcomes.map(importOutcome);
}

function importOutcome(outcome: Outcome): ImportOutcome {
  switch (outcome.kind) {
    case 'SAVED':
      return { kind: 'PUBLISHED', slug: outcome.slug, articleId: outcome.articleId, seq: outcome.seq };
    case 'KNOWN':
      return { kind: 'UNCHANGED', slug: outcome.slug };
    case 'INVALID':
      return { kind: 'REFUSED', reason: outcome.problems.map(sentence).join('; ') };
  }
}

function sentence({ path, message }: FieldProblem): string {
  return `its ${path} ${message}`;
}
