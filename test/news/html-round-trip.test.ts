import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Block, BLOCK_KINDS, MARK_KINDS } from '../../src/news/block.ts';
import { blocksFromHtml } from '../../src/news/blocks-from-html.ts';
import { htmlOfBlocks, type PlacedPhoto } from '../../src/news/blocks-to-html.ts';
import { cleanText } from '../../src/news/block-text.ts';
import { faultInBlocks, MAX_LIST_LEVEL } from '../../src/news/body.ts';
import { normalizeMarks } from '../../src/news/mark.ts';
import { faultsInHtml, textOfHtml } from './clean-html.ts';
import { runs } from '../support/runs.ts';

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('quay', 'Gull', ' ', ' ', '.', '“', 'é', '船', '😀', '한', '🏴󠁧󠁢󠁳󠁣󠁴󠁿') },
  fc.constantFrom(
    '<',
    '>',
    '&',
    '"',
    "'",
    '&amp;',
    '</p>',
    '<b>',
    '\u0338',
    '\u0301',
    'e\u0301',
    '\u1161',
    '\u200d',
    '\u2009',
    '\ufffd',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 12 })
  .map((pieces) => cleanText(pieces.join('')) || 'x');
const url = fc.oneof(
  fc.constantFrom('https://example.org/?a=1&copy=2', 'mailto:"a<b>"@example.org', 'http://example.com/#“x”'),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);
const place = fc.integer({ min: 0, max: 14 });
const mark = fc.record({ kind: fc.constantFrom(...MARK_KINDS), start: place, end: place, url });

const normalBlock: fc.Arbitrary<Block> = fc
  .record({
    kind: fc.constantFrom(...BLOCK_KINDS),
    text,
    depth: place,
    marks: fc.array(mark, { maxLength: 5 }),
  })
  .map(({ kind, text: words, depth, marks }) => ({
    kind,
    text: words,
    level: levelFor(kind, depth),
    marks: normalizeMarks(words, marks),
  }));

function levelFor(kind: Block['kind'], depth: number): number | null {
  if (kind === 'HEADING') return 2 + (depth % 3);
  return kind === 'LIST_ITEM' || kind === 'NUMBERED_ITEM' ? 1 + (depth % MAX_LIST_LEVEL) : null;
}

const photo: fc.Arbitrary<PlacedPhoto> = fc.record({
  url: fc.oneof(url, fc.constant('/photos/a.jpg'), fc.string()),
  caption: fc.option(text),
  altText: fc.option(fc.string({ unit: 'binary' })),
  creditLine: fc.option(text),
  width: fc.option(fc.integer()),
  height: fc.option(fc.integer()),
  paragraph: fc.option(fc.integer({ min: 0, max: 8 })),
});

const blocks = fc.array(normalBlock, { maxLength: 8 });
const photos = fc.array(photo, { maxLength: 3 });

const TAGS =
  'a abbr article b base blockquote body br cite del div em embed figcaption figure font form h1 h4 head html i iframe img li link math meta mglyph mi mtext noscript object ol option p plaintext pre q script section select span strong style svg table tbody td template textarea title tr ul xmp foreignObject desc annotation-xml'.split(
    ' ',
  );
const attribute = fc.oneof(
  fc.constantFrom(
    'href="https://example.org/"',
    'href="jav&#x09;ascript:alert(1)"',
    'href=//example.org',
    "onclick='alert(1)'",
    'src=x onerror=alert(1)',
    'style="color:red"',
    'hidden',
    'title="</p><script>"',
    'encoding="text/html"',
  ),
  url.map((address) => `href='${address}'`),
);
const htmlish = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...TAGS), fc.array(attribute, { maxLength: 2 }))
        .map(([tag, attributes]) => `<${[tag, ...attributes].join(' ')}>`),
      fc.constantFrom(...TAGS).map((tag) => `</${tag}>`),
      fc.constantFrom(
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?x',
        '<',
        '&#x3c;',
        '&lt;',
        '\n\n',
        '<br>',
        '<br>',
      ),
      piece,
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

it('generated blocks are without fault', () => {
  fc.assert(fc.property(blocks, (body) => void expect(faultInBlocks(body)).toBeNull()));
});

it('blocks come back from their HTML, whatever photos stand in it', () => {
  fc.assert(
    fc.property(blocks, photos, (body, placed) => {
      expect(blocksFromHtml(htmlOfBlocks(body, placed))).toEqual(body);
    }),
    runs(500),
  );
});

it('their HTML is clean, and shows their text', () => {
  fc.assert(
    fc.property(blocks, photos, (body, placed) => {
      expect(faultsInHtml(htmlOfBlocks(body, placed))).toEqual([]);
      expect(textOfHtml(htmlOfBlocks(body))).toBe(body.map(({ text: words }) => words).join(''));
    }),
  );
});

it('whatever HTML is read, its blocks are without fault, their HTML is clean, and reading that changes nothing', () => {
  fc.assert(
    fc.property(htmlish, (html) => {
      const body = blocksFromHtml(html);
      expect(faultInBlocks(body)).toBeNull();
      const served = htmlOfBlocks(body);
      expect(faultsInHtml(served)).toEqual([]);
      expect(blocksFromHtml(served)).toEqual(body);
    }),
    runs(1000),
  );
});

it('blocks that are out of form are served clean all the same', () => {
  const anyText = fc.string({ unit: 'binary' });
  const anyMark = fc.record({
    kind: fc.constantFrom(...MARK_KINDS),
    start: fc.oneof(fc.integer({ min: -3, max: 20 }), fc.double()),
    end: fc.oneof(fc.integer({ min: -3, max: 20 }), fc.double()),
    url: fc.option(fc.oneof(anyText, url, fc.constant('javascript:alert(1)'))),
  });
  const anyBlock = fc.record({
    kind: fc.constantFrom(...BLOCK_KINDS),
    text: fc.oneof(anyText, htmlish),
    level: fc.option(fc.double()),
    marks: fc.array(anyMark, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 5 }), photos, (body, placed) => {
      expect(faultsInHtml(htmlOfBlocks(body, placed))).toEqual([]);
    }),
  );
});
