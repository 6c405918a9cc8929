/** Reads what is told by its content to be of one format. */
import { expect } from 'vitest';
import { detectFormat } from '../../src/formats/detect.ts';
import type { ArticleContent } from '../../src/news/article.ts';

export interface Read {
  articles: ArticleContent[];
  /** Why others are refused. */
  reasons: string[];
}

/** What is no text is written as JSON. */
export function readAs(name: string, value: unknown): Read {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const format = detectFormat(text);
  expect(format.name).toBe(name);
  const { articles, refused } = format.read(text);
  return { articles, reasons: refused.map(({ reason }) => reason) };
}

/** Of a text that is one article. */
export function oneAs(name: string, value: unknown): ArticleContent {
  const { articles, reasons } = readAs(name, value);
  expect(reasons).toEqual([]);
  expect(articles).toHaveLength(1);
  return articles[0] as ArticleContent;
}
