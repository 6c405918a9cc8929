/**
 * Pictures that lie beside a document: those that a saved page shows from its own folder, and the one that is named as the document
 * is. Newswire keeps them, with what they say of themselves where the document says nothing. Nothing outside of the folder is read.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { KeptPicture } from '../formats/exported-article.ts';
import type { Reading } from '../formats/format.ts';
import { describePicture, pictureType } from '../formats/picture.ts';
import type { ArticleContent } from '../news/article.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../news/photo.ts';

/** The largest picture that is kept, in bytes. */
const MAX_PICTURE = 20_000_000;
const PICTURES = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/** By its name: in a folder it is no document, but may be a document's. */
export function isPictureFile(name: string): boolean {
  return PICTURES.test(name);
}

/** Answers what has been read of the document at `path`, with its pictures. */
export type WithPictures = (path: string, reading: Reading) => Promise<Reading>;

/** What pictures a folder has is looked up once for the documents that are read from it one after another. */
export function createWithPictures(): WithPictures {
  const folders = new Map<string, Promise<PictureNames>>();
  return async (path, reading) => {
    // An export brings its own.
    if (reading.past !== undefined) return reading;
    const folder = dirname(path);
    let names = folders.get(folder);
    if (names === undefined) {
      // Whoever reads a folder comes back to those around it, and to no other.
      for (const other of folders.keys()) if (!folder.startsWith(other + sep)) folders.delete(other);
      names = picturesIn(folder);
      folders.set(folder, names);
    }
    return withPicturesBeside(path, reading, await names);
  };
}

/** Names of pictures, by what is before the extension. */
type PictureNames = ReadonlyMap<string, string>;

async function picturesIn(folder: string): Promise<PictureNames> {
  const names = new Map<string, string>();
  const files = await readdir(folder).catch(() => []);
  for (const name of files.filter(isPictureFile).toSorted()) {
    const stem = basename(name, extname(name));
    if (!names.has(stem)) names.set(stem, name);
  }
  return names;
}

async function withPicturesBeside(path: string, reading: Reading, names: PictureNames): Promise<Reading> {
  const pictures = [...(reading.pictures ?? [])];
  const articles: ArticleContent[] = [];
  for (const article of reading.articles) {
    const photos: PhotoContent[] = [];
    for (const photo of withNamesake(path, names, { reading, article })) {
      const file = photo.url?.startsWith('file:') ? photo.url : null;
      if (file === null) {
        photos.push(photo);
        continue;
      }
      const kept = await keptPicture(file, path);
      if (kept !== null) pictures.push(kept.picture);
      const url = kept?.url ?? onTheWeb(file, path, article);
      if (url !== null || photo.caption !== null)
        photos.push({ ...(kept === null ? photo : filled(photo, kept.told)), url });
    }
    articles.push(photos.length === 0 && article.photos.length === 0 ? article : { ...article, photos });
  }
  return { ...reading, articles, pictures };
}

/** With the picture that is named as the document, where it is of one article and has no picture of its own. */
function withNamesake(
  path: string,
  names: PictureNames,
  { reading, article }: { reading: Reading; article: ArticleContent },
): readonly PhotoContent[] {
  const { photos } = article;
  if (reading.articles.length > 1 || photos.some(({ url }) => url !== null)) return photos;
  const name = names.get(basename(path, extname(path)));
  if (name === undefined) return photos;
  const [lead = EMPTY_PHOTO, ...others] = photos;
  return [{ ...lead, url: pathToFileURL(join(dirname(path), name)).href }, ...others];
}

interface Kept {
  url: string;
  picture: KeptPicture;
  /** What it says of itself. */
  told: PhotoContent;
}

/** null where there is no such picture in the document's folder. */
async function keptPicture(address: string, path: string): Promise<Kept | null> {
  try {
    const folder = await realpath(dirname(path));
    const file = await realpath(fileURLToPath(new URL(address)));
    if (!file.startsWith(folder + sep)) return null;
    const { size } = await stat(file);
    if (size > MAX_PICTURE) return null;
    const bytes = await readFile(file);
    const type = pictureType(bytes);
    if (type === null) return null;
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const name = `${digest}.${type.extension}`;
    const picture = { name, mediaType: type.mediaType, bytes };
    return { url: `/photos/${name}`, picture, told: await describePicture(bytes) };
  } catch {
    return null;
  }
}

/** What the document says goes before what the picture does. */
function filled(photo: PhotoContent, told: PhotoContent): PhotoContent {
  const given = Object.entries(photo).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return { ...told, ...Object.fromEntries(given) };
}

/** Where the page has it, if the page says where it is. */
function onTheWeb(file: string, path: string, { url }: ArticleContent): string | null {
  if (url === null) return null;
  const folder = new URL('.', pathToFileURL(path)).href;
  return file.startsWith(folder) ? new URL(file.slice(folder.length), url).href : null;
}
