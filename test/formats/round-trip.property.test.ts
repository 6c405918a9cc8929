/** What is exported is the same article when it is imported: all of it as JSON lines, and as each standard what that can hold. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../src/formats/detect.ts';
import type { ExportedArticle, ExportedPhoto } from '../../src/formats/exported-article.ts';
import { jsonLdOf } from '../../src/formats/json-ld/writer.ts';
import { jsonLineOfArticle } from '../../src/formats/json-lines-writer.ts';
import { ninjsOf } from '../../src/formats/ninjs/writer.ts';
import { type ArticleContent, EMPTY_ARTICLE } from '../../src/news/article.ts';
import type { Block } from '../../src/news/block.ts';
import { EMPTY_PHOTO } from '../../src/news/photo.ts';
import { slugify } from '../../src/news/slug.ts';
import { runs } from '../support/runs.ts';

const HERE = 'https://news.example';

/** Never a tag as a whole: what schema.org calls text often has tags in it, and these are taken out. */
const word = fc.stringMatching(/^[a-zé<&"'“”]{0,3}[a-z]{2,8}$/);
const line = fc.array(word, { minLength: 2, maxLength: 12 }).map((words) => words.join(' '));
const orNone = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const time = fc.integer({ min: 0, max: Date.UTC(2026, 0, 1) });
const address = word.map((name) => `https://pictures.example/${slugify(name)}.jpg?a=1&b=2`);

const block: fc.Arbitrary<Block> = fc
  .tuple(
    fc.constantFrom<[Block['kind'], number | null]>(
      ['PARAGRAPH', null],
      ['HEADING', 2],
      ['HEADING', 4],
      ['LIST_ITEM', 1],
      ['NUMBERED_ITEM', 1],
      ['BLOCKQUOTE', null],
    ),
    line,
    fc.boolean(),
  )
  .map(([[kind, level], text, isLinked]) => ({
    kind,
    level,
    text,
    marks: isLinked
      ? [{ kind: 'LINK' as const, start: 0, end: text.indexOf(' '), url: 'https://else.example/' }]
      : [],
  }));

const photo: fc.Arbitrary<ExportedPhoto> = fc
  .record({
    url: address,
    caption: orNone(line),
    altText: orNone(line),
    creditLine: orNone(line),
    creator: orNone(line),
    dateCreated: orNone(time),
    locationShown: orNone(line),
    personsShown: fc.uniqueArray(line, { maxLength: 2 }),
    copyrightNotice: orNone(line),
    usageTerms: orNone(line),
    width: fc.constant(1200),
    height: fc.constant(800),
    focalPoint: orNone(fc.record({ x: fc.constantFrom(0, 0.5, 0.25), y: fc.constantFrom(0.5, 0.75) })),
    sinceVersion: fc.constant(1),
  })
  .map((fields) => ({ ...EMPTY_PHOTO, ...fields }));

const article: fc.Arbitrary<ExportedArticle> = fc
  .record({
    headline: line,
    section: fc
      .uniqueArray(line, { minLength: 1, maxLength: 3, selector: slugify })
      .map((names) => names.map((name) => ({ name, slug: slugify(name) }))),
    blocks: fc.array(block, { minLength: 1, maxLength: 8 }),
    description: orNone(line),
    byline: orNone(fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => words.join(' '))),
    dateline: orNone(line),
    language: fc.constantFrom('en', 'en-GB', 'de', 'pt-BR'),
    keywords: fc.uniqueArray(line, { maxLength: 4 }),
    urgency: fc.integer({ min: 1, max: 9 }),
    url: address,
    source: orNone(line),
    sourceId: orNone(word),
    copyrightNotice: orNone(line),
    usageTerms: orNone(line),
    editorialNote: orNone(line),
    publishedAt: time,
    embargoedUntil: orNone(time),
    photos: fc.uniqueArray(photo, { maxLength: 3, selector: ({ url }) => url }),
    updatedAt: time,
  })
  .map((fields) => ({
    ...EMPTY_ARTICLE,
    ...fields,
    sourceId: fields.source === null ? null : fields.sourceId,
    slug: slugify(fields.headline) || 'x',
    pubStatus: 'USABLE' as const,
    isDraft: false,
    version: 2,
    digest: null,
    quotes: [],
    removedQuotes: [],
    versions: [
      {
        version: 1,
        at: fields.publishedAt,
        kind: 'PUBLISHED' as const,
        by: 'desk',
        note: null,
        headline: 'Before',
        blocks: fields.blocks.slice(1),
      },
      {
        version: 2,
        at: fields.updatedAt,
        kind: 'CORRECTED' as const,
        by: null,
        note: 'It was wrong.',
        headline: fields.headline,
        blocks: fields.blocks,
      },
    ],
  }));

function readBack(text: string, name: string): ArticleContent {
  const format = detectFormat(text);
  expect(format.name).toBe(name);
  const { articles, refused } = format.read(text);
  expect(refused).toEqual([]);
  expect(articles).toHaveLength(1);
  return articles[0] as ArticleContent;
}

/** What is the article's own, without what becomes of it here. */
function contentOf({ photos, ...article }: ExportedArticle): ArticleContent {
  const names = Object.keys({
    ...EMPTY_ARTICLE,
    headline: '',
    section: [],
    blocks: [],
  }) as (keyof ArticleContent)[];
  const content = Object.fromEntries(
    names.map((name) => [name, { ...article, photos }[name]]),
  ) as unknown as ArticleContent;
  return { ...content, quotes: null, photos: photos.map(({ sinceVersion: _since, ...each }) => each) };
}

describe('an article is the same after it was exported and imported', () => {
  test('as JSON lines, with all that became of it', () => {
    fc.assert(
      fc.property(article, (exported) => {
        expect(readBack(JSON.stringify(jsonLineOfArticle(exported)), 'JSON lines')).toEqual(exported);
      }),
      runs(200),
    );
  });

  test('as ninjs 3.1, with its quotes found anew', () => {
    fc.assert(
      fc.property(article, (exported) => {
        const text = JSON.stringify(ninjsOf(exported, HERE));
        expect(readBack(text, 'ninjs')).toEqual(contentOf(exported));
      }),
      runs(200),
    );
  });

  test('as JSON-LD, its body as plain paragraphs, and without what schema.org has no word for', () => {
    fc.assert(
      fc.property(article, (exported) => {
        const text = JSON.stringify(jsonLdOf(exported, HERE));
        const content = contentOf(exported);
        expect(readBack(text, 'JSON-LD')).toEqual({
          ...content,
          blocks: content.blocks.map((each) => ({ ...each, kind: 'PARAGRAPH', level: null, marks: [] })),
          urgency: EMPTY_ARTICLE.urgency,
          sourceId: null,
          embargoedUntil: null,
          editorialNote: null,
          photos: content.photos.map((each) => ({
            ...each,
            usageTerms: null,
            focalPoint: null,
            paragraph: null,
          })),
        });
      }),
      runs(200),
    );
  });
});
