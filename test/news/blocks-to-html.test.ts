import { describe, expect, it } from 'vitest';
import { type Block, type BlockKind, type Mark, paragraph } from '../../src/news/block.ts';
import { htmlOfBlocks, type PlacedPhoto } from '../../src/news/blocks-to-html.ts';
import { faultsInHtml } from './clean-html.ts';

const block = (kind: BlockKind, text: string, level: number | null = null): Block => ({
  kind,
  text,
  level,
  marks: [],
});
const item = (text: string, level = 1): Block => block('LIST_ITEM', text, level);
const numbered = (text: string, level = 1): Block => block('NUMBERED_ITEM', text, level);

function photo(part: Partial<PlacedPhoto>): PlacedPhoto {
  const bare = { caption: null, altText: null, creditLine: null, width: null, height: null };
  return { url: 'https://example.org/a.jpg', ...bare, paragraph: 0, ...part };
}

function marked(text: string, ...marks: Mark[]): string {
  return htmlOfBlocks([{ ...paragraph(text), marks }]);
}

describe('blocks as HTML', () => {
  it('are paragraphs and headings', () => {
    expect(htmlOfBlocks([block('HEADING', 'A', 2), paragraph('B'), block('HEADING', 'C', 4)])).toBe(
      '<h2>A</h2><p>B</p><h4>C</h4>',
    );
    expect(htmlOfBlocks([])).toBe('');
  });

  it('are lists, nested by level, of the kind of their items', () => {
    expect(
      htmlOfBlocks([
        item('A'),
        numbered('B', 2),
        numbered('C', 2),
        item('D', 2),
        item('E'),
        numbered('F'),
        paragraph('G'),
      ]),
    ).toBe(
      '<ul><li>A<ol><li>B</li><li>C</li></ol><ul><li>D</li></ul></li><li>E</li></ul><ol><li>F</li></ol><p>G</p>',
    );
    expect(htmlOfBlocks([item('A', 3), item('B')])).toBe(
      '<ul><li><ul><li><ul><li>A</li></ul></li></ul></li><li>B</li></ul>',
    );
  });

  it('are one block quote where they follow one another', () => {
    const quote = (text: string) => block('BLOCKQUOTE', text);
    expect(htmlOfBlocks([quote('A'), quote('B'), item('C'), quote('D')])).toBe(
      '<blockquote><p>A</p><p>B</p></blockquote><ul><li>C</li></ul><blockquote><p>D</p></blockquote>',
    );
  });

  it('are escaped', () => {
    expect(htmlOfBlocks([paragraph('a<b>&amp;"\'</p>')])).toBe('<p>a&lt;b&gt;&amp;amp;"\'&lt;/p&gt;</p>');
  });

  it('do not melt into a tag when the page is brought to NFC', () => {
    const html = marked('\u0338a\u0338', { kind: 'STRONG', start: 1, end: 3, url: null });
    expect(html.normalize('NFC')).toBe('<p>&#824;<strong>a\u0338</strong></p>');
  });
});

describe('marks as HTML', () => {
  it('nest, and are parted where they cross', () => {
    expect(
      marked(
        'abcdef',
        { kind: 'LINK', start: 0, end: 4, url: 'https://example.org/?a=1&b="2"' },
        { kind: 'STRONG', start: 1, end: 5, url: null },
        { kind: 'EMPHASIS', start: 2, end: 3, url: null },
      ),
    ).toBe(
      '<p><a href="https://example.org/?a=1&amp;b=%222%22">a<strong>b<em>c</em>d</strong></a><strong>e</strong>f</p>',
    );
  });

  it('never hold a link in a link, nor an unsafe address', () => {
    const html = marked(
      'abcdef',
      { kind: 'LINK', start: 0, end: 4, url: 'https://example.org/' },
      { kind: 'LINK', start: 2, end: 6, url: 'https://example.com/' },
      { kind: 'LINK', start: 5, end: 6, url: 'javascript:alert(1)' },
    );
    expect(html).toBe('<p><a href="https://example.org/">abcd</a><a href="https://example.com/">ef</a></p>');
  });
});

