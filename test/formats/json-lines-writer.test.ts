import { expect, test } from 'vitest';
import { jsonLineOfArticle, jsonLineOfPicture } from '../../src/formats/json-lines-writer.ts';
import { FULL } from './exported.ts';

const written = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

test('nothing of an article is lost', () => {
  const [first, second] = FULL.photos;
  const [published] = FULL.versions;
  expect(written(jsonLineOfArticle(FULL))).toEqual({
    ...FULL,
    type: 'article',
    publishedAt: '2031-03-03T18:00:00.000Z',
    updatedAt: '2031-03-04T08:30:00.000Z',
    embargoedUntil: '2031-03-03T17:00:00.000Z',
    photos: [
      { ...first, dateCreated: '2031-03-03T12:00:00.000Z' },
      { ...second, dateCreated: null },
    ],
    // The newest version's words are the article's own.
    versions: [
      { ...published, at: '2031-03-03T18:00:00.000Z' },
      { version: 2, at: '2031-03-04T08:30:00.000Z', kind: 'UPDATED', by: 'desk', note: null },
    ],
  });
});

test('a kept picture is written with its bytes', () => {
  const picture = { name: 'a.svg', mediaType: 'image/svg+xml', bytes: Buffer.from('<svg/>') };
  expect(jsonLineOfPicture(picture)).toEqual({
    type: 'picture',
    name: 'a.svg',
    mediaType: 'image/svg+xml',
    base64: 'PHN2Zy8+',
  });
});
