/** A picture that a ninjs object is associated with, as a photo. */
import { EMPTY_PHOTO, type PhotoContent } from '../../news/photo.ts';
import { webAddress } from '../feed-item.ts';
import { cleanLine } from '../plain-line.ts';
import { writtenTime } from '../written-time.ts';
import { byRole, type Fields, isFields, namesIn, objectsIn, roleTexts, textIn } from './fields.ts';

/** null where it is no picture, or nothing of it is told. */
export function photoOfNinjs(picture: Fields): PhotoContent | null {
  if (!['picture', 'photo', 'graphic', 'image'].includes(textIn(picture, 'type') ?? 'picture')) return null;
  const rendition = largest(objectsIn(picture, 'renditions'));
  const told = rendition === null ? null : textIn(rendition, 'href');
  const url = told === null ? null : webAddress(told, null);
  const descriptions = roleTexts(picture, 'descriptions', 'description');
  const caption = byRole(
    descriptions.filter(({ role }) => role !== 'altText'),
    'caption',
  );
  const alt = descriptions.find(({ role }) => role.toLowerCase() === 'alttext')?.value ?? null;
  const taken = textIn(picture, 'contentcreated');
  const { width, height } = rendition ?? {};
  if (url === null && caption === null) return null;
  return {
    ...EMPTY_PHOTO,
    url,
    caption: cleanLine(caption),
    altText: cleanLine(alt),
    creditLine: cleanLine(
      namesIn(objectsIn(picture, 'infosources'), 'credit')[0] ?? textIn(picture, 'creditline'),
    ),
    creator: cleanLine(textIn(picture, 'by', 'byline')),
    dateCreated: taken === null ? null : writtenTime(taken),
    locationShown: namesIn(objectsIn(picture, 'places', 'place'), 'shown')[0] ?? null,
    personsShown: namesIn(objectsIn(picture, 'people', 'person'), 'shown'),
    copyrightNotice: cleanLine(textIn(picture, 'copyrightnotice')),
    usageTerms: cleanLine(textIn(picture, 'usageterms')),
    width: pixels(width),
    height: pixels(height),
    focalPoint: focalPointOf(rendition),
  };
}

function largest(renditions: readonly Fields[]): Fields | null {
  const pictures = renditions.filter(
    (each) =>
      textIn(each, 'href') !== null &&
      (textIn(each, 'contenttype', 'mimetype') ?? 'image/').startsWith('image/'),
  );
  const marked = pictures.filter((each) => textIn(each, 'variant')?.toLowerCase() !== 'watermark');
  return (
    marked.toSorted((one, other) => (pixels(other['width']) ?? 0) - (pixels(one['width']) ?? 0))[0] ?? null
  );
}

/** In ninjs pixels from the left and the top. */
function focalPointOf(rendition: Fields | null): PhotoContent['focalPoint'] {
  const point = rendition?.['poi'];
  const width = pixels(rendition?.['width']);
  const height = pixels(rendition?.['height']);
  if (!isFields(point) || width === null || height === null) return null;
  const { x, y } = point;
  if (typeof x !== 'number' || typeof y !== 'number' || x < 0 || y < 0 || x > width || y > height)
    return null;
  return { x: x / width, y: y / height };
}

function pixels(size: unknown): number | null {
  return typeof size === 'number' && Number.isInteger(size) && size > 0 ? size : null;
}
