import { expect, test } from 'vitest';
import { ninjsOf } from '../../src/formats/ninjs/writer.ts';
import { BARE, FULL } from './exported.ts';

const HERE = 'https://news.example';

/** What ninjs-schema_3.1.json allows, of what is written here: it is closed, so any other name makes an object invalid. */
const NAMED = ['name', 'rel', 'uri', 'literal'];
const DESCRIBED = ['role', 'contentType', 'value'];
const OBJECT = {
  uri: 'uri',
  type: ['text', 'picture'],
  representationType: ['full', 'partial'],
  version: 'string',
  firstCreated: 'date',
  versionCreated: 'date',
  contentCreated: 'date',
  embargoedUntil: 'date',
  pubStatus: ['usable', 'withheld', 'canceled'],
  urgency: 'integer',
  copyrightNotice: 'string',
  usageTerms: 'string',
  edNote: 'string',
  language: 'string',
  by: 'string',
  slugline: 'string',
  located: 'string',
};
const LISTS: Record<string, string[]> = {
  headlines: DESCRIBED,
  descriptions: DESCRIBED,
  bodies: [...DESCRIBED, 'charCount', 'wordCount'],
  people: NAMED,
  places: NAMED,
  subjects: NAMED,
  infoSources: ['name', 'role', 'uri', 'literal'],
  altIds: ['role', 'value'],
  renditions: ['name', 'href', 'width', 'height', 'poi'],
};

type Json = Record<string, unknown>;

/** Everything in which the object is not valid. */
function faultsOf(object: Json, also: string[]): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (also.includes(name)) return [];
    if (Object.hasOwn(LISTS, name)) {
      return (value as Json[]).flatMap((item) =>
        Object.keys(item).filter((key) => !LISTS[name]?.includes(key)),
      );
    }
    const type = (OBJECT as Record<string, string | string[]>)[name];
    return isOf(value, type) ? [] : [`${name}: ${JSON.stringify(value)}`];
  });
}

function isOf(value: unknown, type: string | string[] | undefined): boolean {
  if (Array.isArray(type)) return type.includes(String(value));
  if (type === 'integer') return Number.isInteger(value);
  if (typeof value !== 'string' || type === undefined) return false;
  if (type === 'uri') return URL.canParse(value);
  return type === 'string' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}

const written = (article: typeof FULL) => JSON.parse(JSON.stringify(ninjsOf(article, HERE))) as Json;

test.each([
  ['full', FULL],
  ['bare', BARE],
])('a %s article has the fields of ninjs 3.1 and no others', (_name, article) => {
  const object = written(article);
  expect(faultsOf(object, ['standard', 'associations'])).toEqual([]);
  for (const picture of (object['associations'] ?? []) as Json[]) {
    expect(faultsOf(picture, ['name', 'rel'])).toEqual([]);
    expect(picture).toMatchObject({ name: expect.any(String), uri: expect.any(String) });
  }
});

test('all that an article has is in it', () => {
  expect(written(FULL)).toMatchObject({
    uri: 'https://news.example/articles/lamp-of-ondrey-lit-again',
    standard: { name: 'ninjs', version: '3.1' },
    type: 'text',
    version: '2',
    firstCreated: '2031-03-03T18:00:00.000Z',
    versionCreated: '2031-03-04T08:30:00.000Z',
    embargoedUntil: '2031-03-03T17:00:00.000Z',
    pubStatus: 'usable',
    urgency: 2,
    language: 'en-GB',
    headlines: [{ role: 'main', value: 'Lamp of Ondrey lit again' }],
    descriptions: [{ value: 'Forty years of dark are over.' }],
    bodies: [{ contentType: 'text/html' }, { contentType: 'text/plain' }],
    by: 'Mira Tallow',
    located: 'ONDREY',
    copyrightNotice: '© 2031 Coast Wire',
    usageTerms: 'Not for resale.',
    edNote: 'Check the name.',
    subjects: [
      { name: 'News', rel: 'section', literal: 'news' },
      { name: 'Coast', rel: 'section', literal: 'news/coast' },
      { name: 'lighthouses', rel: 'keyword' },
      { name: 'sea', rel: 'keyword' },
    ],
    infoSources: [{ name: 'Coast Wire' }],
    altIds: [{ value: 'cw-7' }],
    associations: [
      {
        name: 'photo-1',
        uri: 'https://news.example/photos/lamp.svg',
        type: 'picture',
        by: 'Ida Reed',
        contentCreated: '2031-03-03T12:00:00.000Z',
        places: [{ name: 'Ondrey' }],
        people: [{ name: 'Jon Vane' }],
        renditions: [{ href: 'https://news.example/photos/lamp.svg', width: 1200, poi: { x: 600, y: 200 } }],
      },
      { name: 'photo-2', uri: 'https://news.example/articles/lamp-of-ondrey-lit-again#photo-2' },
    ],
  });
});

test('the HTML body holds the links', () => {
  const [html] = written(FULL)['bodies'] as { value: string }[];
  expect(html?.value).toContain('<a href="https://lamps.example/all">All</a>');
});

test('an article with an address elsewhere is named by it', () => {
  const url = 'https://elsewhere.example/1';
  expect(written({ ...FULL, url })).toMatchObject({ uri: url });
});
