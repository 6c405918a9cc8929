/** Feeds, as sites write them: each item an article, with all that the feed says of it. */
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detect.ts';
import { atomFormat, jsonFeedFormat, rssFormat } from '../../src/formats/feed.ts';
import { bodyTextOf } from '../../src/news/body.ts';

const NAMESPACES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"';
const rss = (items: string, channel = '<title>Harbour Post</title><link>https://post.example/</link>') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${NAMESPACES}><channel>${channel}${items}</channel></rss>`;
const only = (text: string) => {
  const { articles, refused } = detectFormat(text).read(text);
  expect(refused).toEqual([]);
  expect(articles).toHaveLength(1);
  const [article] = articles;
  if (article === undefined) throw new Error('no article was read');
  return article;
};

describe('RSS 2.0', () => {
  it('gives headline, body, standfirst, addresses, times, names, keywords and rights', () => {
    const article = only(
      rss(
        `<item>
          <title>Ferry &amp; tram meet at last</title>
          <link>/ferry?a=1&amp;b=2</link>
          <guid isPermaLink="false">post-17</guid>
          <pubDate>Tue, 03 Feb 2026 10:00:00 +0100</pubDate>
          <dc:creator>Ilse Marnow</dc:creator><dc:creator>Tom Arden</dc:creator>
          <category>Harbour</category><category domain="x">Trams</category><category>Harbour</category>
          <description>&lt;p&gt;One ticket is enough.&lt;/p&gt;</description>
          <content:encoded><![CDATA[<p>The first ferry met the <a href="/trams">tram</a>.</p><ul><li>On time</li></ul><script>alert(1)</script>]]></content:encoded>
        </item>`,
        '<title>Harbour Post</title><link>https://post.example/</link><language>en-gb</language><copyright>© Harbour Post</copyright>',
      ),
    );
    expect(article).toMatchObject({
      headline: 'Ferry & tram meet at last',
      description: 'One ticket is enough.',
      byline: 'Ilse Marnow, Tom Arden',
      language: 'en-GB',
      keywords: ['Harbour', 'Trams'],
      url: 'https://post.example/ferry?a=1&b=2',
      source: 'Harbour Post',
      sourceId: 'post-17',
      copyrightNotice: '© Harbour Post',
      publishedAt: Date.parse('2026-02-03T09:00:00Z'),
    });
    expect(article.blocks).toMatchObject([
      {
        kind: 'PARAGRAPH',
        text: 'The first ferry met the tram.',
        marks: [{ kind: 'LINK', url: 'https://post.example/trams' }],
      },
      { kind: 'LIST_ITEM', text: 'On time' },
    ]);
  });

  it('without a full text has the description for one', () => {
    const article = only(
      rss('<item><title>Low tide</title><description>The boats wait.</description></item>'),
    );
    expect([bodyTextOf(article.blocks), article.description]).toEqual(['The boats wait.', null]);
  });

  it('without a title is headed by the beginning of its text', () => {
    const words = 'The boats wait for water '.repeat(10);
    const article = only(rss(`<item><description>${words}</description></item>`));
    expect(article.headline).toMatch(/^The boats wait.+ \w+…$/);
    expect(article.headline.length).toBeLessThanOrEqual(121);
  });

  it('a permalink is the address where there is no other', () => {
    expect(
      only(
        rss('<item><title>A</title><description>B</description><guid>https://post.example/7</guid></item>'),
      ),
    ).toMatchObject({
      url: 'https://post.example/7',
      sourceId: 'https://post.example/7',
    });
  });

  it('photos come from media, of a group the largest, with caption, credit and size; from enclosures; a thumbnail for want of them', () => {
    const photosOf = (item: string) =>
      only(rss(`<item><title>A</title><description>B</description>${item}</item>`)).photos;
    expect(
      photosOf(`<media:group><media:description>A tram on a quay</media:description><media:credit>Dagny Holt</media:credit>
        <media:content url="https://post.example/s.jpg" type="image/jpeg" width="10" height="5"/>
        <media:content url="https://post.example/l.jpg" type="image/jpeg" width="1000" height="500"/>
        <media:content url="https://post.example/film.mp4" type="video/mp4"/></media:group>
        <media:thumbnail url="https://post.example/t.jpg"/>
        <enclosure url="/e.png" type="image/png" length="1"/><enclosure url="/sound.mp3" type="audio/mpeg" length="1"/>`),
    ).toMatchObject([
      {
        url: 'https://post.example/l.jpg',
        caption: 'A tram on a quay',
        creditLine: 'Dagny Holt',
        width: 1000,
        height: 500,
      },
      { url: 'https://post.example/e.png', caption: null },
    ]);
    expect(photosOf('<media:thumbnail url="/t.jpg" width="75" height="50"/>')).toMatchObject([
      { url: 'https://post.example/t.jpg', width: 75 },
    ]);
    expect(photosOf('<media:content url="javascript:alert(1)" medium="image"/>')).toEqual([]);
  });

  it('an item that says nothing is refused, with its place, and the others are read', () => {
    const text = rss(
      '<item><title>A</title><description>B</description></item><item><link>https://post.example/x</link></item><item><title>C</title></item><item><title>D</title><description>E</description></item>',
    );
    const { articles, refused } = rssFormat.read(text);
    expect(articles.map(({ headline }) => headline)).toEqual(['A', 'D']);
    expect(refused).toMatchObject([
      { position: 1, reason: expect.stringContaining('neither a title nor a text') as string },
      { position: 2, reason: expect.stringContaining('has a title but no text') as string },
    ]);
  });
});

it('RSS 1.0 and 0.9x are read', () => {
  const rdf = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://post.example/rdf"><title>Post</title><link>https://post.example/</link><dc:language>de</dc:language></channel>
    <item rdf:about="https://post.example/1"><title>Ebbe</title><link>https://post.example/1</link><description>Die Boote warten.</description><dc:date>2026-02-03T09:00:00Z</dc:date></item></rdf:RDF>`;
  expect(only(rdf)).toMatchObject({
    headline: 'Ebbe',
    language: 'de',
    url: 'https://post.example/1',
    publishedAt: Date.parse('2026-02-03T09:00:00Z'),
  });
  const old =
    '<rss version="0.91"><channel><title>Post</title><link>https://post.example/</link><item><title>Ebb</title><link>https://post.example/1</link><description>They wait.</description></item></channel></rss>';
  expect(only(old)).toMatchObject({ headline: 'Ebb', url: 'https://post.example/1' });
});

