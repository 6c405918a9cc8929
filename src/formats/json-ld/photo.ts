/** An ImageObject of schema.org (https://schema.org/ImageObject) as a photo. */
import { webAddress } from '../../news/link.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../../news/photo.ts';
import { isThing, listOf, resolvedList, textOfValue, type Thing } from './things.ts';
import { plainLine } from '../plain-line.ts';
import { pixelsIn } from '../told.ts';
import { writtenTime } from '../written-time.ts';

/** Whom a photo shows; what more there is is a list of a crowd. */
const MOST_PERSONS = 100;

/** null where it tells no address. `things`: those that it may name. */
export function photoOfThing(
  thing: Thing,
  base: string | null,
  things: readonly Thing[] = [],
): PhotoContent | null {
  const address = textOfValue(thing['contentUrl']) ?? textOfValue(thing['url']) ?? textOfValue(thing['@id']);
  const url = address === null ? null : webAddress(address, base);
  if (url === null) return null;
  const line = (name: string) => plainLine(textOfValue(resolvedList(thing[name], things)));
  const taken = textOfValue(thing['dateCreated']);
  const [width, height] = [sizeIn(thing['width']), sizeIn(thing['height'])];
  return {
    ...EMPTY_PHOTO,
    url,
    caption: line('caption'),
    altText: line('description'),
    creditLine: line('creditText') ?? line('copyrightHolder'),
    creator: line('creator') ?? line('author'),
    dateCreated: taken === null ? null : writtenTime(taken),
    locationShown: line('contentLocation'),
    personsShown: resolvedList(thing['about'], things)
      .flatMap((person) => plainLine(textOfValue(person)) ?? [])
      .slice(0, MOST_PERSONS),
    copyrightNotice: line('copyrightNotice'),
    usageTerms: usageOf(thing, things),
    width,
    height,
    focalPoint: width === null || height === null ? null : focalPointIn(thing, { width, height }),
  };
}

/** Terms that are told in words; their address says nothing here. */
export function usageOf(thing: Thing, things: readonly Thing[]): string | null {
  const [usage] = resolvedList(thing['usageInfo'], things);
  return isThing(usage) ? plainLine(textOfValue(usage['text'])) : null;
}

/** Of what Exif tells. */
function focalPointIn(
  thing: Thing,
  { width, height }: { width: number; height: number },
): PhotoContent['focalPoint'] {
  const area = listOf(thing['exifData']).find((each) => isThing(each) && each['name'] === 'SubjectArea');
  const told = isThing(area) ? textOfValue(area['value']) : null;
  const [, left, top] = /^(\d{1,6})[ ,]+(\d{1,6})\b/.exec(told ?? '') ?? [];
  const [x, y] = [Number(left) / width, Number(top) / height];
  return x <= 1 && y <= 1 ? { x, y } : null;
}

/** It may be a QuantitativeValue. */
function sizeIn(value: unknown): number | null {
  const [size] = listOf(value);
  return pixelsIn(isThing(size) ? size['value'] : size);
}
