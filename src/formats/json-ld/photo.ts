/** An ImageObject of schema.org (https://schema.org/ImageObject) as a photo. */
import { EMPTY_PHOTO, type PhotoContent } from '../../news/photo.ts';
import { webAddress } from '../feed-item.ts';
import { listOf, textOfValue, type Thing } from './things.ts';
import { plainLine } from '../plain-line.ts';
import { writtenTime } from '../written-time.ts';

/** null where it tells no address. */
export function photoOfThing(thing: Thing, base: string | null): PhotoContent | null {
  const address = textOfValue(thing['contentUrl']) ?? textOfValue(thing['url']) ?? textOfValue(thing['@id']);
  const url = address === null ? null : webAddress(address, base);
  if (url === null) return null;
  const line = (name: string) => plainLine(textOfValue(thing[name]));
  const taken = textOfValue(thing['dateCreated']);
  return {
    ...EMPTY_PHOTO,
    url,
    caption: line('caption'),
    altText: line('description'),
    creditLine: line('creditText') ?? line('copyrightHolder'),
    creator: line('creator') ?? line('author'),
    dateCreated: taken === null ? null : writtenTime(taken),
    locationShown: line('contentLocation'),
    personsShown: listOf(thing['about']).flatMap((person) => plainLine(textOfValue(person)) ?? []),
    copyrightNotice: line('copyrightNotice'),
    width: pixelsIn(thing['width']),
    height: pixelsIn(thing['height']),
  };
}

/** "1200", 1200, "1200px", or a QuantitativeValue; null where it is no size. */
export function pixelsIn(value: unknown): number | null {
  const inner = (value as { value?: unknown } | null | undefined)?.value ?? value;
  const text = textOfValue(inner);
  const size = text === null ? Number.NaN : Number(text.replace(/px$/i, ''));
  return Number.isInteger(size) && size > 0 ? size : null;
}
