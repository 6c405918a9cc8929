import { expect, test } from 'vitest';
import { jsonLdOf } from '../../src/formats/json-ld/writer.ts';
import { BARE, FULL } from './exported.ts';

const written = (article: typeof FULL) =>
  JSON.parse(JSON.stringify(jsonLdOf(article, 'https://news.example'))) as unknown;

test('an article is a schema.org NewsArticle', () => {
  expect(written(FULL)).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': 'https://news.example/articles/lamp-of-ondrey-lit-again',
    headline: 'Lamp of Ondrey lit again',
    description: 'Forty years of dark are over.',
    articleBody: expect.stringContaining('\n\nWhat comes next\n\nOil\n\n'),
    articleSection: ['News', 'Coast'],
    isPartOf: { name: 'Coast', url: 'https://news.example/sections/news/coast' },
    keywords: ['lighthouses', 'sea'],
    inLanguage: 'en-GB',
    datePublished: '2031-03-03T18:00:00.000Z',
    dateModified: '2031-03-04T08:30:00.000Z',
    dateline: 'ONDREY',
    author: { '@type': 'Person', name: 'Mira Tallow' },
    publisher: { name: 'Coast Wire' },
    image: [
      {
        '@type': 'ImageObject',
        contentUrl: 'https://news.example/photos/lamp.svg',
        caption: 'The lamp on Monday.',
        creditText: 'Coast Wire',
        width: 1200,
        height: 801,
      },
    ],
    hasPart: [
      {
        '@type': 'Quotation',
        text: 'The lamp never wanted to be dark,',
        spokenByCharacter: { name: 'Jon Vane', jobTitle: 'keeper' },
      },
    ],
  });
});

test('what an article does not have is left out', () => {
  expect(written(BARE)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': 'https://news.example/articles/bare',
    url: 'https://news.example/articles/bare',
    identifier: 'bare',
    headline: 'Bare',
    encodingFormat: 'text/plain',
    articleBody: 'A text.',
    wordCount: 2,
    articleSection: ['Sport'],
    isPartOf: { '@type': 'CollectionPage', name: 'Sport', url: 'https://news.example/sections/sport' },
    inLanguage: 'en',
    dateModified: '1970-01-01T00:00:00.000Z',
    version: 1,
  });
});
