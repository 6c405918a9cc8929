/** Photos of a page: the one that it names as its article's, and those among the paragraphs, with what their captions say. */
import type { Block } from '../../news/block.ts';
import { webAddress } from '../../news/link.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../../news/photo.ts';
import { creditAtEnd, creditOf } from '../caption.ts';
import { photoOfThing } from '../json-ld/photo.ts';
import { pixelsIn } from '../told.ts';
import type { Thing } from '../json-ld/things.ts';
import { beginningIn, elementsIn, lineIn, type PageElement } from './tree.ts';

/** Photos that are kept of a page. */
const MOST = 50;
/** Smaller pictures are signs and portraits, in pixels. */
const SMALLEST = 240;
/** "harbour-300x200.jpg" */
const SIZED = /[-_](\d{2,4})x(\d{2,4})(?=\.\w+$)/;
/** Elements that are looked at of a figure. */
const INSIDE = 200;
const SIGNS = /avatar|logo|icon|emoji|pixel|tracking|spacer|badge|author|profile|sprite|placeholder/i;
const CAPTIONS = /(?:^|[\s_-])(?:caption|wp-caption-text)/i;
const CREDITS = /(?:^|[\s_-])(?:credit|copyright|photographer|source)/i;
/** By so many characters a paragraph of the page is known again in the body. */
const KNOWN_BY = 40;
/** With the spaces and signs that are left out of these. */
const LOOKED_AT = 80;
/** A block is looked at no further, however long it is. */
const BEGINNING = 2 * LOOKED_AT;
/** So many blocks are looked through for it. */
const AHEAD = 30;

/** What stands around a picture, and where it is. */
export interface Noted {
  address: string | null;
  caption: string | null;
  credit: string | null;
}

/** Of each picture, before what stands around it is taken for clutter. */
export function notePictures(elements: readonly PageElement[]): ReadonlyMap<PageElement, Noted> {
  const noted = new Map<PageElement, Noted>();
  for (const element of elements) {
    if (element.name === 'img' && !noted.has(element))
      noted.set(element, { address: addressOf(element), caption: null, credit: null });
    if (element.name !== 'figure' && !isCaptioned(element)) continue;
    const inside = elementsIn(element, INSIDE);
    const image = inside.find(({ name }) => name === 'img');
    if (image !== undefined) noted.set(image, noteOf(image, inside));
  }
  return noted;
}

function isCaptioned({ attribs }: PageElement): boolean {
  const { class: names } = attribs;
  return names !== undefined && names.includes('caption') && CAPTIONS.test(names);
}

/** `inside`: what is in the figure. */
function noteOf(image: PageElement, inside: readonly PageElement[]): Noted {
  const sources = inside.filter(({ name }) => name === 'source');
  const address =
    addressOf(image) ?? sources.flatMap(({ attribs }) => largestOf(attribs['srcset']) ?? [])[0] ?? null;
  const caption = inside.find(({ name }) => name === 'figcaption') ?? inside.find(isCaptioned);
  if (caption === undefined) return { address, caption: null, credit: null };
  const credited = [...elementsIn(caption), ...inside].find(({ attribs }) =>
    CREDITS.test(attribs['class'] ?? ''),
  );
  const credit = credited === undefined ? null : lineIn(credited);
  const text = lineIn(caption) ?? '';
  const said = credit !== null && text.endsWith(credit) ? text.slice(0, -credit.length).trim() : text;
  return { address, caption: said === '' ? null : said, credit };
}

export interface Placing {
  /** Without its clutter. */
  page: PageElement;
  blocks: readonly Block[];
  /** What was noted of its pictures when it was whole. */
  noted: ReadonlyMap<PageElement, Noted>;
  /** What the page names as its picture, the best first. */
  images: readonly Thing[];
  base: string | null;
  /** Where the page lies, as a URL: pictures may lie beside it. */
  at: string | null;
}

/** The lead photo comes first; each picture once. */
export function photosOfPage(placing: Placing): PhotoContent[] {
  const { images, base } = placing;
  const inText = placed(placing);
  const [lead] = images.flatMap((image) => photoOfThing(image, base) ?? []);
  if (lead === undefined) return inText.filter(isOfText).slice(0, MOST);
  const same = inText.find(({ url }) => isSamePicture(url, lead.url));
  const others = inText.filter(
    (photo) => photo !== same && isOfText(photo) && !isSamePicture(photo.url, lead.url),
  );
  const first: PhotoContent =
    same === undefined
      ? lead
      : {
          ...lead,
          caption: same.caption ?? lead.caption,
          altText: same.altText ?? lead.altText,
          creditLine: same.creditLine ?? lead.creditLine,
          creator: same.creator ?? lead.creator,
          paragraph: same.paragraph === 0 ? null : same.paragraph,
        };
  return [first, ...others].slice(0, MOST);
}

