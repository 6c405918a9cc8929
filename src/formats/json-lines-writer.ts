/**
 * Newswire's own format: an object for each article or kept picture, with all there is of it. Times are RFC 3339; fields are
 * those of ExportedArticle; what an article does not have is null. Nothing is lost in it.
 */
import { formatDateTime } from '../news/date-time.ts';
import type { ExportedArticle, KeptPicture } from './exported-article.ts';

export function jsonLineOfArticle(article: ExportedArticle): object {
  const { photos, versions, publishedAt, updatedAt, embargoedUntil, ...rest } = article;
  return {
    type: 'article',
    ...rest,
    publishedAt: timeOf(publishedAt),
    updatedAt: timeOf(updatedAt),
    embargoedUntil: timeOf(embargoedUntil),
    photos: photos.map((photo) => ({ ...photo, dateCreated: timeOf(photo.dateCreated) })),
    versions: versions.map((version, index) => {
      const { headline, blocks, ...change } = { ...version, at: timeOf(version.at) };
      // What the newest says stands above.
      return index === versions.length - 1 ? change : { ...change, headline, blocks };
    }),
  };
}

export function jsonLineOfPicture({ name, mediaType, bytes }: KeptPicture): object {
  return { type: 'picture', name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}

function timeOf(time: number | null): string | null {
  return time === null ? null : formatDateTime(time);
}
