/** An article as a schema.org NewsArticle in JSON-LD (https://schema.org/NewsArticle): what search engines read. */
import { bodyTextOf, wordCountOf } from '../../news/body.ts';
import { formatDateTime } from '../../news/date-time.ts';
import { pathOf } from '../../news/section.ts';
import {
  addressOfArticle,
  addressOfPhoto,
  type ExportedArticle,
  type ExportedPhoto,
  type ExportedQuote,
  type ExportedVersion,
} from '../exported-article.ts';

/** `publicUrl`: where this server is reached, for what has no address elsewhere. Fields that are undefined are left out of JSON. */
export function jsonLdOf(article: ExportedArticle, publicUrl: string): object {
  const url = addressOfArticle(article, publicUrl);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url,
    url,
    identifier: identifiersOf(article),
    headline: article.headline,
    description: article.description ?? undefined,
    // So that nobody takes for a tag what an article says of tags.
    encodingFormat: 'text/plain',
    articleBody: bodyTextOf(article.blocks),
    wordCount: wordCountOf(article.blocks),
    articleSection: article.section.map(({ name }) => name),
    isPartOf: sectionOf(article, publicUrl),
    keywords: article.keywords.length === 0 ? undefined : article.keywords,
    inLanguage: article.language,
    datePublished: timeOf(article.publishedAt),
    dateModified: timeOf(article.updatedAt),
    version: article.version,
    dateline: article.dateline ?? undefined,
    author: article.byline === null ? undefined : { '@type': 'Person', name: article.byline },
    publisher:
      article.source === null ? undefined : { '@type': 'NewsMediaOrganization', name: article.source },
    copyrightNotice: article.copyrightNotice ?? undefined,
    usageInfo:
      article.usageTerms === null ? undefined : { '@type': 'CreativeWork', text: article.usageTerms },
    image: unlessEmpty(article.photos.flatMap((photo) => imageOf(photo, publicUrl) ?? [])),
    hasPart: unlessEmpty(article.quotes.map(quotationOf)),
    correction: unlessEmpty(article.versions.flatMap(correctionOf)),
  };
}

function identifiersOf({ slug, sourceId }: ExportedArticle): unknown {
  if (sourceId === null) return slug;
  return [slug, { '@type': 'PropertyValue', propertyID: 'sourceId', value: sourceId }];
}

function sectionOf({ section }: ExportedArticle, publicUrl: string): object | undefined {
  const deepest = section.at(-1);
  if (deepest === undefined) return undefined;
  return { '@type': 'CollectionPage', name: deepest.name, url: `${publicUrl}/sections/${pathOf(section)}` };
}

/** null where there is no picture to be had. */
function imageOf(photo: ExportedPhoto, publicUrl: string): object | null {
  const url = addressOfPhoto(photo, publicUrl);
  if (url === null) return null;
  return {
    '@type': 'ImageObject',
    contentUrl: url,
    url,
    caption: photo.caption ?? undefined,
    description: photo.altText ?? undefined,
    creditText: photo.creditLine ?? undefined,
    creator: photo.creator === null ? undefined : { '@type': 'Person', name: photo.creator },
    copyrightNotice: photo.copyrightNotice ?? undefined,
    usageInfo: photo.usageTerms === null ? undefined : { '@type': 'CreativeWork', text: photo.usageTerms },
    dateCreated: timeOf(photo.dateCreated),
    contentLocation:
      photo.locationShown === null ? undefined : { '@type': 'Place', name: photo.locationShown },
    about: unlessEmpty(photo.personsShown.map((name) => ({ '@type': 'Person', name }))),
    width: photo.width ?? undefined,
    height: photo.height ?? undefined,
    exifData: subjectAreaOf(photo),
  };
}

/** The focal point, as Exif 2.3 has it: where the main subject is, in pixels from the left and from the top. */
function subjectAreaOf({ focalPoint, width, height }: ExportedPhoto): object | undefined {
  if (focalPoint === null || width === null || height === null) return undefined;
  const value = `${Math.round(focalPoint.x * width)} ${Math.round(focalPoint.y * height)}`;
  return { '@type': 'PropertyValue', name: 'SubjectArea', value };
}

function quotationOf({ text, speaker, speakerRole, via }: ExportedQuote): object {
  const spokenBy = { '@type': 'Person', name: speaker, jobTitle: speakerRole ?? undefined };
  return {
    '@type': 'Quotation',
    text,
    spokenByCharacter: speaker === null ? undefined : spokenBy,
    // Who reported the words first.
    publisher: via === null ? undefined : { '@type': 'Organization', name: via },
  };
}

/** What a correction told the public. */
function correctionOf({ kind, note, at }: ExportedVersion): object[] {
  if (kind !== 'CORRECTED' || note === null) return [];
  return [{ '@type': 'CorrectionComment', text: note, datePublished: timeOf(at) }];
}

function timeOf(time: number | null): string | undefined {
  return time === null ? undefined : formatDateTime(time);
}

function unlessEmpty(list: object[]): object[] | undefined {
  return list.length === 0 ? undefined : list;
}
