/** IPTC ninjs 1.x, 2.x and 3.x (https://iptc.org/std/ninjs/): an object, a list of them, or one on each line. */
import { type ArticleContent, EMPTY_ARTICLE, ROUTINE_URGENCY } from '../../news/article.ts';
import { type Block, paragraph } from '../../news/block.ts';
import { bodyFromHtml, type HtmlPicture } from '../../news/blocks-from-html.ts';
import { bodyTextOf } from '../../news/body.ts';
import { HtmlTooTangled } from '../../news/html-tree.ts';
import { webAddress } from '../../news/link.ts';
import { breadcrumbOfNames, type Crumb } from '../../news/section.ts';
import { slugify } from '../../news/slug.ts';
import { DEFAULT_SECTION } from '../default-section.ts';
import type { Format, Reading } from '../format.ts';
import { cleanLine } from '../plain-line.ts';
import { plainParagraphs } from '../plain-paragraphs.ts';
import { keywordsOf, languageTold } from '../told.ts';
import { writtenTime } from '../written-time.ts';
import {
  byRole,
  type Fields,
  isFields,
  isHtml,
  lineByRole,
  lowered,
  namesIn,
  objectsIn,
  roleTexts,
  textIn,
} from './fields.ts';
import { photosOfNinjs } from './photo.ts';

