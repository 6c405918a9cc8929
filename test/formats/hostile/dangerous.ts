/** Documents with something in them that would run, that would read what is not for it, or that is merely odd. */
import {
  atom,
  HANDLER,
  type HostileDocument,
  item,
  jsonLd,
  ninjs,
  page,
  rss,
  SCRIPT,
  TEXT,
} from './written.ts';

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

export const DANGEROUS: readonly HostileDocument[] = [
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
