import { describe, expect, it } from 'vitest';
import { type Block, paragraph } from '../../src/news/block.ts';
import {
  blocksFromParagraphs,
  bodyTextOf,
  faultInBlocks,
  paragraphsOf,
  wordCountOf,
} from '../../src/news/body.ts';

describe('paragraphs of plain text', () => {
  it('become a block each, on one clean line, and empty ones are dropped', () => {
    expect(
      blocksFromParagraphs([
        '  One\tline\r\nof   text. ',
        '',
        ' \u00a0\u3000\u200b\u200f ',
        '\u0000\u0007',
        'Cafe\u0301\u0000 \ud800x\u00ad\ufeff',
        '<b>&amp;',
      ]),
    ).toEqual(['One line of text.', 'Café x', '<b>&amp;'].map(paragraph));
  });

  it('keep what a person may mean: emoji, joiners, marks of direction, other spaces', () => {
    const text = '👩‍🚒 می‌رود \u202bשלום\u202c 5\u202f000\u2009km ﷽';
    expect(paragraphsOf(blocksFromParagraphs([text]))).toEqual([text]);
  });
});

it('the text of a body is its paragraphs, a blank line between', () => {
  const blocks = blocksFromParagraphs(['One.', 'Two.']);
  expect(paragraphsOf(blocks)).toEqual(['One.', 'Two.']);
  expect(bodyTextOf(blocks)).toBe('One.\n\nTwo.');
  expect(bodyTextOf([])).toBe('');
});

describe('the count of words', () => {
  it.each([
    ['The ferry did not sail.', 5],
    ["They don't; the captain’s well-known trick.", 6],
    ['— “Well…” -- ', 1],
    ['3,000.5 tons in 2024, 10-12 knots.', 6],
    ['Élan, Straße, naïve, и ещё', 5],
    ['नमस्ते दुनिया', 2],
    ['한국의 소식', 2],
    ['東京は雨です。', 4],
    ['iPhone手机', 2],
    ['สวัสดีชาวโลก', 3],
    ['', 0],
    ['!?! …', 0],
  ])('of %j is %i', (text, count) => {
    expect(wordCountOf([paragraph(text)])).toBe(count);
  });

  it('is of all blocks, and of a very long one soon', () => {
    expect(wordCountOf(blocksFromParagraphs(['One two.', 'Three.']))).toBe(3);
    expect(wordCountOf([paragraph('สวัสดี'.repeat(20_000))])).toBeGreaterThan(20_000 - 1);
    expect(wordCountOf([paragraph("a'".repeat(200_000))])).toBe(1);
  });
});

describe('a fault in blocks', () => {
  const good: Block = {
    kind: 'LIST_ITEM',
    text: 'Read the report',
    level: 1,
    marks: [{ kind: 'LINK', start: 9, end: 15, url: 'https://example.org/' }],
  };
  const link = good.marks[0];
  if (link === undefined) throw new Error('the good block has a link');

  it('is not found where there is none', () => {
    expect(faultInBlocks([good, paragraph('Text'), { ...good, kind: 'HEADING', level: 4 }])).toBeNull();
    expect(faultInBlocks([])).toBeNull();
  });

  it.each<[string, Partial<Block>]>([
    ['no text', { text: '', marks: [] }],
    ['not one line', { text: 'Read\nthe report' }],
    ['not one line', { text: 'Read the report ' }],
    ['not one line', { text: 'Read the repo\u0000t' }],
    ['not one line', { text: 'Cafe\u0301 and report', marks: [] }],
    ['level 0', { level: 0 }],
    ['level 9', { level: 9 }],
    ['level 1.5', { level: 1.5 }],
    ['level null', { level: null }],
    ['level 1', { kind: 'HEADING' }],
    ['level 1', { kind: 'PARAGRAPH' }],
    ['level 1', { kind: 'BLOCKQUOTE' }],
    ['9 to 16', { marks: [{ ...link, end: 16 }] }],
    ['-1 to 15', { marks: [{ ...link, start: -1 }] }],
    ['9 to 9', { marks: [{ ...link, end: 9 }] }],
    ['9.5 to 15', { marks: [{ ...link, start: 9.5 }] }],
    ['absolute http', { marks: [{ ...link, url: 'javascript:alert(1)' }] }],
    ['absolute http', { marks: [{ ...link, url: 'https://example.org' }] }],
    ['absolute http', { marks: [{ ...link, url: null }] }],
    ['only a LINK', { marks: [{ ...link, kind: 'STRONG' }] }],
    ['space', { marks: [{ ...link, start: 8 }] }],
    [
      'overlap',
      {
        marks: [
          { ...link, end: 12 },
          { ...link, start: 12 },
        ],
      },
    ],
    ['unsorted', { marks: [link, { kind: 'STRONG', start: 0, end: 4, url: null }] }],
  ])('is told: %s', (words, part) => {
    const fault = faultInBlocks([paragraph('Text'), { ...good, ...part }]);
    expect(fault).toMatch(/^Block 1 has .*\.$/);
    expect(fault).toContain(words);
  });
});
