/** An article as IPTC ninjs 3.1 (https://iptc.org/std/ninjs/), its photos as associated objects. */
import { htmlOfBlocks } from '../../news/blocks-to-html.ts';
import { bodyTextOf, wordCountOf } from '../../news/body.ts';
import { formatDateTime } from '../../news/date-time.ts';
import { pathOf } from '../../news/section.ts';
import {
  addressOfArticle,
  addressOfPhoto,
  type ExportedArticle,
  type ExportedPhoto,
} from '../exported-article.ts';

/** `publicUrl`: where this server is reached, for what has no address elsewhere. Fields that are undefined are left out of JSON. */
export function ninjsOf(article: ExportedArticle, publicUrl: string): object {
  const uri = addressOfArticle(article, publicUrl);
  return {
    uri,
    standard: {
      name: 'ninjs',
      version: '3.1',
      schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
    },
    type: 'text',
    representationType: 'full',
    version: String(article.version),
    firstCreated: timeOf(article.publishedAt),
    versionCreated: timeOf(article.updatedAt),
    embargoedUntil: timeOf(article.embargoedUntil),
    pubStatus: article.pubStatus.toLowerCase(),
    urgency: article.urgency,
    language: article.language,
    slugline: article.slug,
    headlines: [{ role: 'main', value: article.headline }],
    descriptions: listOf(article.description, (value) => ({ role: 'summary', value })),
    bodies: bodiesOf(article, publicUrl),
    by: article.byline ?? undefined,
    located: article.dateline ?? undefined,
    copyrightNotice: article.copyrightNotice ?? undefined,
    usageTerms: article.usageTerms ?? undefined,
    edNote: article.editorialNote ?? undefined,
    subjects: subjectsOf(article),
    infoSources: listOf(article.source, (name) => ({ name, role: 'originator' })),
    altIds: listOf(article.sourceId, (value) => ({ role: 'sourceId', value })),
    associations: unlessEmpty(
      article.photos.map((photo, index) => pictureOf(photo, { name: `photo-${index + 1}`, uri, publicUrl })),
    ),
  };
}

function bodiesOf({ blocks, photos }: ExportedArticle, publicUrl: string): object[] {
  const text = bodyTextOf(blocks);
  const counts = { charCount: text.length, wordCount: wordCountOf(blocks) };
  const placed = photos.flatMap((photo) => {
    const url = addressOfPhoto(photo, publicUrl);
    return url === null ? [] : [{ ...photo, url }];
  });
  return [
    { role: 'main', contentType: 'text/html', ...counts, value: htmlOfBlocks(blocks, placed) },
    { role: 'text', contentType: 'text/plain', ...counts, value: text },
  ];
}

function subjectsOf({ keywords, section }: ExportedArticle): object[] | undefined {
  return unlessEmpty([
    ...section.map(({ name }, depth) => ({
      name,
      rel: 'section',
      literal: pathOf(section.slice(0, depth + 1)),
    })),
    ...keywords.map((name) => ({ name, rel: 'keyword' })),
  ]);
}

function pictureOf(
  photo: ExportedPhoto,
  { name, uri, publicUrl }: { name: string; uri: string; publicUrl: string },
): object {
  const href = addressOfPhoto(photo, publicUrl);
  return {
    name,
    // Where only the caption is known, the picture has no address of its own.
    uri: href ?? `${uri}${uri.includes('#') ? '-' : '#'}${name}`,
    type: 'picture',
    by: photo.creator ?? undefined,
    contentCreated: timeOf(photo.dateCreated),
    copyrightNotice: photo.copyrightNotice ?? undefined,
    usageTerms: photo.usageTerms ?? undefined,
    descriptions: unlessEmpty([
      ...(photo.caption === null ? [] : [{ role: 'caption', value: photo.caption }]),
      ...(photo.altText === null ? [] : [{ role: 'altText', value: photo.altText }]),
    ]),
    infoSources: listOf(photo.creditLine, (credit) => ({ name: credit, role: 'credit' })),
    places: listOf(photo.locationShown, (place) => ({ name: place, rel: 'shown' })),
    people: unlessEmpty(photo.personsShown.map((person) => ({ name: person, rel: 'shown' }))),
    renditions: listOf(href, (address) => renditionOf(photo, address)),
  };
}

function renditionOf({ width, height, focalPoint }: ExportedPhoto, href: string): object {
  const isMeasured = focalPoint !== null && width !== null && height !== null;
  return {
    name: 'main',
    href,
    width: width ?? undefined,
    height: height ?? undefined,
    poi: isMeasured
      ? { x: Math.round(focalPoint.x * width), y: Math.round(focalPoint.y * height) }
      : undefined,
  };
}

function timeOf(time: number | null): string | undefined {
  return time === null ? undefined : formatDateTime(time);
}

function listOf(text: string | null, item: (text: string) => object): object[] | undefined {
  return text === null ? undefined : [item(text)];
}

function unlessEmpty(list: object[]): object[] | undefined {
  return list.length === 0 ? undefined : list;
}
