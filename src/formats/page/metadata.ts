/**
 * What a page tells of its article beside the text: in JSON-LD, in Open Graph (https://ogp.me) and other meta tags, and in what is
 * marked for it on the page. Whatever is told there first counts.
 */
import { breadcrumbOfNames, type Crumb } from '../../news/section.ts';
import { slugify } from '../../news/slug.ts';
import { webAddress } from '../../news/link.ts';
import { isOfType, isThing, listOf, resolved, textOfValue, type Thing, thingsIn } from '../json-ld/things.ts';
import { lineIn, type Page, type PageElement } from './tree.ts';
import { plainLine } from '../plain-line.ts';
import { keywordsOf } from '../told.ts';
import { writtenTime } from '../written-time.ts';

export interface PageMetadata {
  headline: string | null;
  description: string | null;
  byline: string | null;
  section: Crumb[];
  /** Tags, the best first; some may be none. */
  languages: (string | null)[];
  keywords: string[];
  /** Where it is to be found. */
  url: string | null;
  source: string | null;
  copyrightNotice: string | null;
  /** Milliseconds since 1970, UTC. */
  publishedAt: number | null;
  /** Of the lead photo: what JSON-LD has, and Open Graph's. */
  images: Thing[];
}

const LONGEST_NAME = 100;
/** What systems call those who have no name there. */
const NOBODY = /^(?:admin(?:istrator)?|webmaster|guest|user|editor|staff|redaktion|гость)$/i;

export function metadataOf({ elements, jsonLd }: Page): PageMetadata {
  const things = jsonLd.flatMap(thingsIn);
  return describe(things.find((thing) => isOfType(thing)) ?? {}, things, tagsOf(elements));
}

/** Where there are data and no page. `things`: those that it may name. */
export function metadataOfThing(article: Thing, things: readonly Thing[]): PageMetadata {
  return describe(article, things, tagsOf([]));
}

function describe(article: Thing, things: readonly Thing[], tags: Tags): PageMetadata {
  const told = (name: string) => resolved(article[name], things);
  const meta = (...names: string[]) => names.flatMap((name) => tags.metas.get(name) ?? [])[0] ?? null;
  const base = tags.base ?? null;
  const address = (value: string | null) => (value === null ? null : webAddress(value, base));
  const source =
    plainLine(meta('og:site_name')) ?? plainLine(textOfValue(resolved(told('publisher'), things)));
  const url = address(tags.canonical) ?? address(meta('og:url')) ?? address(textOfValue(article['url']));
  return {
    headline:
      withoutSource(plainLine(textOfValue(article['headline'])), source) ??
      headlineOf([meta('og:title', 'twitter:title'), tags.title], tags.headings, source),
    description:
      plainLine(meta('og:description', 'description', 'twitter:description')) ??
      plainLine(textOfValue(article['description'])),
    byline: bylineOf([
      listOf(article['author']).map((each) => textOfValue(resolved(each, things))),
      tags.metas.get('author') ?? [],
      tags.metas.get('parsely-author') ?? [],
      tags.metas.get('sailthru.author') ?? [],
      tags.metas.get('article:author') ?? [],
      tags.authors,
    ]),
    section: sectionOf(article, meta('article:section', 'parsely-section')),
    languages: [
      tags.language,
      textOfValue(article['inLanguage']),
      meta('og:locale', 'content-language', 'language'),
    ],
    keywords: keywordsIn([
      listOf(article['keywords']).map(textOfValue),
      tags.metas.get('article:tag') ?? [],
      [meta('news_keywords', 'keywords')],
    ]),
    url,
    source,
    copyrightNotice:
      plainLine(textOfValue(article['copyrightNotice'])) ?? plainLine(meta('copyright', 'dc.rights')),
    publishedAt: timeOf([
      textOfValue(article['datePublished']),
      meta(
        'article:published_time',
        'datepublished',
        'parsely-pub-date',
        'sailthru.date',
        'dc.date.issued',
        'dc.date',
        'pubdate',
        'publish-date',
        'date',
        'og:published_time',
      ),
      ...tags.times,
    ]),
    images: [
      ...listOf(article['image']).flatMap((image) => imageOf(resolved(image, things))),
      ...imageOfTags(meta),
    ],
  };
}

interface Tags {
  /** By name or property, in lower case. */
  metas: Map<string, string[]>;
  title: string | null;
  headings: string[];
  canonical: string | null;
  base: string | null;
  language: string | null;
  authors: string[];
  times: string[];
}

function tagsOf(elements: readonly PageElement[]): Tags {
  const tags: Tags = {
    metas: new Map(),
    title: null,
    headings: [],
    canonical: null,
    base: null,
    language: null,
    authors: [],
    times: [],
  };
  for (const element of elements) takeTag(element, tags);
  return tags;
}

