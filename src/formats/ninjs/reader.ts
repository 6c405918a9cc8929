/** IPTC ninjs 1.x, 2.x and 3.x (https://iptc.org/std/ninjs/): an object, a list of them, or one on each line. */
import { type ArticleContent, EMPTY_ARTICLE, ROUTINE_URGENCY } from '../../news/article.ts';
import { type Block, paragraph } from '../../news/block.ts';
import { cleanText } from '../../news/block-text.ts';
import { blocksFromHtml } from '../../news/blocks-from-html.ts';
import { bodyTextOf } from '../../news/body.ts';
import { HtmlTooTangled } from '../../news/html-tree.ts';
import { escapeAttribute } from '../../news/inline-html.ts';
import { canonicalLanguage } from '../../news/language.ts';
import type { PhotoContent } from '../../news/photo.ts';
import { breadcrumbOfNames } from '../../news/section.ts';
import { DEFAULT_SECTION } from '../default-section.ts';
import { webAddress } from '../feed-item.ts';
import type { Format, Reading } from '../format.ts';
import { languageOf } from '../language.ts';
import { cleanLine } from '../plain-line.ts';
import { writtenTime } from '../written-time.ts';
import { byRole, type Fields, isFields, lowered, namesIn, objectsIn, roleTexts, textIn } from './fields.ts';
import { photoOfNinjs } from './photo.ts';

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
  const headline = cleanLine(
    byRole(roleTexts(fields, 'headlines', 'headline'), 'main', '') ?? textIn(fields, 'title'),
  );
  if (headline === null) return { reason: 'It has no headline: give it one.' };
  const html = htmlOf(fields);
  const blocks = html === null ? blocksOfText(fields) : blocksFromHtml(html, webAddressIn(fields));
  if (blocks.length === 0) return { reason: `“${headline}” has no body: there is no text to publish.` };
  const subjects = objectsIn(fields, 'subjects', 'subject');
  const source = sourceOf(fields);
  const urgency = fields['urgency'];
  const section = breadcrumbOfNames(namesIn(subjects, 'section'));
  return {
    ...EMPTY_ARTICLE,
    headline,
    blocks,
    section: section.length > 0 ? section : [...DEFAULT_SECTION],
    description: cleanLine(
      byRole(roleTexts(fields, 'descriptions', 'description'), 'summary', 'main', 'text', 'abstract'),
    ),
    byline: cleanLine(textIn(fields, 'by', 'byline')),
    dateline: cleanLine(textIn(fields, 'located')),
    language:
      canonicalLanguage(textIn(fields, 'language') ?? '') ??
      languageOf([headline, bodyTextOf(blocks)].join('\n')),
    keywords: keywordsOf(fields, subjects),
    urgency: Number.isInteger(urgency) ? (urgency as number) : ROUTINE_URGENCY,
    url: webAddressIn(fields),
    source,
    sourceId: source === null ? null : sourceIdOf(fields),
    copyrightNotice: cleanLine(textIn(fields, 'copyrightnotice')),
    usageTerms: cleanLine(textIn(fields, 'usageterms')),
    editorialNote: textIn(fields, 'ednote'),
    publishedAt: timeIn(fields, 'firstcreated', 'versioncreated', 'contentcreated'),
    embargoedUntil: timeIn(fields, 'embargoeduntil', 'embargoed'),
    photos: placed(
      objectsIn(fields, 'associations').flatMap((each) => photoOfNinjs(each) ?? []),
      html,
    ),
  };
}

/** The richest body there is. */
function htmlOf(fields: Fields): string | null {
  const bodies = roleTexts(fields, 'bodies', 'body').filter(({ mediaType }) => mediaType.includes('html'));
  return bodies[0]?.value ?? null;
}

function blocksOfText(fields: Fields): Block[] {
  const text =
    byRole(
      roleTexts(fields, 'bodies', 'body').filter(({ mediaType }) => !mediaType.includes('xml')),
      'main',
      'text',
    ) ?? '';
  return text
    .split(/\n\s*\n/.test(text) ? /\n\s*\n/ : '\n')
    .map(cleanText)
    .filter((line) => line !== '')
    .map(paragraph);
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

function keywordsOf(fields: Fields, subjects: readonly Fields[]): string[] {
  const named = subjects.filter((each) => textIn(each, 'rel') !== 'section');
  const told = fields['keywords'];
  const words = Array.isArray(told) ? told.filter((word) => typeof word === 'string') : [];
  return [...new Set([...words, ...namesIn(named)])].slice(0, 100);
}

function timeIn(fields: Fields, ...names: readonly string[]): number | null {
  for (const name of names) {
    const text = textIn(fields, name);
    const time = text === null ? null : writtenTime(text);
    if (time !== null) return time;
  }
  return null;
}

/** Where the body shows them, before the block that follows. */
function placed(photos: readonly PhotoContent[], html: string | null): PhotoContent[] {
  return photos.map((photo) => {
    const at = html === null || photo.url === null ? -1 : html.indexOf(`src="${escapeAttribute(photo.url)}"`);
    if (html === null || at === -1) return photo;
    const before = html.slice(0, Math.max(html.lastIndexOf('<figure', at), 0));
    return { ...photo, paragraph: blocksFromHtml(before).length };
  });
}
