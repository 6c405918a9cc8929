/** What reading a format means, and how a format is told by its content. */
import type { ArticleContent } from '../news/article.ts';

/** A document is refused for a reason that one sentence can tell; `position` counts the articles in a document from 0. */
export interface Refusal {
  position: number;
  reason: string;
}

export interface Reading {
  articles: ArticleContent[];
  refused: Refusal[];
}

export interface Format {
  name: string;
  /** Whether this text is of this format, by its content alone. */
  recognizes(text: string): boolean;
  read(text: string): Reading;
}
