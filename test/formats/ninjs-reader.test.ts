/** ninjs as agencies send it, in each of its versions. */
import { describe, expect, test } from 'vitest';
import type { ArticleContent } from '../../src/news/article.ts';
import { oneAs, readAs } from './reading.ts';

const read = (value: unknown) => readAs('ninjs', value);
const one = (value: unknown) => oneAs('ninjs', value);

const textsOf = ({ blocks }: ArticleContent) => blocks.map(({ text }) => text);

const FIRST = {
  uri: 'http://agency.example/items/20310303-1',
  type: 'composite',
  profile: 'text-photo',
  versioncreated: '2031-03-03T18:00:00+01:00',
  copyrightnotice: 'Copyright 2031 The Agency',
  copyrightholder: 'The Agency',
  language: 'en-gb',
  urgency: 3,
  byline: 'Mira Tallow and Bo Lind',
  located: 'Ondrey',
  headline: 'Lamp of Ondrey lit again',
  subject: [{ name: 'lighthouses', rel: 'about', code: '1' }, { name: 'sea' }],
  place: [{ name: 'Ondrey', rel: 'mentions' }],
  description_text: 'Forty years of dark are over.',
  description_xhtml: '<p>Forty years of <b>dark</b> are over.</p>',
  body_text: 'The lamp burned. It had been dark.',
  body_xhtml:
    '<h1>Lamp of Ondrey lit again</h1><p>The <a href="/lamp">lamp</a> burned.</p><script>alert(1)</script><ul><li>Oil</li><li>Glass</li></ul>',
  associations: {
    mainpic: {
      uri: 'http://agency.example/items/20310303-2',
      type: 'picture',
      byline: 'Ida Reed',
      copyrightholder: 'The Agency',
      headline: 'The lamp',
      description_xhtml: '<p>The lamp on <i>Monday</i>.</p>',
      description_text: 'The lamp on Monday.',
      person: [{ name: 'Jon Vane', rel: 'depicts' }],
      place: [{ name: 'Ondrey' }],
      renditions: {
        small: { href: 'http://pictures.example/small.jpg', mimetype: 'image/jpg', width: 179, height: 117 },
        main: { href: 'http://pictures.example/main.jpg', mimetype: 'image/jpg', width: 429, height: 281 },
        film: { href: 'http://pictures.example/film.mp4', mimetype: 'video/mp4', width: 4000, height: 3000 },
      },
    },
    other: { uri: 'urn:other', type: 'text', headline: 'Another text' },
  },
};

test('1.x: fields by role, objects by name', () => {
  const article = one(FIRST);
  expect(article).toMatchObject({
    headline: 'Lamp of Ondrey lit again',
    description: 'Forty years of dark are over.',
    byline: 'Mira Tallow and Bo Lind',
    dateline: 'Ondrey',
    language: 'en-GB',
    urgency: 3,
    url: 'http://agency.example/items/20310303-1',
    source: 'The Agency',
    copyrightNotice: 'Copyright 2031 The Agency',
    publishedAt: Date.parse('2031-03-03T17:00:00Z'),
    section: [{ slug: 'news', name: 'News' }],
    keywords: ['lighthouses', 'sea'],
    quotes: null,
  });
  expect(article.blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['PARAGRAPH', 'The lamp burned.'],
    ['LIST_ITEM', 'Oil'],
    ['LIST_ITEM', 'Glass'],
  ]);
  expect(article.blocks[0]?.marks).toEqual([
    { kind: 'LINK', start: 4, end: 8, url: 'http://agency.example/lamp' },
  ]);
  expect(article.photos).toMatchObject([
    {
      url: 'http://pictures.example/main.jpg',
      caption: 'The lamp on Monday.',
      creditLine: 'The Agency',
      creator: 'Ida Reed',
      personsShown: ['Jon Vane'],
      locationShown: 'Ondrey',
      width: 429,
      height: 281,
      paragraph: null,
    },
  ]);
});