it('Atom is read: kinds of text, links against xml:base, the author of the feed where an entry has none', () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/news/" xml:lang="fr">
    <title>Courrier</title><id>urn:feed</id><author><name>Émile Vautrin</name></author><link href="/"/>
    <entry xml:base="port/"><title type="html">Le &lt;em&gt;bac&lt;/em&gt;</title><id>urn:1</id><updated>2026-02-03T09:00:00Z</updated>
      <link rel="alternate" href="bac.html"/><link rel="enclosure" type="image/jpeg" href="bac.jpg"/>
      <summary>Un billet suffit.</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le premier <a href="tram">tram</a>.</p></div></content>
    </entry></feed>`;
  const article = only(atom);
  expect(article).toMatchObject({
    headline: 'Le bac',
    byline: 'Émile Vautrin',
    language: 'fr',
    url: 'https://post.example/news/port/bac.html',
    sourceId: 'urn:1',
    description: 'Un billet suffit.',
    photos: [{ url: 'https://post.example/news/port/bac.jpg' }],
  });
  expect(article.blocks).toMatchObject([
    { text: 'Le premier tram.', marks: [{ url: 'https://post.example/news/port/tram' }] },
  ]);
  expect(atomFormat.recognizes(atom)).toBe(true);
});

it('JSON Feed is read', () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Post',
    home_page_url: 'https://post.example/',
    language: 'en',
    items: [
      {
        id: '7',
        url: 'https://post.example/7',
        title: 'Ebb',
        content_html: '<p>They <b>wait</b>.</p>',
        tags: ['Tide'],
        authors: [{ name: 'Ilse Marnow' }],
        image: '/i.png',
        date_published: '2026-02-03T10:00:00+01:00',
      },
      { id: 8, content_text: 'Just a note.\n\nAnd more.' },
    ],
  };
  const { articles, refused } = jsonFeedFormat.read(JSON.stringify(feed));
  expect(refused).toEqual([]);
  expect(articles).toMatchObject([
    {
      headline: 'Ebb',
      sourceId: '7',
      byline: 'Ilse Marnow',
      keywords: ['Tide'],
      photos: [{ url: 'https://post.example/i.png' }],
      publishedAt: Date.parse('2026-02-03T09:00:00Z'),
    },
    { headline: 'Just a note.', sourceId: '8', blocks: [{ text: 'Just a note.' }, { text: 'And more.' }] },
  ]);
});

describe('what is no feed that can be read', () => {
  it.each([
    ['cut off', '<rss version="2.0"><channel><item><title>A'],
    ['empty', rss('')],
    ['without a channel', '<rss version="2.0"></rss>'],
    ['JSON that is cut off', '{"version": "https://jsonfeed.org/version/1.1", "items": ['],
    ['without items', '{"version": "https://jsonfeed.org/version/1.1", "title": "A"}'],
  ])('is refused with a line: %s', (_name, text) => {
    const { articles, refused } = detectFormat(text).read(text);
    expect(articles).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatch(/^The feed /);
  });

  it('expands no entities, and reads no files', () => {
    const declared = Array.from(
      { length: 12 },
      (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`,
    ).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">${declared}<!ENTITY file SYSTEM "file:///etc/passwd">]>${rss('<item><title>A &e12; &file;</title><description>B</description></item>').replace(/^<\?xml[^>]*>/, '')}`;
    const { articles } = detectFormat(bomb).read(bomb);
    for (const { headline } of articles) {
      expect(headline.length).toBeLessThan(100);
      expect(headline).not.toContain('root:');
    }
  });
});

it.each([
  [
    'RSS',
    rssFormat,
    '<rss version="2.0"><channel><title>Post</title><item><title>Boat</title><link>/boat</link><description>It came at six.</description></item></channel></rss>',
  ],
  [
    'Atom',
    atomFormat,
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>Boat</title><link href="/boat"/><content>It came at six.</content></entry></feed>',
  ],
  [
    'JSON Feed',
    jsonFeedFormat,
    '{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":"1","title":"Boat","url":"/boat","content_text":"It came at six."}]}',
  ],
])('%s that does not say where its site is has links from where it was taken', (_name, format, text) => {
  const [taken] = format.read(text, 'https://post.example/feeds/all.xml').articles;
  expect(taken?.url).toBe('https://post.example/boat');
  // A file is no site.
  for (const at of [undefined, 'file:///desk/all.xml'])
    expect(format.read(text, at).articles[0]?.url).toBeNull();
});
