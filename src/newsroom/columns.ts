/** What an article is made of, as the columns of its rows have it, and back. */
import type { ArticleContent } from '../news/article.ts';
import { wordCountOf } from '../news/body.ts';
import { canonicalLanguage } from '../news/language.ts';
import type { PhotoContent } from '../news/photo.ts';
import type { QuoteContent } from '../news/quotes/quote.ts';
import type { PhotoRow, QuoteRow } from './read/rows.ts';
import { speakerColumns } from './speakers.ts';

/** All but its place among others: section, times, version and status. */
export function articleColumns(content: ArticleContent) {
  const { section: _section, publishedAt: _published, photos, quotes: _quotes, ...fields } = content;
  return {
    ...fields,
    language: canonicalLanguage(content.language) ?? content.language,
    wordCount: wordCountOf(content.blocks),
    hasPhoto: photos.length > 0,
  };
}

export function photoColumns({ focalPoint, ...photo }: PhotoContent) {
  return { ...photo, focalX: focalPoint?.x ?? null, focalY: focalPoint?.y ?? null };
}

export function quoteColumns(quote: QuoteContent) {
  return { ...quote, ...speakerColumns(quote.speaker) };
}

export function photoOfRow(row: PhotoRow): PhotoContent {
  const {
    id: _id,
    articleId: _article,
    position: _position,
    sinceVersion: _since,
    publicAt: _at,
    ...photo
  } = row;
  const { focalX, focalY, ...fields } = photo;
  return { ...fields, focalPoint: focalX === null || focalY === null ? null : { x: focalX, y: focalY } };
}

export function quoteOfRow(row: QuoteRow): QuoteContent {
  const { text, type, speaker, speakerRole, cue, via, paragraph, start, end } = row;
  return { text, type, speaker, speakerRole, cue, via, paragraph, start, end };
}
