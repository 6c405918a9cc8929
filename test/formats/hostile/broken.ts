/** Documents that broke off, are not what they say, or grow when they are read. */
import { atom, type HostileDocument, item, ninjs, page, rss, TEXT } from './written.ts';

const BOMB = `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(100)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'bcdefghij'[n]} "${`&${'abcdefghi'[n]};`.repeat(10)}">`).join('')}]>`;

export const BROKEN: readonly HostileDocument[] = [
  // What broke off, or is something else.
  {
    name: 'rss-truncated.xml',
    content: rss(item(`<description>${TEXT}</description>`)).slice(0, 300),
    articles: 0,
  },
  {
    name: 'rss-half-an-item.xml',
    content: rss(item(`<description>${TEXT}</description>`)).slice(0, -30),
    articles: 0,
  },
  { name: 'atom-truncated.xml', content: atom(`<content>${TEXT}`).slice(0, 150), articles: 0 },
  { name: 'json-truncated.json', content: ninjs({}).slice(0, -20), articles: 0 },
  {
    name: 'json-lines-truncated.jsonl',
    content: '{"type":"article","slug":"x","headline":"Ferry',
    articles: 0,
  },
  { name: 'page-truncated.html', content: page('').slice(0, 300), articles: 1 },
  { name: 'empty.xml', content: '<?xml version="1.0"?>', articles: 0 },
  { name: 'empty-feed.xml', content: rss(''), articles: 0 },
  { name: 'empty-object.json', content: '{}', articles: 0 },
  { name: 'empty-list.json', content: '[]', articles: 0 },
  { name: 'null.json', content: '[null, 1, "x"]', articles: 0 },
  { name: 'not-a-feed.xml', content: '<?xml version="1.0"?><opml><body/></opml>', articles: 0 },
  {
    name: 'binary.html',
    content: Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7919) % 256)),
    articles: 0,
  },
  { name: 'zip-as-feed.xml', content: Buffer.from('PK\u0003\u0004\u0014\0\0\0\b\0', 'latin1'), articles: 0 },
  { name: 'nul-bytes.html', content: page('<p>\0\0\0</p>'), articles: 0 },
  // Encodings that are not what they say.
  {
    name: 'latin1-says-utf8.xml',
    content: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>${rss(item(`<description>Caf\xe9 ${TEXT}</description>`)).slice(21)}`,
      'latin1',
    ),
    articles: 1,
  },
  {
    name: 'utf16-without-mark.xml',
    content: Buffer.from(rss(item(`<description>${TEXT}</description>`)), 'utf16le'),
    articles: 1,
  },
  {
    name: 'utf16.xml',
    content: Buffer.from(`\uFEFF${rss(item(`<description>${TEXT}</description>`))}`, 'utf16le'),
    articles: 1,
  },
  {
    name: 'unknown-encoding.html',
    content: page('', '<meta charset="x-nobody-knows"><title>Ferry runs again</title>'),
    articles: 1,
  },
  {
    name: 'broken-utf8.html',
    content: Buffer.concat([Buffer.from(page('')), Buffer.from([0xc3, 0x28, 0xe2, 0x82, 0x28])]),
    articles: 1,
  },
  {
    name: 'lone-surrogates.json',
    content: ninjs({ headlines: [{ value: 'Ferry \ud800 runs \udfff again' }] }),
    articles: 1,
  },
  { name: 'right-to-left.html', content: page('<p>\u202e\u2066 turned around \u2069</p>'), articles: 1 },
  // What grows.
  { name: 'entity-bomb.xml', content: BOMB + rss(item('<description>&j;</description>')), articles: 1 },
  {
    name: 'entity-loop.xml',
    content: `<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>${rss(item(`<description>&a; ${TEXT}</description>`))}`,
    articles: 1,
  },
  { name: 'deep-xml.xml', content: rss(item('<a>'.repeat(50_000))), articles: 0 },
  { name: 'deep-html.html', content: page('<div>'.repeat(100_000)), articles: 0 },
  { name: 'deep-inline.html', content: page('<b><i>'.repeat(50_000)), articles: 0 },
  { name: 'deep-tables.html', content: page('<table><tr><td>'.repeat(5_000)), articles: 0 },
  { name: 'deep-json.json', content: `{"bodies":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, articles: 0 },
  {
    name: 'deep-objects.json',
    content: `${'{"headlines":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    articles: 0,
  },
  {
    name: 'deep-json-ld.json',
    content: `{"@type":"NewsArticle","author":${'{"@type":"Person","name":'.repeat(5_000)}"x"${'}'.repeat(5_000)}}`,
    articles: 0,
  },
  {
    name: 'unclosed-links.html',
    content: page(`<a href="https://x.example/${'y'.repeat(2_000)}"><p>`.repeat(3_000)),
    articles: 0,
  },
  { name: 'million-elements.html', content: page('<b></b>'.repeat(500_000)), articles: 0 },
  { name: 'attributes.html', content: page(`<p ${'a="b" '.repeat(200_000)}>x</p>`), articles: 1 },
  { name: 'scripts-unclosed.html', content: `${page('')}${'<script>'.repeat(100_000)}`, articles: 1 },
  { name: 'comments-unclosed.html', content: `${page('')}${'<!--'.repeat(200_000)}`, articles: 1 },
  { name: 'declarations.xml', content: `${'<?xml version="1.0"?>'.repeat(50_000)}<rss/>`, articles: 0 },
  { name: 'comments-before.xml', content: `${'<!-- -->'.repeat(50_000)}<rss/>`, articles: 0 },
  {
    name: 'long-title.xml',
    content: rss(item(`<description>${TEXT}</description>`, 'x'.repeat(3_000_000))),
    articles: 1,
  },
  {
    name: 'many-items.xml',
    content: rss(item('<description>x</description>').repeat(20_000)),
    articles: 20_000,
  },
  { name: 'spaces.html', content: page(`<p>${' '.repeat(3_000_000)}</p>`), articles: 1 },
  { name: 'one-line.txt', content: `Ferry runs again\n\n${'word '.repeat(400_000)}`, articles: 1 },
];