test('2.x: lists with roles in lower case, HTML before plain text and XML, photos where the body shows them', () => {
  const article = one({
    uri: 'urn:agency:1',
    type: 'text',
    altids: [{ name: 'reference', value: 'a0f2d045' }],
    firstcreated: '2031-03-03T17:00:00Z',
    versioncreated: '2031-03-04T17:00:00Z',
    pubstatus: 'usable',
    copyrightholder: 'TA',
    language: 'sv',
    headlines: [
      { role: 'short', value: 'Fyren' },
      { role: 'main', contenttype: 'text/html', value: 'Fyren <b>lyser</b>' },
    ],
    bodies: [
      { role: 'text', contenttype: 'text/plain', value: 'En rad.\nEn till.' },
      { role: 'nitf', contenttype: 'application/xml', value: '<nitf>x</nitf>' },
      {
        role: 'html5',
        contenttype: 'text/html',
        value:
          '<html><head><title>t</title></head><body><p>En rad.</p><figure><img src="https://p.example/thumb.jpg"><figcaption>Fyren</figcaption></figure><p>En till.</p><figure><picture><img src="https://p.example/only-here.jpg" alt="Havet" width="800px"></picture><figcaption>Havet. (Photo by Ida Reed/AFP)</figcaption></figure></body></html>',
      },
    ],
    associations: [
      {
        name: 'a001',
        type: 'picture',
        by: 'Karl Ek',
        description_text: 'Fyren på måndagen.',
        renditions: [
          { name: 'r1', href: 'https://p.example/thumb.jpg', width: 256, height: 171 },
          { name: 'r2', variant: 'Watermark', href: 'https://p.example/wm.jpg', width: 5000, height: 3000 },
          {
            name: 'r3',
            href: 'https://p.example/hires.jpg',
            width: 4724,
            height: 3149,
            poi: { x: 2362, y: 3149 },
          },
        ],
      },
      { name: 'a002', type: 'video', renditions: [{ href: 'https://p.example/v.mp4' }] },
    ],
  });
  expect(article).toMatchObject({
    headline: 'Fyren lyser',
    url: null,
    source: 'TA',
    sourceId: 'a0f2d045',
    publishedAt: Date.parse('2031-03-03T17:00:00Z'),
  });
  expect(textsOf(article)).toEqual(['En rad.', 'En till.']);
  expect(article.photos).toMatchObject([
    {
      url: 'https://p.example/hires.jpg',
      caption: 'Fyren på måndagen.',
      creator: 'Karl Ek',
      focalPoint: { x: 0.5, y: 1 },
      paragraph: 1,
    },
    {
      url: 'https://p.example/only-here.jpg',
      caption: 'Havet.',
      altText: 'Havet',
      creator: 'Ida Reed',
      creditLine: 'AFP',
      width: 800,
      paragraph: 2,
    },
  ]);
});

test('3.x: the same in camel case; an identifier that is no address is the source’s', () => {
  const article = one({
    uri: 'urn:newsml:agency.example:20310303:1',
    versionCreated: '2031-03-03T17:00:00Z',
    embargoedUntil: '2031-03-05T06:00:00Z',
    infoSources: [{ name: 'dpa', role: 'distributor' }],
    usageTerms: 'Not for resale.',
    edNote: 'Check the name.',
    language: 'de',
    headlines: [{ value: 'Der Leuchtturm' }],
    bodies: [{ role: 'html', contentType: 'text/html', value: '<section><p>Er brennt.</p></section>' }],
    by: 'Von Ann Reyes, dpa',
  });
  expect(article).toMatchObject({
    source: 'dpa',
    sourceId: 'urn:newsml:agency.example:20310303:1',
    usageTerms: 'Not for resale.',
    editorialNote: 'Check the name.',
    // It waits for the end of its embargo.
    publishedAt: null,
    embargoedUntil: Date.parse('2031-03-05T06:00:00Z'),
  });
});

