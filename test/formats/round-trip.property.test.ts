/** What is exported is the same article when it is imported: all of it as JSON lines, and as each standard what that can hold. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportedArticle } from '../../src/formats/exported-article.ts';
import { jsonLdOf } from '../../src/formats/json-ld/writer.ts';
import { jsonLineOfArticle } from '../../src/formats/json-lines-writer.ts';
import { ninjsOf } from '../../src/formats/ninjs/writer.ts';
import { textOf } from '../../src/formats/text-writer.ts';
import { type ArticleContent, EMPTY_ARTICLE } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import type { QuoteContent } from '../../src/news/quotes/quote.ts';
import { runs } from '../support/runs.ts';
import { exportedArticle } from './any-article.ts';
import { oneAs } from './reading.ts';

const HERE = 'https://news.example';

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
      fc.property(exportedArticle, (exported) => {
        expect(oneAs('JSON lines', JSON.stringify(jsonLineOfArticle(exported)))).toEqual(exported);
      }),
      runs(200),
    );
  });

  test('as ninjs 3.1, with its quotes found anew, and a photo after the text wherever it is after it', () => {
    fc.assert(
      fc.property(exportedArticle, (exported) => {
        const text = JSON.stringify(ninjsOf(exported, HERE));
        const content = contentOf(exported);
        const last = content.blocks.length;
        expect(oneAs('ninjs', text)).toEqual({
          ...content,
          photos: content.photos.map((photo) => ({
            ...photo,
            paragraph: photo.paragraph === null ? null : Math.min(photo.paragraph, last),
          })),
        });
      }),
      runs(200),
    );
  });

  test('as JSON-LD, its body as plain paragraphs, and without what schema.org has no word for', () => {
    fc.assert(
      fc.property(exportedArticle, (exported) => {
        const text = JSON.stringify(jsonLdOf(exported, HERE));
        const content = contentOf(exported);
        const read = oneAs('JSON-LD', text);
        expect({ ...read, quotes: null }).toEqual({
          ...content,
          blocks: content.blocks.map((each) => ({ ...each, kind: 'PARAGRAPH', level: null, marks: [] })),
          urgency: EMPTY_ARTICLE.urgency,
          embargoedUntil: null,
          editorialNote: null,
          photos: content.photos.map((each) => ({ ...each, paragraph: null })),
        });
        // Whether a statement is whole, and which words report it, is told anew.
        const told = ({ text: words, speaker, speakerRole, via, start, end, paragraph }: QuoteContent) => ({
          words,
          speaker,
          speakerRole,
          via,
          start,
          end,
          paragraph,
        });
        if (exported.quotes.length > 0) expect(read.quotes?.map(told)).toEqual(exported.quotes.map(told));
      }),
      runs(200),
    );
  });

  test('as text, its headline, byline, paragraphs and captions', () => {
    const words = ['Harbour', 'opens', 'again', 'after', 'long', 'storms'];
    const sentence = fc
      .array(fc.constantFrom(...words), { minLength: 4, maxLength: 30 })
      .map((chosen) => `The ${chosen.join(' ')}.`);
    fc.assert(
      fc.property(
        exportedArticle,
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 5 }),
        (exported, paragraphs, headline) => {
          const photos = exported.photos.slice(0, 1).map((photo) => ({
            ...photo,
            caption: 'The harbour on Monday.',
            creditLine: 'Coast Wire',
            creator: 'Ida Reed',
            paragraph: null,
          }));
          const plain = {
            ...exported,
            headline: headline.join(' '),
            section: [
              { slug: 'news', name: 'News' },
              { slug: 'coast', name: 'Coast' },
            ],
            blocks: paragraphs.map(paragraph),
            description: null,
            byline: 'Mira Tallow',
            dateline: null,
            copyrightNotice: null,
            url: null,
            photos,
            quotes: [],
          };
          const read = oneAs('text', textOf(plain));
          expect(read).toMatchObject({
            headline: plain.headline,
            section: plain.section,
            blocks: plain.blocks,
            byline: plain.byline,
            photos: photos.map(({ caption, creditLine, creator }) => ({ caption, creditLine, creator })),
          });
        },
      ),
      runs(100),
    );
  });
});
