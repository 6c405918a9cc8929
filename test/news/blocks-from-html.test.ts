import { describe, expect, it } from 'vitest';
import { type Block, type BlockKind, type Mark, paragraph } from '../../src/news/block.ts';
import { blocksFromHtml } from '../../src/news/blocks-from-html.ts';
import { faultInBlocks, paragraphsOf } from '../../src/news/body.ts';
import { HtmlTooTangled } from '../../src/news/html-tree.ts';

const texts = (html: string) => paragraphsOf(blocksFromHtml(html));
const block = (kind: BlockKind, text: string, level: number | null = null): Block => ({
  kind,
  text,
  level,
  marks: [],
});

/** The marks of the only block, as [kind, words, url]. */
function marked(html: string, base: string | null = null): [Mark['kind'], string, string | null][] {
  const [only, ...more] = blocksFromHtml(html, base);
  expect(more).toEqual([]);
  return (only?.marks ?? []).map(({ kind, start, end, url }) => [
    kind,
    only?.text.slice(start, end) ?? '',
    url,
  ]);
}

describe('the kinds of blocks', () => {
  it('paragraphs, divisions and loose text are paragraphs', () => {
    expect(blocksFromHtml('Loose <p>One</p>between<div>Two<p>Three</div><section>Four</section>')).toEqual(
      ['Loose', 'One', 'between', 'Two', 'Three', 'Four'].map(paragraph),
    );
  });

  it('headings have the levels 2 to 4', () => {
    expect(blocksFromHtml('<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h5>E</h5><h6>F</h6>')).toEqual([
      block('HEADING', 'A', 2),
      block('HEADING', 'B', 2),
      block('HEADING', 'C', 3),
      block('HEADING', 'D', 4),
      block('HEADING', 'E', 4),
      block('HEADING', 'F', 4),
    ]);
  });

  it('items have the depth of their list, and nested lists follow', () => {
    const html = '<ul><li>One<ol><li>First<ul><li>Deep</ul><li>Second</ol></li><li>Two</li></ul>';
    expect(blocksFromHtml(html)).toEqual([
      block('LIST_ITEM', 'One', 1),
      block('NUMBERED_ITEM', 'First', 2),
      block('LIST_ITEM', 'Deep', 3),
      block('NUMBERED_ITEM', 'Second', 2),
      block('LIST_ITEM', 'Two', 1),
    ]);
    expect(blocksFromHtml('<li>Without a list')).toEqual([block('LIST_ITEM', 'Without a list', 1)]);
    expect(blocksFromHtml('<ul><li>'.repeat(20) + 'Deep')).toEqual([block('LIST_ITEM', 'Deep', 8)]);
  });

  it('an item, and a heading, is one block, whatever parts it has', () => {
    expect(
      blocksFromHtml('<ol><li><p>One</p><p>and more<br><br>still</p></li></ol><h2>A<div>B</div></h2>'),
    ).toEqual([block('NUMBERED_ITEM', 'One and more still', 1), block('HEADING', 'A B', 2)]);
  });

  it('each paragraph of a quotation is a block quote; headings and lists in it stay what they are', () => {
    expect(
      blocksFromHtml('<blockquote>One<p>Two</p><h3>Head</h3><ul><li>Item</ul>Three</blockquote>After'),
    ).toEqual([
      block('BLOCKQUOTE', 'One'),
      block('BLOCKQUOTE', 'Two'),
      block('HEADING', 'Head', 3),
      block('LIST_ITEM', 'Item', 1),
      block('BLOCKQUOTE', 'Three'),
      paragraph('After'),
    ]);
  });

  it('a row of a table is a paragraph, its cells parted by a bar; empty cells leave no trace', () => {
    const html = `<table><caption>Ferries</caption><thead><tr><th>Name</th><th>Seats</th></tr></thead>
      <tr><td><p>Gull</p></td> <td></td> <td><p>120</p></td></tr><tr><td>Only one</td></tr></table>`;
    expect(texts(html)).toEqual(['Ferries', 'Name | Seats', 'Gull | 120', 'Only one']);
    expect(texts('<table><tr><td><p>A</p><p>B</p><td>C<tr><td><h2>D</h2><p>E</table>F')).toEqual([
      'A',
      'B | C',
      'D',
      'E',
      'F',
    ]);
    expect(texts('<table><tr><td>A<table><tr><td>B<td>C</table><td>D</table>')).toEqual(['A', 'B | C', 'D']);
  });

  it('preformatted text is a paragraph, and parted by blank lines', () => {
    expect(texts('<pre>\nOne\n  two\n \n<b>three</b>\n</pre>')).toEqual(['One two', 'three']);
  });

  it('pictures and captions are left out, but not a table or a quotation that sits in a figure', () => {
    const html = `<p>A</p><figure><img src=a.jpg alt=B>Credit<figcaption>Caption <p>of it</p></figcaption></figure>
      <figure><table><tr><td>C</table></figure><figure><blockquote>D</blockquote></figure><picture><img alt=E></picture>`;
    expect(texts(html)).toEqual(['A', 'C', 'D']);
  });
});

