/** Pictures that items of feeds bring: Media RSS (https://www.rssboard.org/media-rss), enclosures, and JSON Feed's own. */
import type { MediaNs } from 'feedsmith';
import { webAddress } from '../news/link.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../news/photo.ts';
import { plainLine } from './plain-line.ts';
import { pixelsIn } from './told.ts';

/** Photos that are kept of an item. */
const MOST = 20;
const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg)$/i;

export interface Enclosed {
  url?: string | undefined;
  type?: string | undefined;
}

interface Around {
  media?: MediaNs.ItemOrFeed | undefined;
  enclosures?: readonly Enclosed[] | undefined;
  /** Addresses of pictures alone. */
  images?: readonly (string | undefined)[];
  base: string | null;
}

/** Each address once; a thumbnail counts where there is nothing larger. */
export function photosOf({ media, enclosures = [], images = [], base }: Around): PhotoContent[] {
  const groups = media?.groups ?? [];
  const contents = [
    ...(media?.contents ?? []).map((content) => ({ ...media, ...content })),
    ...groups.flatMap((group) =>
      largest(group.contents ?? []).map((content) => ({ ...media, ...group, ...content })),
    ),
  ].filter(isPicture);
  const found = [
    ...contents.map((content) => photoOfMedia(content, base)),
    ...enclosures.filter(isPicture).map(({ url }) => photoAt(url, base)),
    ...images.map((url) => photoAt(url, base)),
  ];
  const thumbnails = [...(media?.thumbnails ?? []), ...groups.flatMap((group) => group.thumbnails ?? [])];
  const photos = found.flatMap((photo) => photo ?? []);
  if (photos.length === 0) {
    const [thumbnail] = thumbnails;
    const { width, height } = thumbnail ?? {};
    const photo = photoAt(thumbnail?.url, base);
    return photo === null ? [] : [{ ...photo, width: pixelsIn(width), height: pixelsIn(height) }];
  }
  return [...new Map(photos.map((photo) => [photo.url, photo])).values()].slice(0, MOST);
}

/** A group is one picture in several sizes. */
function largest(contents: readonly MediaNs.Content[]): MediaNs.Content[] {
  const pictures = contents.filter(isPicture);
  const [first] = pictures.toSorted((one, other) => (other.width ?? 0) - (one.width ?? 0));
  return first === undefined ? [] : [first];
}

function isPicture({ url, type, medium }: Enclosed & { medium?: string | undefined }): boolean {
  if (medium !== undefined) return medium === 'image';
  if (type !== undefined) return type.startsWith('image/');
  return PICTURE.test((url ?? '').replace(/[?#].*$/, ''));
}

function photoOfMedia(
  content: MediaNs.Content & MediaNs.CommonElements,
  base: string | null,
): PhotoContent | null {
  const photo = photoAt(content.url, base);
  if (photo === null) return null;
  const { description, title, credits = [], copyright, width, height } = content;
  return {
    ...photo,
    caption: plainLine(description?.value ?? null) ?? plainLine(title?.value ?? null),
    creditLine: plainLine(credits.map(({ value }) => value).join(' / ')),
    copyrightNotice: plainLine(copyright?.value ?? null),
    width: pixelsIn(width),
    height: pixelsIn(height),
  };
}

function photoAt(url: string | undefined, base: string | null): PhotoContent | null {
  const address = url === undefined ? null : webAddress(url, base);
  return address === null ? null : { ...EMPTY_PHOTO, url: address };
}
