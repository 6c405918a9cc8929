/** What holds of every text, news or not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockKind } from '../../../src/news/block.ts';
import { findQuotes, findQuotesOf } from '../../../src/news/quotes/find.ts';
import { runs } from '../../support/runs.ts';

describe('findQuotes: whatever the text is', () => {
  const piece = fc.constantFrom(
    '“',
    '”',
    '„',
    '"',
    '«',
    '»',
    '‘',
    '’',
    "'",
    '「',
    '」',
    '. ',
    ', ',
    ': ',
    '! ',
    ' — ',
    ' (',
    ') ',
    ' ',
    '\u00a0',
    'said ',
    'Ana ',
    'Reyes ',
    'the ',
    'minister ',
    'he ',
    'told ',
    'Reuters ',
    'according to ',
    'of ',
    'who ',
    'We ',
    'sagte ',
    'a déclaré ',
    'según ',
    '说',
    'と述べた',
    'Mr. ',
    'U.S. ',
    'l’',
    'reported ',
    'and ',
    '𝒳',
    'é',
    '7',
    '(',
    'REYES: ',
    'Q: ',
    "''",
    '<a b="',
    '">',
    'who in May ',
    'as a ',
    'that ',
    'shot back ',
    'the ruling ',
    'it ',
    'they ',
    'and Tom ',
    ', the minister, ',
    'Ana’s ',
    ', a-t-elle ajouté, ',
    'nach Angaben von ',
    '\u0301',
    '\ud835',
  );
  const paragraph = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  const kind = fc.constantFrom<BlockKind>('PARAGRAPH', 'BLOCKQUOTE', 'HEADING');

  it('never throws, and each quote is a slice, in order, apart from the others', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(kind, fc.oneof(paragraph, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))),
          {
            maxLength: 6,
          },
        ),
        (blocks) => {
          const paragraphs = blocks.map(([, text]) => text);
          let [place, reached] = [0, 0];
          for (const quote of findQuotesOf(blocks.map(([kind, text]) => ({ kind, text })))) {
            expect(quote.text).toBe(paragraphs[quote.paragraph]?.slice(quote.start, quote.end));
            expect(quote.text.trim()).not.toBe('');
            if (quote.paragraph > place) [place, reached] = [quote.paragraph, 0];
            expect(quote.paragraph).toBe(place);
            expect(quote.start).toBeGreaterThanOrEqual(reached);
            reached = quote.end;
          }
        },
      ),
      runs(1_000),
    );
  });

  it.each([
    '"',
    '“',
    '”',
    '‘',
    "'",
    '«',
    '»',
    '„',
    '“”',
    '“ ',
    '"a" ',
    '‘a ',
    's’ ',
    '“‘',
    'said ',
    '“a” said ',
    '(, ',
    '“a” said Ana Reyes, the minister, ',
    'Ana Reyes and ',
    'Ana, who in ',
    'he’s ',
    '<a b="" ',
    '« a, a-t-elle ajouté, » ',
    'painted as ',
  ])('takes linear time for a long run of %j', (unit) => {
    const text = unit.repeat(300_000 / unit.length);
    const started = performance.now();
    findQuotes([text]);
    // It takes a tenth of this; the square of 100,000 marks would take many times as long.
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it.each(['REYES: "a', '"a', '“a', 'Ana: b', '‘a', 'Ana Reyes said:', '« a, dit-il', '"A said"'])(
    'takes linear time for many paragraphs of %j',
    (unit) => {
      const paragraphs = Array.from({ length: 30_000 }, (_, index) => `${unit} ${index}`);
      const started = performance.now();
      findQuotes(paragraphs);
      // A tenth of this; the square of 30,000 would take minutes.
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );

  it.each(['"', '“', '”', '‘', '’', "'", '«', '»', '„', '「'])(
    'takes linear time for a megabyte of %s',
    (mark) => {
      const started = performance.now();
      findQuotes([mark.repeat(1_000_000)]);
      // A tenth of this; the square of a million would take hours.
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
});
