/** Slugs for new articles: from their headlines, each once in the store. */
import { randomBytes } from 'node:crypto';
import { slugify } from '../news/slug.ts';
import type { Store, WriteDb } from '../store/store.ts';

/** Where others have it, a number follows; past this many, something random. */
const NUMBERED = 10;

/** A free slug for each headline, in their order. */
export async function freeSlugs(store: Store, tx: WriteDb, headlines: readonly string[]): Promise<string[]> {
  const wanted = headlines.map((headline) => slugify(headline) || 'article');
  const given: string[] = [];
  const used = new Set<string>();
  let open = [...wanted.keys()];
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const candidates = open.map((index) => candidate(wanted[index] ?? '', attempt));
    const taken = await slugsTaken(store, tx, candidates);
    open = open.filter((index, position) => {
      const slug = candidates[position] ?? '';
      if (taken.has(slug) || used.has(slug)) return true;
      used.add(slug);
      given[index] = slug;
      return false;
    });
  }
  return given;
}

function candidate(slug: string, attempt: number): string {
  if (attempt === 1) return slug;
  return `${slug}-${attempt < NUMBERED ? attempt : randomBytes(4).toString('hex')}`;
}

/** Those of the slugs that articles have. */
export async function slugsTaken(store: Store, tx: WriteDb, slugs: readonly string[]): Promise<Set<string>> {
  const { articles } = store.tables;
  const statement = store.statementIn(tx, 'slugs that are taken', (db) =>
    db.select({ slug: articles.slug }).from(articles).where(store.among(articles.slug, 'slugs')),
  );
  const rows = await statement({ slugs: store.list([...new Set(slugs)]) });
  return new Set(rows.map(({ slug }) => slug));
}
