/** The bundled sample edition: what an empty store is filled with at its first start. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { sql } from 'drizzle-orm';
import { parseDateTime } from '../news/date-time.ts';
import { packageFile } from '../package.ts';
import type { Store } from '../store/store.ts';
import { type ArticleInput, contentOfInput } from './input.ts';
import { keepPicture, type Picture } from './pictures.ts';
import type { Publication, Publisher } from './publish.ts';

const SAMPLES = packageFile('samples');
const DAY = 24 * 60 * 60 * 1000;
const TIMES = new Set(['publishedAt', 'embargoedUntil', 'dateCreated']);

export interface SampleParts {
  store: Store;
  publisher: Publisher;
  now: () => number;
}

/** Fills the store where nothing was ever published in it; answers how many articles it published. */
export async function publishSamples({ store, publisher, now }: SampleParts): Promise<number> {
  if (!(await isEmpty(store))) return 0;
  const pictures = await readPictures();
  await store.write(async (tx) => {
    for (const picture of pictures) await keepPicture(store, tx, picture);
  });
  // Each has a source and a sourceId, so two first starts at once publish it once.
  const outcomes = await publisher.publish(inThePast(await readArticles(), now()));
  return outcomes.filter(({ kind }) => kind === 'SAVED').length;
}

async function isEmpty({ db, tables: { articles, log } }: Store): Promise<boolean> {
  const found = sql`exists (select 1 from ${articles}) or exists (select 1 from ${log})`;
  const [row] = await db.select({ used: sql<number | boolean>`${found}` }).from(sql`(select 1) as one`);
  return !row?.used;
}

/** A machine whose clock is behind the edition's dates gets it some days earlier. */
function inThePast(publications: readonly Publication[], now: number): Publication[] {
  const newest = Math.max(...publications.map(({ content }) => content.publishedAt ?? 0));
  const early = Math.max(0, Math.ceil((newest - now) / DAY)) * DAY;
  return publications.map(({ content, by }) => ({
    content: { ...content, publishedAt: content.publishedAt === null ? null : content.publishedAt - early },
    by,
  }));
}

async function readArticles(): Promise<Publication[]> {
  const folder = `${SAMPLES}/articles`;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(`${folder}/${name}`, 'utf8');
      const input = JSON.parse(text, (key, value: unknown) =>
        TIMES.has(key) && typeof value === 'string' ? parseDateTime(value) : value,
      ) as ArticleInput;
      return { content: contentOfInput(input).content, by: 'samples' };
    }),
  );
}

async function readPictures(): Promise<Picture[]> {
  const folder = `${SAMPLES}/photos`;
  const names = (await readdir(folder)).filter((name) => extname(name) === '.svg');
  return Promise.all(
    names.map(async (name) => ({
      name: basename(name),
      mediaType: 'image/svg+xml',
      bytes: await readFile(`${folder}/${name}`),
    })),
  );
}