describe('text', () => {
  it('has its white space folded as in HTML, across elements', () => {
    expect(texts(' <p>\n One <b> two\t</b> <i></i> three&nbsp;&nbsp;four </p> ')).toEqual([
      'One two three four',
    ]);
    expect(texts('<p>un<b>brok</b>en</p>')).toEqual(['unbroken']);
  });

  it('takes one line break for a space, and two for the end of a paragraph', () => {
    expect(texts('One<br>two<br/> <br>three<br><br><br>four<br>')).toEqual(['One two', 'three', 'four']);
    expect(texts('<blockquote>One<br><br>two</blockquote>')).toEqual(['One', 'two']);
  });

  it('drops blocks that have none', () => {
    expect(texts('<p></p><p> &nbsp; </p><h2>&#8203;</h2><ul><li></li></ul><p>&#1;&#xFEFF;</p>')).toEqual([]);
  });

  it('is NFC, without control characters and lone surrogates', () => {
    expect(texts('<p>Cafe\u0301 \u0007a\ud83d<b>\ude00</b> \u{1f6f3} &#x1f;x</p>')).toEqual(['Café a 🛳 x']);
  });

  it('leaves out what is not shown as text, with all that is in it', () => {
    const html = `<title>t</title><style>s</style><script>s</script><template><p>t</p></template><noscript><p>n</p></noscript>
      <iframe>i</iframe><object><p>o</p></object><svg><text>s</text></svg><math><mi>m</mi></math><button>b</button>
      <select><option>o</option></select><textarea>t</textarea><!-- c --><video>v</video><audio>a</audio><canvas>c</canvas>
      <del>d</del><p hidden>h</p><label>l</label><p>Shown</p>`;
    expect(texts(html)).toEqual(['Shown']);
  });

  it('keeps the words of elements that say nothing here, and of unknown ones', () => {
    expect(
      texts(
        '<form><p><u>One</u> <font size=2>two</font> <x-y onclick=z>three</x-y> H<sub>2</sub>O</p></form>',
      ),
    ).toEqual(['One two three H2O']);
  });

  it('shows the marks that browsers show around q', () => {
    expect(texts('<p>He said <q>we heard <q>no</q> twice</q>.</p>')).toEqual([
      'He said “we heard ‘no’ twice”.',
    ]);
  });

  it('of a whole page is that of its body', () => {
    expect(
      texts(
        '<!DOCTYPE html><html><head><title>T</title></head><body class=x><main><p>One</p></main></body></html>',
      ),
    ).toEqual(['One']);
  });
});

