/**
 * Things of schema.org in JSON-LD, as pages have them: alone, in lists, in an `@graph`, or named by `@id` elsewhere; and as much as can be
 * told of them where the JSON is broken, which on pages it often is.
 */

export type Thing = Readonly<Record<string, unknown>>;

/** Types of articles (https://schema.org/Article) that pages of news have. */
const ARTICLES =
  /^(?:(?:\w*News|Blog|Report|Scholarly|Tech|SocialMedia|Medical|AdvertiserContent|Satirical|LiveBlog)?(?:Article|Posting)|Report|Review|BlogPost)$/;
/** Things may hold things; deeper ones are nothing that an article tells. */
const MAX_DEPTH = 20;
/** What can be told of an article in broken JSON. */
const TOLD = ['headline', 'description', 'datePublished', 'articleSection', 'inLanguage', 'url'];

/** All things in the text, outer ones first. */
export function thingsIn(json: string): Thing[] {
  const value = parsed(json);
  if (value === undefined) return [brokenThing(json)].filter((thing) => Object.keys(thing).length > 1);
  const things: Thing[] = [];
  collect(value, things, 0);
  return things;
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether one of its types is `type`, or an article's where none is given. */
export function isOfType(thing: Thing, type: RegExp = ARTICLES): boolean {
  return listOf(thing['@type']).some(
    (each) => typeof each === 'string' && type.test(each.replace(/^.*[/:#]/, '')),
  );
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The first text that a value tells: itself, a value of JSON-LD, or the name of a thing. */
export function textOfValue(value: unknown): string | null {
  for (const each of listOf(value)) {
    if (typeof each === 'string' && each.trim() !== '') return each.trim();
    if (typeof each === 'number') return String(each);
    if (!isThing(each)) continue;
    const text = textOfValue(each['@value'] ?? each['name']);
    if (text !== null) return text;
  }
  return null;
}

/** The thing itself, or the one of `things` that it only names. */
export function resolved(value: unknown, things: readonly Thing[]): unknown {
  if (!isThing(value) || typeof value['@id'] !== 'string' || Object.keys(value).length > 1) return value;
  return namedIn(things).get(value['@id']) ?? value;
}

export function resolvedList(value: unknown, things: readonly Thing[]): unknown[] {
  return listOf(value).map((each) => resolved(each, things));
}

const named = new WeakMap<readonly Thing[], ReadonlyMap<string, Thing>>();

/** By what names them, those that tell more than that. The first of a name counts. */
function namedIn(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  const known = named.get(things);
  if (known !== undefined) return known;
  const byName = new Map<string, Thing>();
  for (const thing of things) {
    const id = thing['@id'];
    if (typeof id === 'string' && !byName.has(id) && Object.keys(thing).length > 1) byName.set(id, thing);
  }
  named.set(things, byName);
  return byName;
}

function collect(value: unknown, things: Thing[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, things, depth + 1);
    return;
  }
  if (!isThing(value)) return;
  if (value['@type'] !== undefined) things.push(value);
  for (const each of Object.values(value)) if (typeof each === 'object') collect(each, things, depth + 1);
}

/** undefined: it is beyond mending. */
function parsed(json: string): unknown {
  const bare = json
    .replace(/^\s*(?:\/\/\s*)?(?:<!--|<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/)/, '')
    .replace(/(?:\/\/\s*)?(?:-->|\]\]>|\/\*\s*\]\]>\s*\*\/)\s*$/, '')
    .trim()
    .replace(/;+$/, '');
  // As it is; then without what is most often wrong with it.
  for (const text of [bare, bare.replace(/\p{Cc}+/gu, ' ').replace(/,\s*([}\]])/g, '$1')]) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      continue;
    }
  }
  return undefined;
}

function brokenThing(json: string): Thing {
  const type = /"@type"\s*:\s*"(\w*(?:Article|Posting))"/.exec(json)?.[1];
  const thing: Record<string, unknown> = type === undefined ? {} : { '@type': type };
  for (const name of type === undefined ? [] : TOLD) {
    const told = new RegExp(`"${name}"\\s*:\\s*\\[?\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(json)?.[1];
    const [value] = told === undefined ? [] : [parsed(told)];
    if (typeof value === 'string') thing[name] = value;
  }
  return thing;
}