test('news that is all in its description is published with that', () => {
  const article = one({
    uri: '8d19cf88',
    versioncreated: '2031-03-03T17:00:00Z',
    headlines: [{ value: 'Flash' }],
    descriptions: [{ role: 'text', value: 'The lamp burns. ' }],
  });
  expect(textsOf(article)).toEqual(['The lamp burns.']);
  expect(article.description).toBeNull();
});

describe('several', () => {
  const second = { ...FIRST, uri: 'http://agency.example/items/2', headline: 'Second' };
  const canceled = { ...FIRST, pubstatus: 'canceled' };

  test('a list of objects, of which those that are no text, or canceled, or broken, are refused with a sentence', () => {
    const { articles, reasons } = read([
      FIRST,
      canceled,
      second,
      { ...FIRST, type: 'picture' },
      { ...FIRST, headline: ' ' },
      7,
    ]);
    expect(articles.map(({ headline }) => headline)).toEqual([FIRST.headline, 'Second']);
    expect(reasons).toEqual([
      'Its pubStatus is "canceled": only what is usable is published.',
      'It is of the type "picture": only text is published by itself.',
      'It has no headline: give it one.',
      'It is no object of ninjs.',
    ]);
  });

  test('one on each line, where a broken line does not keep the others out', () => {
    const { articles, reasons } = read(
      [JSON.stringify(FIRST), '{"uri": "x', JSON.stringify(second), ''].join('\n'),
    );
    expect(articles).toHaveLength(2);
    expect(reasons).toEqual([expect.stringMatching(/^The line cannot be read/)]);
  });

  test('what is broken off is refused', () => {
    expect(read(JSON.stringify(FIRST).slice(0, -10)).reasons).toEqual([
      expect.stringMatching(/^The ninjs cannot be read \(.+\): see that it is whole\.$/),
    ]);
  });
});

test('fields of wrong types and sizes lose what they say, and no more', () => {
  const article = one({
    ...FIRST,
    urgency: 12,
    language: 'not a language',
    byline: ['a'],
    keywords: ['k'.repeat(300), 7, ' lamp ', 'lamp'],
    subject: 'sea',
    place: 3,
    versioncreated: 'some day',
    associations: [
      { type: 'picture', renditions: { a: { href: 'javascript:alert(1)', mimetype: 'image/png' } } },
      { type: 'picture', description_text: 'Only told.', renditions: [{ href: 'ftp://x/y.png', poi: 'x' }] },
      null,
    ],
  });
  expect(article).toMatchObject({
    urgency: 5,
    language: 'en',
    byline: null,
    keywords: ['lamp'],
    publishedAt: null,
  });
  expect(article.photos).toMatchObject([{ url: null, caption: 'Only told.' }]);
});

test('much of everything is read in a moment', () => {
  const picture = (n: number) => ({
    type: 'picture',
    name: `p${n}`,
    renditions: [{ href: `https://p.example/${n}.jpg`, contenttype: 'image/jpeg' }],
  });
  const html = Array.from(
    { length: 5_000 },
    (_, n) => `<p>Words</p><img src="https://p.example/${n}.jpg">`,
  ).join('');
  const article = one({
    ...FIRST,
    body_xhtml: html,
    associations: Array.from({ length: 5_000 }, (_, n) => picture(n)),
  });
  expect(article.photos).toHaveLength(100);
  expect(article.photos[99]).toMatchObject({ url: 'https://p.example/99.jpg', paragraph: 100 });
  const deep = JSON.stringify({ ...FIRST, associations: 'DEEP' }).replace(
    '"DEEP"',
    '['.repeat(50_000) + ']'.repeat(50_000),
  );
  expect(one(deep).photos).toEqual([]);
  expect(one({ ...FIRST, body_xhtml: '<img '.repeat(100_000) }).blocks).not.toEqual([]);
});