describe('marks', () => {
  it('are strong, emphasis and link, and may cross', () => {
    expect(
      marked('<b>one <i>two</b> three</i> <cite>four</cite> <a href="https://example.org"><em>five</em></a>'),
    ).toEqual([
      ['STRONG', 'one two', null],
      ['EMPHASIS', 'two three', null],
      ['EMPHASIS', 'four', null],
      ['LINK', 'five', 'https://example.org/'],
      ['EMPHASIS', 'five', null],
    ]);
  });

  it('are one where they touch, and none where they are empty', () => {
    expect(marked('<b>on</b><strong>e </strong><b><i> </i>two</b> <b> </b> <b>three</b><i></i>')).toEqual([
      ['STRONG', 'one two', null],
      ['STRONG', 'three', null],
    ]);
  });

  it('run through a line break, not through the bar between cells', () => {
    expect(marked('<b>one<br>two</b>')).toEqual([['STRONG', 'one two', null]]);
    expect(marked('<table><tr><td><b>one</b><td><b>two</b></table>')).toEqual([
      ['STRONG', 'one', null],
      ['STRONG', 'two', null],
    ]);
  });

  it('that hold several blocks are in each', () => {
    const url = 'https://example.org/';
    expect(blocksFromHtml(`<a href="${url}"><h2>One</h2><p> Two </p></a>`)).toEqual([
      { ...block('HEADING', 'One', 2), marks: [{ kind: 'LINK', start: 0, end: 3, url }] },
      { ...paragraph('Two'), marks: [{ kind: 'LINK', start: 0, end: 3, url }] },
    ]);
  });

  it('go with their characters where these are composed', () => {
    expect(marked('<p>Ae\u0301 <b>e\u0301</b>o<i>\u0308</i> e\u0301 <b>z</b></p>')).toEqual([
      ['STRONG', 'é', null],
      ['EMPHASIS', 'ö', null],
      ['STRONG', 'z', null],
    ]);
    expect(marked('<p>\u1112\u1161<b>\u11ab\u1100\u1173</b>\u11af</p>')).toEqual([['STRONG', '한글', null]]);
  });

  it('of links that lead nowhere, or where they may not, are lost and their words kept', () => {
    for (const href of ['/a', 'a', '#a', '//example.org/', '', 'javascript:a', 'ftp://example.org/']) {
      expect(blocksFromHtml(`<a href="${href}">words</a>`)).toEqual([paragraph('words')]);
    }
    expect(blocksFromHtml('<a name=x>words</a>')).toEqual([paragraph('words')]);
  });

  it('of relative links lead where the base says', () => {
    expect(
      marked('<base href="https://evil.example/"><a href="../b">words</a>', 'https://example.org/a/c'),
    ).toEqual([['LINK', 'words', 'https://example.org/b']]);
  });
});

describe('hostile HTML', () => {
  const many = 20_000;

  it.each([
    ['100,000 divisions', '<div>'.repeat(100_000)],
    ['100,000 stresses', '<b>'.repeat(100_000)],
    ['as many unlike ones', Array.from({ length: many }, (_, at) => `<b a${at}>`).join('')],
    ['stresses and links left open', '<b><i><a>'.repeat(50_000)],
    ['stresses closed in another order', '<b><i>'.repeat(many / 2) + '</b></i>'.repeat(many / 2)],
    ['stresses left open in paragraphs', '<b><p>'.repeat(many)],
    ['tables in tables', '<table><tr><td>'.repeat(many / 2)],
    ['text that tables push out', '<table>x'.repeat(many / 2)],
    ['lists in lists', '<ul><li>'.repeat(many)],
    ['one element of many attributes', `<p ${Array.from({ length: many }, (_, at) => `a${at}`).join(' ')}>`],
  ])('%s are read in time, without overflow', { timeout: 10_000 }, (_, html) => {
    const blocks = blocksFromHtml(`${html}words`);
    expect(faultInBlocks(blocks)).toBeNull();
    expect(blocks.at(-1)?.text).toContain('words');
  });

  it('is refused where the standard would have it copied without end', () => {
    const open = Array.from({ length: 5000 }, (_, at) => `<b a${at}><p>x`).join('');
    expect(() => blocksFromHtml(open)).toThrow(HtmlTooTangled);
  });

  it('is refused where a link is repeated without end', () => {
    const link = `<a href="https://example.org/${'x'.repeat(1900)}">`;
    expect(() => blocksFromHtml(link + '<p>x'.repeat(1000))).toThrow(HtmlTooTangled);
    expect(blocksFromHtml(`${link}${'<p>A paragraph of some words.'.repeat(30)}`)).toHaveLength(30);
    expect(blocksFromHtml(`${link}x</a><p>`.repeat(1000))).toHaveLength(1000);
  });
});