function takeTag(element: PageElement, tags: Tags): void {
  const { name, attribs } = element;
  const { content, rel, href, itemprop } = attribs;
  if (name === 'meta') {
    const told = attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? attribs['http-equiv'];
    if (told === undefined || content === undefined || content.trim() === '') return;
    const key = told.toLowerCase();
    tags.metas.set(key, [...(tags.metas.get(key) ?? []), content.trim()]);
  } else if (name === 'link') {
    if (rel?.toLowerCase() === 'canonical' && href !== undefined) tags.canonical ??= href;
  } else if (name === 'base') tags.base ??= href ?? null;
  else if (name === 'html') tags.language ??= attribs['lang'] ?? attribs['xml:lang'] ?? null;
  else if (name === 'title') tags.title ??= lineIn(element);
  else if (name === 'h1') tags.headings.push(lineIn(element) ?? '');
  else if (name === 'time') {
    const time = attribs['datetime'] ?? lineIn(element);
    if (time !== null) tags.times.push(time);
  } else if (itemprop?.includes('datePublished')) tags.times.push(content ?? lineIn(element) ?? '');
  if (rel === 'author' || itemprop?.includes('author')) {
    const author = lineIn(element);
    if (author !== null) tags.authors.push(author);
  }
}

/** A title often has the site's name at an end of it; the page's own heading, where one is in the title, has not. */
function headlineOf(
  titles: readonly (string | null)[],
  headings: readonly string[],
  source: string | null,
): string | null {
  const lines = titles.flatMap((title) => plainLine(title) ?? []);
  const [title] = lines;
  if (title === undefined) return headings.find((heading) => heading !== '') ?? null;
  const heading = headings.find((each) => each.length > 8 && lines.some((line) => line.includes(each)));
  if (heading !== undefined) return heading;
  return withoutSource(title, source);
}

function withoutSource(title: string | null, source: string | null): string | null {
  if (title === null) return null;
  const parts = title.split(/\s+[|–—·»«-]\s+/);
  if (parts.length < 2 || source === null) return title;
  const isSource = (part: string | undefined) =>
    part !== undefined && part.toLowerCase().replace(/\W/g, '') === source.toLowerCase().replace(/\W/g, '');
  if (isSource(parts.at(-1)))
    return title.slice(0, title.lastIndexOf(parts.at(-1) ?? '')).replace(/\s+[|–—·»«-]\s+$/, '');
  return isSource(parts[0]) ? title.slice((parts[0] ?? '').length).replace(/^\s+[|–—·»«-]\s+/, '') : title;
}

/** The first list that names somebody. */
function bylineOf(lists: readonly (readonly (string | null)[])[]): string | null {
  for (const list of lists) {
    const names = list
      .flatMap((name) => plainLine(name) ?? [])
      .map((name) => name.replace(/^(?:by|von|par|por)\s+(?=\p{Lu})/iu, ''))
      .filter(
        (name) =>
          name.length <= LONGEST_NAME && !NOBODY.test(name) && !/^(?:https?:|www\.|@)|\d{4}/.test(name),
      );
    if (names.length > 0) return [...new Set(names)].join(', ');
  }
  return null;
}

/** Several are several sections, and the first is the one that it is read under; but of a collection they are the way to it. */
function sectionOf(article: Thing, told: string | null): Crumb[] {
  const named = listOf(article['articleSection']).flatMap((each) => plainLine(textOfValue(each)) ?? []);
  const collection = article['isPartOf'];
  if (!isThing(collection) || !isOfType(collection, /^CollectionPage$/))
    return breadcrumbOfNames([named[0] ?? plainLine(told) ?? '']);
  const crumbs = breadcrumbOfNames(named);
  // Newswire's own address of a section is its path, which keeps its slugs where names have changed.
  const slugs = textOfValue(collection['url'])?.split('/sections/')[1]?.split('/').map(slugify) ?? [];
  return slugs.length === crumbs.length
    ? crumbs.map((crumb, depth) => ({ ...crumb, slug: slugs[depth] || crumb.slug }))
    : crumbs;
}

/** The first list that names any. A list of one that has commas is several. */
function keywordsIn(lists: readonly (readonly (string | null)[])[]): string[] {
  for (const list of lists) {
    const told = list.flatMap((each) => plainLine(each) ?? []);
    const keywords = keywordsOf(told.length === 1 ? (told[0] ?? '').split(/[,;]/) : told);
    if (keywords.length > 0) return keywords;
  }
  return [];
}

function timeOf(told: readonly (string | null)[]): number | null {
  for (const text of told) {
    const time = text === null ? null : writtenTime(text);
    if (time !== null) return time;
  }
  return null;
}

function imageOf(image: unknown): Thing[] {
  if (typeof image === 'string') return [{ url: image }];
  return isThing(image) ? [image] : [];
}

function imageOfTags(meta: (...names: string[]) => string | null): Thing[] {
  const url = meta('og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src');
  if (url === null) return [];
  return [
    {
      url,
      width: meta('og:image:width'),
      height: meta('og:image:height'),
      description: meta('og:image:alt', 'twitter:image:alt'),
    },
  ];
}
