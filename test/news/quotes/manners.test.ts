/** Manners of writing quotations down: transcripts, block quotes, leftovers of pages, two kinds of marks in one article. */
import { describe, expect, it } from 'vitest';
import type { BlockKind } from '../../../src/news/block.ts';
import { findQuotes, findQuotesOf } from '../../../src/news/quotes/find.ts';

function said(...paragraphs: string[]): string[] {
  return findQuotes(paragraphs).map(({ text, speaker }) => `${speaker ?? '–'}: ${text}`);
}

describe('findQuotes: transcripts', () => {
  it('tells by its label who speaks in a turn', () => {
    expect(
      said('Ana Reyes met Tom Arlen.', 'REYES: “Do we sail?”', 'ARLEN: “At noon.”', 'REYES: “Good.”'),
    ).toEqual(['Ana Reyes: Do we sail?', 'Tom Arlen: At noon.', 'Ana Reyes: Good.']);
  });

  it('leaves out a label within the marks', () => {
    expect(said('“REYES: Do we sail?”', '“ARLEN: At noon.”')).toEqual([
      'REYES: Do we sail?',
      'ARLEN: At noon.',
    ]);
  });

  it('takes a mark that opens every turn and never closes for no quotation, and what is quoted in a turn for one', () => {
    expect(
      said('"REYES: They call it “a long wait.” It is.', '"(LAUGHTER.)', '"ARLEN: We know.', '"We knew it.'),
    ).toEqual(['REYES: a long wait.']);
  });

  it('takes the answers for those of whom the article is about', () => {
    expect(said('Ana Reyes sails alone.', 'Q: “Why?”', 'A: “Because I can.”', 'Q: “How?”')).toEqual([
      '–: Why?',
      'Ana Reyes: Because I can.',
      '–: How?',
    ]);
  });

  it('takes one line with a colon for no transcript', () => {
    expect(said('Harbour: “We sail,” said Ana Reyes.')).toEqual(['Ana Reyes: We sail,']);
  });
});

describe('findQuotes: marks', () => {
  it.each([
    ['mixed ends', 'It would take "more hours” before they sail, said Ana Reyes.', ['more hours']],
    [
      'attributes',
      '<img alt="A boat" title="The pier">Ana Reyes said “we all sail at noon.”',
      ['we all sail at noon.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(findQuotes([text]).map((quote) => quote.text)).toEqual(expected);
  });

  it('takes a straight mark that opens a paragraph for a leftover, where the article quotes in curly ones', () => {
    expect(
      said(
        '“We sail,” said Ana Reyes. “At noon.”',
        '"The boat had what the mayor called “a proper sail” on it.',
      ).map((line) => line.replace(/^.*?: /, '')),
    ).toEqual(['We sail,', 'At noon.', 'a proper sail']);
  });

  it('takes it for a quotation where a next paragraph closes it', () => {
    expect(
      said('“We sail,” said Ana Reyes. “At noon.” “Soon.”', '"One day we go.', '"And we come back."').map(
        (line) => line.replace(/^.*?: /, ''),
      ),
    ).toEqual(['We sail,', 'At noon.', 'Soon.', 'One day we go.', 'And we come back.']);
  });

  it('takes single marks for headings and terms where the article quotes in double ones', () => {
    expect(
      said(
        'Harbour is ‘wide open’ at night',
        '‘All Boats Are Off’',
        '“We sail,” said Ana Reyes. “At noon.” “Soon.” “Now.”',
        '‘We stay,’ said Tom Arlen.',
      ),
    ).toEqual([
      'Ana Reyes: We sail,',
      'Ana Reyes: At noon.',
      'Ana Reyes: Soon.',
      'Ana Reyes: Now.',
      'Tom Arlen: We stay,',
    ]);
  });

  it.each([
    'Ana Reyes took part in “Boats of the Isle Day,” as she said.',
    'Ana Reyes said so during a “Captain-in-Chief Forum” by the pier.',
    'Ana Reyes spoke in her “Calm Water” radio talk, she said.',
  ])('leaves out the name of an occasion: %s', (text) => {
    expect(findQuotes([text])).toEqual([]);
  });
});

describe('findQuotes: slogans', () => {
  it.each([
    'Ana Reyes came under the slogan “for a harbour that never sleeps,” she said.',
    'Their motto, “All hands on deck at noon,” is old, Ana Reyes said.',
  ])('leaves out %s', (text) => {
    expect(findQuotes([text])).toEqual([]);
  });
});

describe('findQuotesOf', () => {
  const block = (kind: BlockKind, text: string) => ({ kind, text });

  it('takes a block quote without marks for a quote, said by whom it was announced', () => {
    const blocks = [
      block('PARAGRAPH', 'Ana Reyes, the harbour minister, wrote on Monday:'),
      block('BLOCKQUOTE', ' We sail at noon. Nobody stays. '),
      block('BLOCKQUOTE', 'And we come back.'),
      block('PARAGRAPH', 'Nobody answered.'),
    ];
    expect(findQuotesOf(blocks)).toMatchObject([
      {
        text: 'We sail at noon. Nobody stays.',
        type: 'DIRECT',
        speaker: 'Ana Reyes',
        paragraph: 1,
        start: 1,
        end: 31,
      },
      { text: 'And we come back.', type: 'DIRECT', speaker: 'Ana Reyes', paragraph: 2 },
    ]);
  });

  it('takes who signs a block quote for its speaker', () => {
    expect(
      findQuotesOf([block('BLOCKQUOTE', 'We sail at noon — Ana Reyes (@anareyes) March 3, 2021')]),
    ).toMatchObject([{ text: 'We sail at noon', speaker: 'Ana Reyes' }]);
  });

  it('takes by its marks what a block quote quotes, where it has some', () => {
    expect(findQuotesOf([block('BLOCKQUOTE', '“We sail,” said Ana Reyes.')])).toMatchObject([
      { text: 'We sail,', speaker: 'Ana Reyes' },
    ]);
  });

  it('finds in paragraphs what findQuotes finds', () => {
    const texts = ['Ana Reyes came.', '“We sail,” she said.'];
    expect(findQuotesOf(texts.map((text) => block('PARAGRAPH', text)))).toEqual(findQuotes(texts));
  });
});
