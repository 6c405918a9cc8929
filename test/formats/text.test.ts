import { describe, expect, it } from 'vitest';
import { LONGEST_HEADLINE, textFormat } from '../../src/formats/text.ts';
import { findQuotes } from '../../src/news/quotes/find.ts';

function article(text: string) {
  const [first] = textFormat.read(text).articles;
  if (first === undefined) throw new Error('No article.');
  return first;
}

/** Everything that a page saved as text may bring with it. */
const PAGE = `News \u00a0 / \u00a0 World Affairs \u00a0 / \u00a0 Islands

Outer Isles spokeswoman: mainland is digging a ‘Deep Moat’ with its neighbours

Mainland Premier Otto Varga (C) walks with Isle Speaker Pia Lorn (L) and Mayor Jon Beck (R) on the long pier of Karst, on May 4, 2023. (Photo by CWN)

The Outer Isles have objected to a new dredging plan of the mainland, calling it the first step to a closed sea.

Premier Otto Varga met two neighbours on Thursday, and they agreed to deepen the channel together.

However, the Outer Isles’ harbour ministry spokeswoman said that the purpose of talking about a “danger from the reefs” is to “find a reason for keeping every small boat out of the strait,” IBN state news agency reported on Friday.

“The present state of the tides calls on us more urgently than ever to mend our own sea walls,” the spokesperson added.

Fishing boats have used the channel for three hundred years.

Island Voice’s website can also be accessed at these addresses:

islandvoice.example

Island Voice News Roku
`;

describe('textFormat', () => {
  it('reads a saved page with everything on it', () => {
    const read = article(PAGE);
    expect(read).toMatchObject({
      headline: 'Outer Isles spokeswoman: mainland is digging a ‘Deep Moat’ with its neighbours',
      section: [
        { name: 'News', slug: 'news' },
        { name: 'World Affairs', slug: 'world-affairs' },
        { name: 'Islands', slug: 'islands' },
      ],
      language: 'en',
      source: 'Island Voice',
      byline: null,
      url: null,
      publishedAt: null,
      quotes: null,
    });
    expect(read.blocks).toHaveLength(5);
    expect(read.blocks.every(({ kind }) => kind === 'PARAGRAPH')).toBe(true);
    expect(read.photos).toHaveLength(1);
    expect(read.photos[0]).toMatchObject({
      url: null,
      caption:
        'Mainland Premier Otto Varga (C) walks with Isle Speaker Pia Lorn (L) and Mayor Jon Beck (R) on the long pier of Karst, on May 4, 2023.',
      creditLine: 'CWN',
      creator: null,
      dateCreated: Date.parse('2023-05-04T00:00:00Z'),
      paragraph: null,
    });
  });

  it('gives paragraphs whose quotes can be told, with speaker and agency', () => {
    const speaker = 'Outer Isles’ harbour ministry spokeswoman';
    const found = findQuotes(article(PAGE).blocks.map(({ text }) => text));
    expect(found).toMatchObject([
      {
        text: 'danger from the reefs',
        type: 'MIXED',
        speaker,
        speakerRole: null,
        cue: 'said',
        via: 'IBN',
        paragraph: 2,
      },
      {
        text: 'find a reason for keeping every small boat out of the strait,',
        type: 'MIXED',
        speaker,
        speakerRole: null,
        cue: 'said',
        via: 'IBN',
        paragraph: 2,
      },
      {
        text: 'The present state of the tides calls on us more urgently than ever to mend our own sea walls,',
        type: 'DIRECT',
        speaker,
        speakerRole: null,
        cue: 'added',
        via: null,
        paragraph: 3,
      },
    ]);
  });

  it('drops the headline from a breadcrumb that ends with it, and leading home pages', () => {
    expect(article('Home › Sea › Ferry is back\n\nFerry is back\n\nIt came at noon.').section).toEqual([
      { name: 'Sea', slug: 'sea' },
    ]);
  });

  it('takes no byline or date from the middle of the text', () => {
    const read = article('Head\n\nA first paragraph.\n\nBy Jane Roe\n\nJune 29, 2022');
    expect(read.byline).toBeNull();
    expect(read.blocks.map(({ text }) => text)).toEqual([
      'A first paragraph.',
      'By Jane Roe',
      'June 29, 2022',
    ]);
  });

  it('keeps the words of a dateline in the paragraph', () => {
    const read = article('Head\n\nMADRID (Agency) — The boats are back.');
    expect(read.dateline).toBe('MADRID');
    expect(read.blocks[0]?.text).toBe('MADRID (Agency) — The boats are back.');
  });

  it('reads lines that say who, where and when in one block under the headline', () => {
    const read = article('Sea / Boats\nBoats are back\nBy Jane Roe\nMay 4, 2023\n\nThey came at noon.');
    expect(read).toMatchObject({ headline: 'Boats are back', byline: 'Jane Roe' });
    expect(read.section.map(({ slug }) => slug)).toEqual(['sea', 'boats']);
    expect(read.blocks.map(({ text }) => text)).toEqual(['They came at noon.']);
  });

  it('keeps long lines apart that only one line end divides', () => {
    const long = 'The ferry came at noon and left again with nobody on board, as it had done all winter. '
      .repeat(3)
      .trim();
    expect(article(`Head\n\n${long}\n${long}`).blocks).toHaveLength(2);
  });

  it('places a photo before the paragraph that follows it, and one at the end nowhere', () => {
    const read = article('Head\n\nOne.\n\nA boat. (Photo: Ida Berg)\n\nTwo.\n\nA pier. (Photo: Ida Berg)');
    expect(read.photos.map(({ paragraph }) => paragraph)).toEqual([1, null]);
    expect(read.blocks.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  });

  it('says what is missing instead of throwing', () => {
    expect(textFormat.read('')).toEqual({
      articles: [],
      refused: [{ position: 0, reason: 'The text is empty: it has neither a headline nor paragraphs.' }],
    });
    expect(textFormat.read('Boats are back\n\n© 2024 Harbour Post').refused[0]?.reason).toBe(
      '“Boats are back” has a headline but no text: put a blank line and at least one paragraph after it.',
    );
    expect(textFormat.read('x'.repeat(LONGEST_HEADLINE + 1)).refused[0]?.reason).toContain(
      'which is no headline',
    );
  });

  it.each([
    ['one line', 'word '.repeat(600_000)],
    ['one paragraph', `Head\n\n${'word '.repeat(600_000)}`],
    ['blank space', `Head\n\n${' '.repeat(3_000_000)}x`],
    ['lines', `Head\n\n${'a b c\n'.repeat(500_000)}`],
    ['brackets', `Head\n\n${'('.repeat(3_000_000)}`],
  ])('comes to an end with three megabytes of %s', (_, text) => {
    // In quadratic time this takes hours, and the test fails by its own limit.
    const { articles, refused } = textFormat.read(text);
    expect(articles.length + refused.length).toBe(1);
  });
});
