/** Pictures that Newswire itself keeps. One is served only while a photo of a public article shows it. */
import { and, eq, sql } from 'drizzle-orm';
import type { Store, WriteDb } from '../store/store.ts';
import { isPublic } from './visibility.ts';

export interface Picture {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

export interface Pictures {
  find(name: string): Promise<Picture | null>;
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
  };
}

export async function keepPicture(store: Store, tx: WriteDb, picture: Picture): Promise<void> {
  await tx.insert(store.tables.pictures).values(picture).onConflictDoNothing();
}

function addressOf(name: string): string {
  return `/photos/${name}`;
}
