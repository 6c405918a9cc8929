import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK_KINDS, type Mark } from '../../src/news/block.ts';
import { equalMarks, normalizeMarks } from '../../src/news/mark.ts';
import { runs } from '../support/runs.ts';

const strong = (start: number, end: number): Mark => ({ kind: 'STRONG', start, end, url: null });
const emphasis = (start: number, end: number): Mark => ({ kind: 'EMPHASIS', start, end, url: null });
const link = (start: number, end: number, url = 'https://example.org/'): Mark => ({
  kind: 'LINK',
  start,
  end,
  url,
});

describe('marks in normal form', () => {
  it('lie inside the text and are not empty', () => {
    expect(
      normalizeMarks('abc', [strong(-4, 1), emphasis(2, 90), strong(2, 2), strong(3, 1), emphasis(7, 9)]),
    ).toEqual([strong(0, 1), emphasis(2, 3)]);
    expect(normalizeMarks('abc', [strong(NaN, Infinity)])).toEqual([strong(0, 3)]);
  });

  it('are one where they touch or overlap and are alike', () => {
    expect(normalizeMarks('abcdef', [strong(3, 6), strong(0, 2), strong(1, 3)])).toEqual([strong(0, 6)]);
    expect(normalizeMarks('abcdef', [link(0, 3), link(3, 6)])).toEqual([link(0, 6)]);
  });

  it('leave words to the first of two links', () => {
    const other = 'https://example.com/';
    expect(normalizeMarks('abcdef', [link(2, 6, other), link(0, 4)])).toEqual([
      link(0, 4),
      link(4, 6, other),
    ]);
    expect(normalizeMarks('abcdef', [link(0, 6), link(2, 4, other)])).toEqual([link(0, 6)]);
  });

  it('may cross marks of another kind', () => {
    expect(normalizeMarks('abcdef', [emphasis(2, 6), strong(0, 4)])).toEqual([strong(0, 4), emphasis(2, 6)]);
  });

  it('stand by start, then the longest first, then link, strong, emphasis', () => {
    expect(
      normalizeMarks('abcdef', [emphasis(0, 4), strong(0, 4), link(0, 4), strong(5, 6), emphasis(4, 6)]),
    ).toEqual([emphasis(0, 6), link(0, 4), strong(0, 4), strong(5, 6)]);
  });

  it('have no spaces at their edges', () => {
    expect(normalizeMarks('a b c', [strong(1, 4), emphasis(1, 2)])).toEqual([strong(2, 3)]);
  });

  it('do not part a surrogate pair', () => {
    expect(normalizeMarks('a😀b', [strong(0, 2), emphasis(2, 4)])).toEqual([strong(0, 3), emphasis(1, 4)]);
  });

  it('have addresses on links only, and safe ones', () => {
    expect(normalizeMarks('abc', [link(0, 3, 'javascript:alert(1)')])).toEqual([]);
    expect(normalizeMarks('abc', [{ ...link(0, 3), url: null }])).toEqual([]);
    expect(normalizeMarks('abc', [link(0, 3, 'HTTPS://example.org')])).toEqual([link(0, 3)]);
    expect(normalizeMarks('abc', [{ ...strong(0, 3), url: 'https://example.org/' }])).toEqual([strong(0, 3)]);
  });

  it('are in normal form already the second time, and mark what was marked', () => {
    const text = 'Two ferries 🛳️ wait, one sails.';
    const mark = fc.record({
      kind: fc.constantFrom(...MARK_KINDS),
      start: fc.integer({ min: -2, max: 35 }),
      end: fc.integer({ min: -2, max: 35 }),
      url: fc.constantFrom('https://example.org/', 'https://example.com/', 'javascript:x', null),
    });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 8 }), (marks) => {
        const normal = normalizeMarks(text, marks);
        expect(equalMarks(normalizeMarks(text, normal), normal)).toBe(true);
        for (let at = 0; at < text.length; at++) {
          const covers = (kind: string) => (one: Mark) =>
            one.kind === kind && one.start <= at && at < one.end;
          if (text[at] !== ' ' && marks.some(covers('STRONG')))
            expect(normal.some(covers('STRONG'))).toBe(true);
          expect(normal.filter(covers('LINK')).length).toBeLessThanOrEqual(1);
        }
      }),
      runs(100),
    );
  });
});
