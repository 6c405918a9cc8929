/** What reading a format means, and how a format is told by its content. */
import type { ArticleContent } from '../news/article.ts';
import type { ExportedArticle, KeptPicture } from './exported-article.ts';

/** A document is refused for a reason that one sentence can tell; `position` counts the articles in a document from 0. */
export interface Refusal {
  position: number;
  reason: string;
  /** What it would be with a text, which may be at its address. */
  announced?: ArticleContent;
}

export interface Reading {
  articles: ArticleContent[];
  refused: Refusal[];
  /** What became of those articles before, where the document tells it: they are to be as they were. */
  past?: Map<ArticleContent, ExportedArticle>;
  /** That photos of the articles show. */
  pictures?: KeptPicture[];
}

/** Where each of the articles stands in the document, from 0: what is refused has a place there too. */
export function placesOf({ articles, refused }: Reading): number[] {
  const taken = new Set(refused.map(({ position }) => position));
  const places: number[] = [];
  for (let place = 0; places.length < articles.length; place += 1) if (!taken.has(place)) places.push(place);
  return places;
}

export interface Format {
  name: string;
  /** Whether this text is of this format, by its content alone. */
  recognizes(text: string): boolean;
  /** `at`: where the document is, as a URL, where that is known: what it names may be relative to it. */
  read(text: string, at?: string): Reading;
}
