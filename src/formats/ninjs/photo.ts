/** Pictures that a ninjs object is associated with, and those that its body shows, as photos. */
import { blocksFromNodes, type HtmlPicture } from '../../news/blocks-from-html.ts';
import { bodyTextOf } from '../../news/body.ts';
import { attributeOf, type HtmlElement, isElement } from '../../news/html-tree.ts';
import { webAddress } from '../../news/link.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../../news/photo.ts';
import { MAX_PHOTOS } from '../../news/validate.ts';
import { creditAtEnd } from '../caption.ts';
import { cleanLine } from '../plain-line.ts';
import { pixelsIn } from '../told.ts';
import { writtenTime } from '../written-time.ts';
import { type Fields, isFields, lineByRole, namesIn, objectsIn, roleTexts, textIn } from './fields.ts';

const PICTURES = ['picture', 'photo', 'graphic', 'image'];
/** Whom a photo shows; what more there is is a list of a crowd. */
const MOST_PERSONS = 100;

/** A photo with all that names it in a body. */
interface Associated {
  photo: PhotoContent;
  /** Of its renditions. */
  addresses: ReadonlySet<string>;
  name: string | null;
}

/** Those of `associations` in their order, placed where the body shows them; then those that only the body has. */
export function photosOfNinjs(
  associations: readonly Fields[],
  pictures: readonly HtmlPicture[],
  base: string | null,
): PhotoContent[] {
  const associated = associations.flatMap((each) => associatedOf(each, base) ?? []).slice(0, MAX_PHOTOS);
  const byName = new Map<string, Associated[]>();
  for (const each of associated) {
    for (const name of [...each.addresses, ...(each.name === null ? [] : [each.name])])
      byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  const placed = new Map<Associated, number>();
  const others = new Map<string, PhotoContent>();
  for (const picture of pictures) {
    const address = webAddress(attributeOf(picture.image, 'src') ?? '', base);
    const named = [address, attributeOf(picture.image, 'data-assoc-ref')].flatMap(
      (name) => (name === null ? null : byName.get(name)) ?? [],
    );
    const next = named.find((each) => !placed.has(each));
    if (next !== undefined) placed.set(next, picture.paragraph);
    else if (named.length === 0 && address !== null && !others.has(address) && others.size < MAX_PHOTOS)
      others.set(address, photoOfHtml(address, picture));
  }
  return [
    ...associated.map((each) => ({ ...each.photo, paragraph: placed.get(each) ?? null })),
    ...others.values(),
  ].slice(0, MAX_PHOTOS);
}

/** null where it is no picture, or nothing of it is told. */
function associatedOf(picture: Fields, base: string | null): Associated | null {
  const renditions = objectsIn(picture, 'renditions').filter(isPicture);
  const type = textIn(picture, 'type')?.toLowerCase() ?? null;
  if (type === null ? renditions.length === 0 : !PICTURES.includes(type)) return null;
  const rendition = best(renditions);
  const addressOf = (each: Fields) => webAddress(textIn(each, 'href') ?? '', base);
  const url = rendition === null ? null : addressOf(rendition);
  const descriptions = roleTexts(picture, 'descriptions', 'description');
  const isAlt = ({ role }: { role: string }) => /^alt(?:ernative)?[_-]?text$/i.test(role);
  const caption =
    lineByRole(
      descriptions.filter((each) => !isAlt(each)),
      'caption',
      '',
      'text',
    ) ?? lineByRole(roleTexts(picture, 'headlines', 'headline'), 'main', '');
  if (url === null && caption === null) return null;
  const sources = objectsIn(picture, 'infosources', 'infosource');
  const taken = textIn(picture, 'contentcreated');
  const people = objectsIn(picture, 'people', 'person');
  const places = objectsIn(picture, 'places', 'place');
  const photo: PhotoContent = {
    ...EMPTY_PHOTO,
    url,
    caption,
    altText: lineByRole(descriptions.filter(isAlt)),
    creditLine: cleanLine(
      namesIn(sources, 'credit')[0] ??
        textIn(picture, 'creditline') ??
        namesIn(sources)[0] ??
        textIn(picture, 'copyrightholder'),
    ),
    creator: cleanLine(textIn(picture, 'by', 'byline')),
    dateCreated: taken === null ? null : writtenTime(taken),
    locationShown: cleanLine(namesIn(places, 'shown')[0] ?? namesIn(places)[0] ?? null),
    personsShown: (people.some((each) => textIn(each, 'rel') === 'shown')
      ? namesIn(people, 'shown')
      : namesIn(people)
    ).slice(0, MOST_PERSONS),
    copyrightNotice: cleanLine(textIn(picture, 'copyrightnotice')),
    usageTerms: cleanLine(textIn(picture, 'usageterms')),
    width: pixelsIn(rendition?.['width']),
    height: pixelsIn(rendition?.['height']),
    focalPoint: focalPointOf(rendition),
  };
  const addresses = new Set(renditions.flatMap((each) => addressOf(each) ?? []));
  return { photo, addresses, name: textIn(picture, 'name') };
}

function isPicture(rendition: Fields): boolean {
  const mediaType = textIn(rendition, 'contenttype', 'mimetype');
  return textIn(rendition, 'href') !== null && (mediaType ?? 'image/').startsWith('image/');
}

/** The largest; one with a watermark only where there is no other. */
function best(renditions: readonly Fields[]): Fields | null {
  const rank = (each: Fields) =>
    (/watermark/i.test(`${textIn(each, 'variant') ?? ''} ${textIn(each, 'name') ?? ''}`) ? 0 : 1e9) +
    Math.min(pixelsIn(each['width']) ?? 0, 1e8);
  return renditions.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}

/** In ninjs pixels from the left and the top. */
function focalPointOf(rendition: Fields | null): PhotoContent['focalPoint'] {
  const point = rendition?.['poi'];
  const width = pixelsIn(rendition?.['width']);
  const height = pixelsIn(rendition?.['height']);
  if (!isFields(point) || width === null || height === null) return null;
  const { x, y } = point;
  if (typeof x !== 'number' || typeof y !== 'number' || x < 0 || y < 0 || x > width || y > height)
    return null;
  return { x: x / width, y: y / height };
}

function photoOfHtml(url: string, { image, figure, paragraph }: HtmlPicture): PhotoContent {
  const said = figure === null ? null : captionIn(figure);
  const credited = said === null ? null : creditAtEnd(said);
  return {
    ...EMPTY_PHOTO,
    url,
    caption: cleanLine(credited === null ? said : credited.rest),
    altText: cleanLine(attributeOf(image, 'alt')),
    creditLine: credited?.creditLine ?? null,
    creator: credited?.creator ?? null,
    width: pixelsIn(attributeOf(image, 'width')),
    height: pixelsIn(attributeOf(image, 'height')),
    paragraph,
  };
}

function captionIn(figure: HtmlElement): string | null {
  const caption = figure.childNodes.filter(isElement).find(({ tagName }) => tagName === 'figcaption');
  if (caption === undefined) return null;
  return cleanLine(bodyTextOf(blocksFromNodes(caption.childNodes, { base: null, length: 0 })));
}
