/** What a filled store holds, as far as questions about it want to know. Only the generated articles count. */
import { z } from 'zod';
import { openReading } from './reading.ts';
import { RARE_WORDS } from './vocabulary.ts';

/** The most rows that a page of the bench holds. */
export const SIZE = 20;
/** Front pages are taken from the newest thousand articles: what a newsroom's readers look at. */
const PAGES = 1_000;

// PostgreSQL's driver gives whole numbers as text.
const Place = z.object({ publicAt: z.coerce.number(), id: z.coerce.number(), slug: z.string() });
const Slug = z.object({ slug: z.string() });

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

/** Each store's own: neither ids nor what is added to a slug need be the same on two engines. */
export async function readFacts(databaseUrl: string): Promise<Facts> {
  const { query, close } = await openReading(databaseUrl);
  try {
    const from = `from articles where source_id like 'generated-%'`;
    const slugs = z.array(Slug).parse(await query(`select slug ${from} order by id`));
    const count = slugs.length;
    const pages = Math.min(PAGES, Math.floor(count / 4));
    const newest = await query(
      `select public_at as "publicAt", id, slug ${from} order by public_at desc, id desc limit ${pages + SIZE}`,
    );
    return {
      count,
      pages,
      newest: z.array(Place).parse(newest),
      slugs: slugs.map(({ slug }) => slug),
      rareWords: Math.min(RARE_WORDS, count),
    };
  } finally {
    await close();
  }
}