/** What stands before the text and says nothing is the page's, not the article's. */
function isOfText({ paragraph, caption, creditLine }: PhotoContent): boolean {
  return paragraph !== 0 || caption !== null || creditLine !== null;
}

function placed({ page, blocks, noted, base, at: folder }: Placing): PhotoContent[] {
  const elements = elementsIn(page);
  const last = elements.findLastIndex((element) => noted.has(element));
  if (last === -1) return [];
  const keys = blocks.map(({ text }) => keyOf(text));
  const photos = new Map<string, PhotoContent>();
  let at = 0;
  for (const element of elements.slice(0, last + 1)) {
    const note = noted.get(element);
    if (note !== undefined) {
      const photo =
        at < keys.length || keys.length === 0 ? photoOfImage(element, note, { base, at: folder }) : null;
      if (photo?.url != null && !photos.has(photo.url)) photos.set(photo.url, { ...photo, paragraph: at });
    } else if (hasTextOfItsOwn(element)) {
      const key = keyOf(beginningIn(element, LOOKED_AT));
      const ahead = key.length < 8 ? -1 : keys.slice(at, at + AHEAD).indexOf(key);
      if (ahead >= 0) at += ahead + 1;
    }
  }
  return [...photos.values()];
}

function hasTextOfItsOwn({ name, children }: PageElement): boolean {
  if (name === 'div') return children.some((child) => typeof child === 'string' && /\S/.test(child));
  return /^(?:p|h[2-6]|li|blockquote|td)$/.test(name);
}

function photoOfImage(
  { attribs }: PageElement,
  { address, caption: said, credit }: Noted,
  { base, at }: Pick<Placing, 'base' | 'at'>,
): PhotoContent | null {
  const url = address === null ? null : (beside(address, at) ?? webAddress(address, base));
  const [, namedWidth, namedHeight] = SIZED.exec(address ?? '') ?? [];
  const width = pixelsIn(attribs['width']) ?? pixelsIn(namedWidth);
  const height = pixelsIn(attribs['height']) ?? pixelsIn(namedHeight);
  if (url === null || Math.min(width ?? SMALLEST, height ?? SMALLEST) < SMALLEST) return null;
  if (SIGNS.test(`${attribs['class'] ?? ''} ${new URL(url).pathname}`)) return null;
  const credited = said === null ? null : creditAtEnd(said);
  const told = credit === null ? null : (creditOf(credit) ?? { creditLine: credit, creator: null });
  const caption = credited === null ? said : credited.rest;
  return {
    ...EMPTY_PHOTO,
    url,
    caption: caption === '' ? null : caption,
    altText: attribs['alt']?.trim() ? attribs['alt'].replace(/\s+/g, ' ').trim() : null,
    creditLine: told?.creditLine ?? credited?.creditLine ?? null,
    creator: told?.creator ?? credited?.creator ?? null,
    width,
    height,
  };
}

/** A relative address, where the page is a file: whether there is such a picture is for others to see. */
function beside(address: string, at: string | null): string | null {
  const isRelative = !/^(?:[a-z][a-z\d+.-]*:|[/\\#?])/i.test(address.trim());
  return at?.startsWith('file:') && isRelative && URL.canParse(address, at)
    ? new URL(address, at).href
    : null;
}

/** Where a picture is that may be loaded only when it is scrolled to. */
function addressOf(image: PageElement): string | null {
  const { attribs } = image;
  const told = ['data-src', 'data-original', 'data-lazy-src', 'src'].flatMap((name) => attribs[name] ?? []);
  const address = told.find((each) => each.trim() !== '' && !each.startsWith('data:'));
  if (address !== undefined) return address;
  const sources = image.parent?.name === 'picture' ? elementsIn(image.parent) : [];
  return (
    [image, ...sources].flatMap(
      (each) => largestOf(each.attribs['srcset'] ?? each.attribs['data-srcset']) ?? [],
    )[0] ?? null
  );
}

/** The last of "a.jpg 320w, b.jpg 1280w" by its width or density. */
function largestOf(srcset: string | undefined): string | null {
  const sized = (srcset ?? '')
    .split(/,\s+/)
    .map((candidate) => candidate.trim().split(/\s+/))
    .map(([url = '', size = '0']) => ({ url, size: Number.parseFloat(size) || 0 }))
    .filter(({ url }) => url !== '' && !url.startsWith('data:'));
  return sized.toSorted((one, other) => other.size - one.size)[0]?.url ?? null;
}

/** The same file, in whichever size and from whichever server of theirs. */
function isSamePicture(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && (one === other || fileOf(one) === fileOf(other));
}

function fileOf(url: string): string {
  const name = new URL(url).pathname.split('/').findLast((step) => step !== '') ?? url;
  return name.replace(SIZED, '').replace(/\.\w+$/, '');
}

function keyOf(text: string): string {
  return text
    .slice(0, BEGINNING)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, KNOWN_BY);
}
