/** What is exported as ninjs is valid by the schema that IPTC publishes, whatever an article holds. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExportedPhoto } from '../../src/formats/exported-article.ts';
import { ninjsOf } from '../../src/formats/ninjs/writer.ts';
import { EMPTY_PHOTO } from '../../src/news/photo.ts';
import { PUB_STATUSES } from '../../src/news/lifecycle.ts';
import { runs } from '../support/runs.ts';
import { exportedArticle, orNone } from './any-article.ts';
import { BARE, FULL } from './exported.ts';

const HERE = 'https://news.example';

const schema = JSON.parse(
  readFileSync(new URL('../fixtures/ninjs/ninjs-schema_3.1.json', import.meta.url), 'utf8'),
) as object;
// Some of its parts name a type beside a $ref that has one already.
const ajv = new Ajv2020({ allErrors: true, strict: false });
// The way in from CommonJS differs between bundlers and Node.
(addFormats as unknown as typeof addFormats.default)(ajv);
// Where places are on a map, of which Newswire writes nothing.
ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json' });
const isValid = ajv.compile(schema);

function faultsOf(object: object): unknown[] {
  return isValid(JSON.parse(JSON.stringify(object))) ? [] : [...(isValid.errors ?? [])];
}

/** Addresses that Newswire takes, with what no URI may hold. */
const oddAddress = fc
  .tuple(
    fc.constantFrom(
      'https://пример.рф',
      'http://[2001:db8::1]:81',
      'https://a_b.example',
      'HTTP://X.example',
    ),
    fc.string({ unit: fc.constantFrom(...'aé船 |[]{}^`\\%#?&/"<>\'%41'), maxLength: 12 }),
  )
  .map(([origin, rest]) => `${origin}/${rest}`);
const odd = fc.string({ unit: 'binary', maxLength: 20 });

const oddPhoto: fc.Arbitrary<ExportedPhoto> = fc
  .record({
    url: orNone(fc.oneof(oddAddress, fc.constant('/photos/a-b.1.svg'))),
    caption: orNone(odd),
    altText: orNone(odd),
    width: orNone(fc.integer({ min: 1, max: 20_000 })),
    height: orNone(fc.integer({ min: 1, max: 20_000 })),
    focalPoint: orNone(
      fc.record({
        x: fc.double({ min: 0, max: 1, noNaN: true }),
        y: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    ),
    paragraph: orNone(fc.nat(9)),
    personsShown: fc.array(odd, { maxLength: 2 }),
  })
  .map((photo) => ({ ...EMPTY_PHOTO, sinceVersion: 1, ...photo }));

const oddArticle = fc
  .tuple(
    exportedArticle,
    fc.record({
      headline: odd,
      description: orNone(odd),
      url: orNone(oddAddress),
      keywords: fc.array(odd, { maxLength: 2 }),
      photos: fc.array(oddPhoto, { maxLength: 3 }),
      pubStatus: fc.constantFrom(...PUB_STATUSES),
      publishedAt: orNone(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) })),
    }),
  )
  .map(([article, fields]) => ({ ...article, ...fields }));

test('the schema has an eye for faults', () => {
  expect(faultsOf({ uri: 'not a uri' })).not.toEqual([]);
  expect(faultsOf({ uri: 'urn:x:1', urgency: 12 })).not.toEqual([]);
  expect(faultsOf({ uri: 'urn:x:1', headline: 'of ninjs 1.x' })).not.toEqual([]);
  expect(faultsOf({ uri: 'urn:x:1', associations: [{ name: 'a', uri: 'urn:x:2', other: 1 }] })).not.toEqual(
    [],
  );
});

test.each([
  ['full', FULL],
  ['bare', BARE],
])('a %s article is valid', (_name, article) => {
  expect(faultsOf(ninjsOf(article, HERE))).toEqual([]);
});

test('any article is valid', () => {
  fc.assert(
    fc.property(fc.oneof(exportedArticle, oddArticle), (article) => {
      expect(faultsOf(ninjsOf(article, HERE))).toEqual([]);
    }),
    runs(200),
  );
});