const JSON_BEGINNING = /^\s*[{[]/;
/** Fields that only ninjs has. */
const SIGNS =
  /"(?:versioncreated|firstcreated|representationtype|pubstatus|body_(?:text|xhtml|html5|richtext|main)|bodies|headlines|headline_\w+|associations|infosources?|description_text|copyrightnotice)"\s*:/i;

export const ninjsFormat: Format = {
  name: 'ninjs',
  recognizes: (text) => JSON_BEGINNING.test(text) && SIGNS.test(text.slice(0, 200_000)),
  read(text) {
    const reading: Reading = { articles: [], refused: [] };
    const objects = objectsOf(text);
    if ('reason' in objects) return { articles: [], refused: [{ position: 0, reason: objects.reason }] };
    for (const [position, object] of objects.list.entries()) {
      const article = articleOrReason(object);
      if ('reason' in article) reading.refused.push({ position, reason: article.reason });
      else reading.articles.push(article);
    }
    return reading;
  },
};

function objectsOf(text: string): { list: unknown[] } | { reason: string } {
  const parsed = parse(text);
  if (!('error' in parsed)) {
    const { value } = parsed;
    if (isFields(value) && Array.isArray(value['items'])) return { list: value['items'] };
    return { list: Array.isArray(value) ? value : [value] };
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || 'error' in parse(lines[0] ?? ''))
    return { reason: `The ninjs cannot be read (${parsed.error}): see that it is whole.` };
  return {
    list: lines.map((line) => {
      const read = parse(line);
      return 'error' in read ? read.error : read.value;
    }),
  };
}

function parse(json: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(json) as unknown };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function articleOrReason(object: unknown): ArticleContent | { reason: string } {
  if (!isFields(object))
    return {
      reason:
        typeof object === 'string' ? `The line cannot be read (${object}).` : 'It is no object of ninjs.',
    };
  try {
    return articleOf(lowered(object) as Fields);
  } catch (error) {
    if (error instanceof HtmlTooTangled) return { reason: error.message };
    throw error;
  }
}

function articleOf(fields: Fields): ArticleContent | { reason: string } {
  const type = textIn(fields, 'type') ?? 'text';
  if (type !== 'text' && type !== 'composite')
    return { reason: `It is of the type "${type}": only text is published by itself.` };
  const status = textIn(fields, 'pubstatus') ?? 'usable';
  if (status !== 'usable')
    return { reason: `Its pubStatus is "${status}": only what is usable is published.` };
  const headline =
    lineByRole(roleTexts(fields, 'headlines', 'headline'), 'main', '') ?? cleanLine(textIn(fields, 'title'));
  if (headline === null) return { reason: 'It has no headline: give it one.' };
  const description = lineByRole(
    roleTexts(fields, 'descriptions', 'description'),
    'summary',
    'main',
    '',
    'text',
    'abstract',
  );
  const base = webAddressIn(fields);
  const { pictures, ...body } = bodyOf(fields, base);
  const whole = withoutHeadline(body.blocks, headline);
  // Short news of agencies may be all in its description.
  const blocks = whole.length > 0 || description === null ? whole : [paragraph(description)];
  if (blocks.length === 0) return { reason: `“${headline}” has no body: there is no text to publish.` };
  const subjects = objectsIn(fields, 'subjects', 'subject');
  const source = sourceOf(fields);
  const urgency = fields['urgency'];
  const section = sectionOf(subjects);
  const embargoedUntil = timeIn(fields, 'embargoeduntil', 'embargoed');
  return {
    ...EMPTY_ARTICLE,
    headline,
    blocks,
    section: section.length > 0 ? section : [...DEFAULT_SECTION],
    description: whole.length > 0 ? description : null,
    byline: cleanLine(textIn(fields, 'by', 'byline')),
    dateline: cleanLine(textIn(fields, 'located')),
    language: languageTold([textIn(fields, 'language')], [headline, bodyTextOf(blocks)]),
    keywords: keywordsIn(fields, subjects),
    urgency: isUrgency(urgency) ? urgency : ROUTINE_URGENCY,
    url: base,
    source,
    sourceId: source === null ? null : sourceIdOf(fields),
    copyrightNotice: cleanLine(textIn(fields, 'copyrightnotice')),
    usageTerms: cleanLine(textIn(fields, 'usageterms')),
    editorialNote: textIn(fields, 'ednote'),
    publishedAt: publishedIn(fields, embargoedUntil),
    embargoedUntil,
    photos: photosOfNinjs(objectsIn(fields, 'associations'), pictures, base),
  };
}

/** What is under an embargo when it is sent is not published yet. */
function publishedIn(fields: Fields, embargoedUntil: number | null): number | null {
  const time = timeIn(fields, 'firstcreated', 'versioncreated', 'contentcreated');
  return time !== null && embargoedUntil !== null && embargoedUntil > time ? null : time;
}

function isUrgency(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 9;
}

/** Newswire's own subjects tell the way to a section, each with the path so far. */
function sectionOf(subjects: readonly Fields[]): Crumb[] {
  return subjects
    .filter((each) => textIn(each, 'rel') === 'section')
    .flatMap((each) => {
      const [crumb] = breadcrumbOfNames(namesIn([each]));
      if (crumb === undefined) return [];
      return [{ ...crumb, slug: slugify(textIn(each, 'literal')?.split('/').at(-1) ?? '') || crumb.slug }];
    });
}

interface Body {
  blocks: Block[];
  pictures: HtmlPicture[];
}

/** The richest that there is. */
function bodyOf(fields: Fields, base: string | null): Body {
  const bodies = roleTexts(fields, 'bodies', 'body');
  for (const html of bodies.filter(isHtml)) {
    const body = bodyFromHtml(html.value, base);
    if (body.blocks.length > 0) return body;
  }
  // Others are in XML of some house.
  const plain = bodies.filter((text) => !isHtml(text) && !text.mediaType.includes('xml'));
  const sections = objectsIn(fields, 'body_sections').flatMap(
    (each) => textIn(each, 'value', 'text', 'content') ?? [],
  );
  const text = byRole(plain, 'main', 'text', '')?.value ?? sections.join('\n\n');
  return { blocks: plainParagraphs(text), pictures: [] };
}

/** Some bodies begin with it, as a page would. */
function withoutHeadline(blocks: readonly Block[], headline: string): Block[] {
  const [first] = blocks;
  const isTwice = first?.kind === 'HEADING' && first.text === headline && blocks.length > 1;
  return isTwice ? blocks.slice(1) : [...blocks];
}

function webAddressIn(fields: Fields): string | null {
  const uri = textIn(fields, 'uri');
  return uri === null ? null : webAddress(uri, null);
}

function sourceOf(fields: Fields): string | null {
  const sources = objectsIn(fields, 'infosources', 'infosource');
  return namesIn(sources, 'originator')[0] ?? namesIn(sources)[0] ?? textIn(fields, 'copyrightholder');
}

/** An identifier of the source's own; or the address of the object, where it leads nowhere. */
function sourceIdOf(fields: Fields): string | null {
  const ids = objectsIn(fields, 'altids');
  const own = ids.find((each) => textIn(each, 'role') === 'sourceId') ?? ids[0];
  const told = own === undefined ? null : textIn(own, 'value');
  return told ?? (webAddressIn(fields) === null ? textIn(fields, 'uri') : null);
}

function keywordsIn(fields: Fields, subjects: readonly Fields[]): string[] {
  const named = subjects.filter((each) => textIn(each, 'rel') !== 'section');
  const told = fields['keywords'];
  const listed = typeof told === 'string' ? told.split(/[,;]/) : Array.isArray(told) ? told : [];
  const words = listed.filter((word): word is string => typeof word === 'string');
  const all = [
    ...words,
    ...objectsIn(fields, 'keywords').flatMap((each) => namesIn([each])),
    ...namesIn(named),
  ];
  return keywordsOf(all.flatMap((word) => cleanLine(word) ?? []));
}

function timeIn(fields: Fields, ...names: readonly string[]): number | null {
  for (const name of names) {
    const text = textIn(fields, name);
    const time = text === null ? null : writtenTime(text);
    if (time !== null) return time;
  }
  return null;
}
