/** Pictures that Newswire itself keeps. One is served only while a photo of a public article shows it. */
import { and, eq, sql } from 'drizzle-orm';
import type { KeptPicture } from '../formats/exported-article.ts';
import type { Store, WriteDb } from '../store/store.ts';
import { isPublic } from './visibility.ts';

export interface Picture {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

export interface Pictures {
  find(name: string): Promise<Picture | null>;
  /** Those that are kept already stay as they are. */
  keep(pictures: readonly KeptPicture[]): Promise<void>;
}

export function createPictures(store: Store): Pictures {
  const { pictures, photos } = store.tables;
  return {
    async find(name) {
      const shown = sql`exists (select 1 from ${photos} where ${and(eq(photos.url, addressOf(name)), isPublic(photos))})`;
      const [picture] = await store.db
        .select()
        .from(pictures)
        .where(and(eq(pictures.name, name), shown));
      return picture ?? null;
    },
    async keep(kept) {
      if (kept.length === 0) return;
      await store.write(async (tx) => {
        for (const picture of kept) await keepPicture(store, tx, picture);
      });
    },
  };
}

export async function keepPicture(
  store: Store,
  tx: WriteDb,
  { bytes, ...picture }: KeptPicture,
): Promise<void> {
  await tx
    .insert(store.tables.pictures)
    .values({ ...picture, bytes: Buffer.from(bytes) })
    .onConflictDoNothing();
}

/** `url` is that of a photo. Others that show the same picture have none then. */
export async function removePicture({ tables }: Store, tx: WriteDb, url: string): Promise<void> {
  const { pictures } = tables;
  const name = url.startsWith(FOLDER) ? url.slice(FOLDER.length) : null;
  if (name !== null) await tx.delete(pictures).where(eq(pictures.name, name));
}

const FOLDER = '/photos/';

function addressOf(name: string): string {
  return `${FOLDER}${name}`;
}
