/** What a filled store holds, as far as questions about it want to know. Only the generated articles count. */
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { RARE_WORDS } from './vocabulary.ts';

/** The most rows that a page of the bench holds. */
export const SIZE = 20;
/** Front pages are taken from the newest thousand articles: what a newsroom's readers look at. */
const PAGES = 1_000;

const Place = z.object({ publicAt: z.number(), id: z.number(), slug: z.string() });

export interface Facts {
  count: number;
  /** Pages that begin at different articles. */
  pages: number;
  /** Newest first, enough for the last of the pages. */
  newest: z.infer<typeof Place>[];
  slugs: string[];
  /** Rare words that stand in an article; each stands in `count / rareWords` of them, or one more. */
  rareWords: number;
}

export function readFacts(store: string): Facts {
  const db = new Sqlite(store, { readonly: true });
  try {
    const from = `from articles where source_id like 'generated-%'`;
    const slugs = z.array(z.string()).parse(db.prepare(`select slug ${from} order by id`).pluck().all());
    const count = slugs.length;
    const pages = Math.min(PAGES, Math.floor(count / 4));
    const newest = db
      .prepare(`select public_at as publicAt, id, slug ${from} order by public_at desc, id desc limit ?`)
      .all(pages + SIZE);
    return {
      count,
      pages,
      newest: z.array(Place).parse(newest),
      slugs,
      rareWords: Math.min(RARE_WORDS, count),
    };
  } finally {
    db.close();
  }
}
