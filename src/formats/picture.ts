/**
 * What a picture says of itself: its size, and the fields that agencies and cameras write into it, IPTC IIM
 * (https://iptc.org/standards/photo-metadata/) before EXIF. ExifReader reads them.
 */
import { EMPTY_PHOTO, type PhotoContent } from '../news/photo.ts';
import { cleanLine } from './plain-line.ts';
import { pixelsIn } from './told.ts';
import { writtenTime } from './written-time.ts';

/** Of pictures that a browser shows and that cannot hold scripts. */
const TYPES: readonly (readonly [RegExp, string, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg', 'jpg'],
  [/^\x89PNG\r\n/, 'image/png', 'png'],
  [/^GIF8[79]a/, 'image/gif', 'gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp', 'webp'],
  [/^[^]{4}ftypavi[fs]/, 'image/avif', 'avif'],
];

export interface PictureType {
  mediaType: string;
  extension: string;
}

/** By its first bytes; null where it is no picture that may be kept. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const [, mediaType, extension] = TYPES.find(([magic]) => magic.test(beginning)) ?? [];
  return mediaType === undefined || extension === undefined ? null : { mediaType, extension };
}

/** All but its address and place. What cannot be read of it is null. */
export async function describePicture(bytes: Uint8Array): Promise<PhotoContent> {
  const told = await tagsOf(bytes);
  const tag = (...names: readonly string[]) => {
    for (const name of names) {
      const text = cleanLine(told.get(name) ?? null);
      if (text !== null) return text;
    }
    return null;
  };
  const taken = tag('iptc:Date Created', 'exif:DateTimeOriginal', 'exif:DateTime');
  const place = [tag('iptc:City'), tag('iptc:Country/Primary Location Name')].flatMap((name) => name ?? []);
  return {
    ...EMPTY_PHOTO,
    caption: tag('iptc:Caption/Abstract', 'exif:ImageDescription', 'iptc:Headline'),
    creditLine: tag('iptc:Credit', 'iptc:Source'),
    creator: tag('iptc:By-line', 'exif:Artist'),
    copyrightNotice: tag('iptc:Copyright Notice', 'exif:Copyright'),
    usageTerms: tag('iptc:Special Instructions'),
    locationShown: place.length === 0 ? null : place.join(', '),
    dateCreated: taken === null ? null : timeOf(taken),
    width: pixelsIn(tag('file:Image Width', 'png:Image Width', 'exif:PixelXDimension')),
    height: pixelsIn(tag('file:Image Height', 'png:Image Height', 'exif:PixelYDimension')),
  };
}

/** "2026:03:01 08:30:00" is how EXIF writes times, which has no zone, and "20260301" IPTC. */
function timeOf(text: string): number | null {
  return writtenTime(text.replace(/^(\d{4}):(\d{2}):(\d{2})/, '$1-$2-$3'));
}

/** By the standard and the name of the field. Empty where the picture has none, or is broken. */
async function tagsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  // Most who import have no pictures beside.
  const { default: reader } = await import('exifreader');
  const found = new Map<string, string>();
  try {
    const groups = reader.load(Buffer.from(bytes), { expanded: true }) as Record<string, unknown>;
    for (const standard of ['file', 'png', 'pngFile', 'exif', 'iptc', 'riff', 'gif']) {
      const tags = groups[standard];
      if (typeof tags !== 'object' || tags === null) continue;
      const group =
        standard === 'pngFile' ? 'png' : standard === 'riff' || standard === 'gif' ? 'file' : standard;
      for (const [name, tag] of Object.entries(tags)) {
        const text = descriptionOf(tag);
        if (text !== null) found.set(`${group}:${name}`, text);
      }
    }
  } catch {
    return new Map();
  }
  return found;
}

function descriptionOf(tag: unknown): string | null {
  const [first] = Array.isArray(tag) ? (tag as unknown[]) : [tag];
  const { description } = (first ?? {}) as { description?: unknown };
  return typeof description === 'string' ? description : null;
}
