/** Any article as the store may export it. */
import * as fc from 'fast-check';
import type { ExportedArticle, ExportedPhoto } from '../../src/formats/exported-article.ts';
import { EMPTY_ARTICLE } from '../../src/news/article.ts';
import { type Block, paragraph as plain } from '../../src/news/block.ts';
import { EMPTY_PHOTO } from '../../src/news/photo.ts';
import { QUOTE_TYPES } from '../../src/news/quotes/quote.ts';
import { slugify } from '../../src/news/slug.ts';

/** Never a tag as a whole: what schema.org calls text often has tags in it, and these are taken out. */
const word = fc.stringMatching(/^[a-zé<&"'“”]{0,3}[a-z]{2,8}$/);
export const line = fc.array(word, { minLength: 2, maxLength: 12 }).map((words) => words.join(' '));
export const orNone = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
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

/** A paragraph that somebody is quoted in. */
const quotation = fc
  .record({
    said: line,
    speaker: orNone(line),
    speakerRole: orNone(line),
    via: orNone(line),
    type: fc.constantFrom(...QUOTE_TYPES),
    reviewed: fc.boolean(),
  })
  .map(({ said, type, speaker, speakerRole, via, reviewed }) => {
    const text = `“It is ${said.replace(/[“”"]/g, '')},” somebody said.`;
    const [start, end] = [1, text.indexOf('”')];
    const place = { text: text.slice(start, end), paragraph: 0, start, end };
    const told = { type, speaker, speakerRole: speaker === null ? null : speakerRole, via, cue: 'said' };
    return { block: plain(text), quote: { ...place, ...told, reviewed, sinceVersion: 1 } };
  });

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
    paragraph: orNone(fc.nat(10)),
    sinceVersion: fc.constant(1),
  })
  .map((fields) => ({ ...EMPTY_PHOTO, ...fields }));

export const exportedArticle: fc.Arbitrary<ExportedArticle> = fc
  .record({
    headline: line,
    section: fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: slugify }).chain((names) =>
      // A section keeps its slug where its name is changed.
      fc.tuple(...names.map((name) => word.map((slug) => ({ name, slug: slugify(slug) })))),
    ),
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
    embargo: orNone(fc.nat(1e9)),
    saying: fc.array(quotation, { maxLength: 2 }),
    photos: fc.uniqueArray(photo, { maxLength: 3, selector: ({ url }) => url }),
    updatedAt: time,
  })
  .map(({ embargo, saying, ...content }) => {
    const fields = { ...content, blocks: [...content.blocks, ...saying.map(({ block: said }) => said)] };
    return {
      ...EMPTY_ARTICLE,
      ...fields,
      // What is published has no embargo before it.
      embargoedUntil: embargo === null ? null : fields.publishedAt - embargo,
      sourceId: fields.source === null ? null : fields.sourceId,
      slug: slugify(fields.headline) || 'x',
      pubStatus: 'USABLE' as const,
      isDraft: false,
      version: 2,
      digest: null,
      quotes: saying.map(({ quote }, index) => ({ ...quote, paragraph: content.blocks.length + index })),
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
    };
  });