describe('photos in the HTML', () => {
  it('stand before their paragraph, and at the end where there is none', () => {
    const photos = [2, 0, 99, null].map((place) =>
      photo({ url: `https://example.org/${place}.jpg`, paragraph: place }),
    );
    const figure = (name: number) => `<figure><img src="https://example.org/${name}.jpg" alt=""></figure>`;
    expect(htmlOfBlocks([paragraph('A'), paragraph('B'), paragraph('C')], photos)).toBe(
      `${figure(0)}<p>A</p><p>B</p>${figure(2)}<p>C</p>${figure(99)}`,
    );
    expect(htmlOfBlocks([], photos.slice(0, 1))).toBe(figure(2));
  });

  it('do not end a list that goes on, but part a block quote', () => {
    const figure = '<figure><img src="https://example.org/a.jpg" alt=""></figure>';
    const before = (...blocks: Block[]) => htmlOfBlocks(blocks, [photo({ paragraph: 1 })]);
    expect(before(numbered('A'), numbered('B'))).toBe(`<ol><li>A${figure}</li><li>B</li></ol>`);
    expect(before(numbered('A'), item('B', 2))).toBe(`<ol><li>A${figure}<ul><li>B</li></ul></li></ol>`);
    expect(before(numbered('A'), item('B'))).toBe(`<ol><li>A</li></ol>${figure}<ul><li>B</li></ul>`);
    expect(before(numbered('A'), paragraph('B'))).toBe(`<ol><li>A</li></ol>${figure}<p>B</p>`);
    expect(before(numbered('A'))).toBe(`<ol><li>A</li></ol>${figure}`);
    expect(before(block('BLOCKQUOTE', 'A'), block('BLOCKQUOTE', 'B'))).toBe(
      `<blockquote><p>A</p></blockquote>${figure}<blockquote><p>B</p></blockquote>`,
    );
  });

  it('have a caption with the credit, once', () => {
    const caption = (part: Partial<PlacedPhoto>) =>
      /<figcaption>(.*)<\/figcaption>/.exec(htmlOfBlocks([], [photo(part)]))?.[1];
    expect(caption({ caption: 'The quay <at> dawn', creditLine: 'Harbour Press' })).toBe(
      'The quay &lt;at&gt; dawn (Harbour Press)',
    );
    expect(caption({ caption: 'The quay (Photo by Harbour Press)', creditLine: 'Harbour Press' })).toBe(
      'The quay (Photo by Harbour Press)',
    );
    expect(caption({ creditLine: 'Harbour Press' })).toBe('Harbour Press');
    expect(caption({ caption: ' \u0000 ' })).toBeUndefined();
  });

  it('have their text and size, as far as known', () => {
    expect(
      htmlOfBlocks([], [photo({ url: '/photos/a.jpg', altText: 'A "quay"', width: 1200, height: 800 })]),
    ).toBe('<figure><img src="/photos/a.jpg" alt="A &quot;quay&quot;" width="1200" height="800"></figure>');
    expect(htmlOfBlocks([], [photo({ width: 0, height: 1.5 })])).toBe(
      '<figure><img src="https://example.org/a.jpg" alt=""></figure>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'data:image/svg+xml,<svg onload=alert(1)>',
    '//example.org/a.jpg',
    '/photos/../a',
  ])('are not shown from %s', (url) => {
    expect(htmlOfBlocks([], [photo({ url })])).toBe('');
  });

  it('cannot bring in more than their text', () => {
    const nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const html = htmlOfBlocks(
      [paragraph(nasty)],
      [photo({ url: `https://example.org/${nasty}`, caption: nasty, altText: nasty, creditLine: nasty })],
    );
    expect(faultsInHtml(html)).toEqual([]);
  });
});
