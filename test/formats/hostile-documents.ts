/** Documents that somebody might send to do harm, or that went wrong on their way; each with what is to be said of it. */

const TEXT =
  'The ferry between Port Ellis and the islands will run again from Monday, the harbour office said, three weeks after a storm tore its ramp away.';
const SCRIPT = '<script>alert(1)</script>';
const HANDLER = '<img src=x onerror=alert(1)><a href="javascript:alert(1)" onclick=alert(1)>tap</a>';

export interface HostileDocument {
  name: string;
  content: string | Buffer;
  /** How many articles come of it; the rest is refused. */
  articles: number;
}

function rss(items: string, channel = ''): string {
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Feed</title><link>https://feed.example/</link>${channel}${items}</channel></rss>`;
}

function item(inside: string, title = 'Ferry runs again'): string {
  return `<item><title>${title}</title><guid>${inside.length}</guid>${inside}</item>`;
}

function page(body: string, head = '<title>Ferry runs again</title>'): string {
  return `<!DOCTYPE html><html><head>${head}</head><body><article><p>${TEXT}</p>${body}<p>${TEXT} It was so.</p></article></body></html>`;
}

function atom(inside: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><id>urn:a</id><title>Ferry runs again</title>${inside}</entry></feed>`;
}

function ninjs(more: object): string {
  return JSON.stringify({
    uri: 'https://wire.example/1',
    headlines: [{ value: 'Ferry runs again' }],
    bodies: [{ contentType: 'text/html', value: `<p>${TEXT}</p>` }],
    ...more,
  });
}

function jsonLd(more: object): string {
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: 'Ferry runs again',
    articleBody: TEXT,
    ...more,
  });
}

const BOMB = `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(100)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'bcdefghij'[n]} "${`&${'abcdefghi'[n]};`.repeat(10)}">`).join('')}]>`;

const DATES = [
  'Sun, 01 Mar 2026 08:30:00 +0100',
  'Sunday, 01-Mar-26 08:30:00 GMT',
  'Sun Mar  1 08:30:00 2026',
  '2026-03-01T08:30:00Z',
  '2026-03-01T08:30:00.123456789+01:00',
  '2026-03-01 08:30',
  '20260301',
  '1772354000',
  'March 1, 2026 8:30 am',
  '1. März 2026',
  'the day before yesterday',
  '99999-99-99T99:99:99Z',
];

