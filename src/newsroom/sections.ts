/** Finds the sections of a breadcrumb, and makes those that are missing. */
import { eq } from 'drizzle-orm';
import { type Crumb, pathOf } from '../news/section.ts';
import type { Store, WriteDb } from '../store/store.ts';

/** The ids from the root down. `known` spares a transaction of many articles the same look-ups. */
export async function findOrMakeSections(
  { tables: { sections } }: Store,
  tx: WriteDb,
  { breadcrumb, known }: { breadcrumb: readonly Crumb[]; known: Map<string, number> },
): Promise<number[]> {
  const ids: number[] = [];
  for (const [depth, { slug, name }] of breadcrumb.entries()) {
    const path = pathOf(breadcrumb.slice(0, depth + 1));
    const id =
      known.get(path) ??
      (await tx.select({ id: sections.id }).from(sections).where(eq(sections.path, path)))[0]?.id ??
      (
        await tx
          .insert(sections)
          .values({ parentId: ids.at(-1) ?? null, name, slug, path })
          .returning({ id: sections.id })
      )[0]?.id;
    if (id === undefined) throw new Error(`the section ${path} could not be made`);
    known.set(path, id);
    ids.push(id);
  }
  return ids;
}