export const HOSTILE: readonly HostileDocument[] = [
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
  // What would run.
  {
    name: 'script-in-text.xml',
    content: rss(item(`<content:encoded><![CDATA[<p>${TEXT}</p>${SCRIPT}${HANDLER}]]></content:encoded>`)),
    articles: 1,
  },
  {
    name: 'script-in-title.xml',
    content: rss(item(`<description>${TEXT}</description>`, `<![CDATA[Ferry ${SCRIPT}${HANDLER}]]>`)),
    articles: 1,
  },
  {
    name: 'script-escaped-twice.xml',
    content: rss(
      item(`<description>&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; ${TEXT}</description>`),
    ),
    articles: 1,
  },
  {
    name: 'script-in-link.xml',
    content: rss(item(`<link>javascript:alert(1)</link><description>${TEXT}</description>`)),
    articles: 1,
  },
  {
    name: 'script-in-media.xml',
    content: rss(
      item(
        `<description>${TEXT}</description><media:content url="javascript:alert(1)" medium="image"/><enclosure url="data:text/html,${SCRIPT.replaceAll('<', '&lt;')}" type="image/png" length="1"/>`,
      ),
    ),
    articles: 1,
  },
  {
    name: 'script-in-atom.xml',
    content: atom(
      `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${TEXT}</p><svg><script>alert(1)</script></svg></div></content>`,
    ),
    articles: 1,
  },
  {
    name: 'script-in-page.html',
    content: page(
      `${SCRIPT}${HANDLER}<svg onload=alert(1)></svg><iframe srcdoc="${SCRIPT.replaceAll('"', '')}"></iframe>`,
    ),
    articles: 1,
  },
  {
    name: 'script-in-canonical.html',
    content: page(
      '',
      '<title>Ferry runs again</title><link rel="canonical" href="javascript:alert(1)"><meta property="og:image" content="javascript:alert(1)">',
    ),
    articles: 1,
  },
  {
    name: 'script-in-data.html',
    content: page(
      '',
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry ${SCRIPT.replace('/', '\\/').replaceAll('<', '\\u003c')}","image":"javascript:alert(1)"}</script>`,
    ),
    articles: 1,
  },
  {
    name: 'script-in-json-ld.json',
    content: jsonLd({
      headline: `Ferry ${SCRIPT}`,
      articleBody: `<p>${TEXT}</p>${SCRIPT}${HANDLER}`,
      url: 'javascript:alert(1)',
      image: 'javascript:alert(1)',
    }),
    articles: 1,
  },
  {
    name: 'script-in-ninjs.json',
    content: ninjs({
      uri: 'javascript:alert(1)',
      bodies: [{ contentType: 'text/html', value: `<p>${TEXT}</p>${SCRIPT}${HANDLER}` }],
      associations: [
        { name: 'a', type: 'picture', renditions: [{ name: 'r', href: 'javascript:alert(1)' }] },
      ],
    }),
    articles: 1,
  },
  {
    name: 'script-in-json-feed.json',
    content: JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Feed',
      items: [
        {
          id: '1',
          title: `Ferry ${SCRIPT}`,
          content_html: `<p>${TEXT}</p>${SCRIPT}${HANDLER}`,
          image: 'javascript:alert(1)',
        },
      ],
    }),
    articles: 1,
  },
  {
    name: 'script-in-text.txt',
    content: `Ferry runs\n\n${TEXT} ${HANDLER}\n\n${SCRIPT} and more of it.\n`,
    articles: 1,
  },
  {
    name: 'style-and-base.html',
    content: page(
      '<base href="javascript:/a/"><style>p{background:url(javascript:alert(1))}</style><p style="background:url(javascript:alert(1))">styled</p>',
    ),
    articles: 1,
  },
  {
    name: 'mutation.html',
    content: page(
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>',
    ),
    articles: 1,
  },
  // What would read what is not for it.
  {
    name: 'external-entity.xml',
    content: `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss(item(`<description>&x; ${TEXT}</description>`))}`,
    articles: 0,
  },
  {
    name: 'external-dtd.xml',
    content: `<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">${rss(item(`<description>${TEXT}</description>`))}`,
    articles: 1,
  },
  {
    name: 'include.xml',
    content: rss(
      item(
        `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/><description>${TEXT}</description>`,
      ),
    ),
    articles: 1,
  },
  {
    name: 'file-picture.html',
    content: page(
      '<figure><img src="file:///etc/passwd" width="600"><figcaption>A file</figcaption></figure>',
    ),
    articles: 1,
  },
  {
    name: 'prototype.json',
    content: `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"uri":"https://wire.example/2","headlines":[{"value":"Ferry"}],"bodies":[{"value":"${TEXT}"}]}`,
    articles: 1,
  },
  // What is merely odd.
  {
    name: 'cdata-in-odd-places.xml',
    content: rss(
      `<item><title><![CDATA[Ferry]]> runs <![CDATA[again]]></title><guid><![CDATA[1]]></guid><description><![CDATA[${TEXT.slice(0, 20)}]]>${TEXT.slice(20)}</description></item>`,
    ),
    articles: 1,
  },
  {
    name: 'cdata-unclosed.xml',
    content: rss('<item><title>Ferry</title><description><![CDATA[never ends</description></item>'),
    articles: 0,
  },
  {
    name: 'duplicate-guids.xml',
    content: rss(
      `<item><title>One</title><guid>1</guid><description>${TEXT}</description></item><item><title>Two</title><guid>1</guid><description>${TEXT}</description></item>`,
    ),
    articles: 2,
  },
  {
    name: 'html-in-titles.xml',
    content: rss(item(`<description>${TEXT}</description>`, '&lt;b&gt;Ferry&lt;/b&gt; runs &amp;amp; sails')),
    articles: 1,
  },
  {
    name: 'relative-links.xml',
    content: rss(
      item(
        `<link>/islands/ferry</link><description>&lt;p&gt;&lt;a href="../a"&gt;x&lt;/a&gt; ${TEXT}&lt;/p&gt;</description>`,
      ),
    ),
    articles: 1,
  },
  {
    name: 'wrong-types.json',
    content: ninjs({
      headlines: 'Ferry',
      descriptions: 5,
      associations: 'none',
      urgency: 'high',
      language: 7,
      firstCreated: {},
    }),
    articles: 0,
  },
  {
    name: 'wrong-types-json-ld.json',
    content: jsonLd({
      author: 5,
      image: [1, null, {}],
      keywords: { a: 1 },
      datePublished: ['x'],
      articleSection: {},
    }),
    articles: 1,
  },
  { name: 'canceled.json', content: ninjs({ pubStatus: 'canceled' }), articles: 0 },
  ...DATES.map((date, index) => ({
    name: `date-${index + 1}.xml`,
    content: rss(item(`<pubDate>${date}</pubDate><description>${TEXT}</description>`, `Ferry ${index}`)),
    articles: 1,
  })),
];
