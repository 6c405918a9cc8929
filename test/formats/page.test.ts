/** Pages of the web: what of them is the article, and what they tell of it. */
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../src/formats/detect.ts';
import { htmlFormat } from '../../src/formats/page/page.ts';
import type { ArticleContent } from '../../src/news/article.ts';

const FIRST =
  'The ferry between Port Ellis and the islands will run again from Monday, the harbour office said, three weeks after a storm tore its ramp away.';
const SECOND =
  'Engineers lifted the new ramp into place on Friday night, in a calm that the crews had waited for since the first days of the month.';
const THIRD =
  'Islanders had been brought across in fishing boats, which took the post, the milk and, on two evenings, a doctor to the outer villages.';
const LAST =
  'The first boat leaves at six, and those who hold a card of the islands go free until the end of the month.';

/** A page as sites make them: the body given, and much around it. */
function pageWith(body: string, head = ''): string {
  return `<!DOCTYPE html><html lang="en-GB"><head><title>Ferry runs again | The Harbour Gazette</title>
    <meta property="og:site_name" content="The Harbour Gazette"><meta property="og:title" content="Ferry runs again from Monday">
    <link rel="canonical" href="https://gazette.example/islands/ferry">${head}</head><body class="page has-sidebar">
    <header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/islands">Islands</a></li></ul></nav></header>
    <div class="cookie-consent"><p>We use cookies to make this site better, and you may say which of them you want to have.</p></div>
    <main><article class="story"><header><h1>Ferry runs again from Monday</h1><p class="byline">By Ann Reyes</p><time datetime="2026-03-01T08:30:00Z">1 March</time></header>
    <div class="share-bar"><a href="https://share.example/f">Share</a><a href="https://share.example/t">Post</a></div>
    <div class="story-text">${body}</div>
    <div class="newsletter-signup"><p>Get our morning letter with all that matters on the islands, every day before breakfast.</p></div>
    </article></main>
    <aside class="related"><h3>More on this</h3><p><a href="/a">Harbour office chooses a new chief after a long search</a></p></aside>
    <section id="comments"><p>Reader One: I have waited for that boat for three weeks and will be on it.</p></section>
    <footer><p>© 2026 The Harbour Gazette. All rights reserved.</p></footer>
    <script>document.write('<p>A script says that it is a paragraph of this article as well.</p>')</script></body></html>`;
}

function paragraphs(...texts: string[]): string {
  return texts.map((text) => `<p>${text}</p>`).join('\n');
}

function articleIn(html: string): ArticleContent {
  const { articles, refused } = htmlFormat.read(html);
  expect(refused).toEqual([]);
  expect(articles).toHaveLength(1);
  return articles[0] as ArticleContent;
}

function textsIn(html: string): string[] {
  return articleIn(html).blocks.map(({ text }) => text);
}

describe('the body', () => {
  test('is the paragraphs, from the first to the last, and nothing around them', () => {
    expect(textsIn(pageWith(paragraphs(FIRST, SECOND, THIRD, LAST)))).toEqual([FIRST, SECOND, THIRD, LAST]);
  });

  test('keeps subheadings, lists, quotations and links in their places', () => {
    const body = `${paragraphs(FIRST)}<h2>What is new</h2><ul><li>a <a href="/ramp">ramp of steel</a> from Norfield</li><li>two lamps on the pier</li></ul>
      ${paragraphs(SECOND)}<blockquote class="pull-quote">We have waited for this evening for three weeks.</blockquote>${paragraphs(THIRD, LAST)}`;
    const { blocks } = articleIn(pageWith(body));
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'PARAGRAPH',
      'HEADING',
      'LIST_ITEM',
      'LIST_ITEM',
      'PARAGRAPH',
      'BLOCKQUOTE',
      'PARAGRAPH',
      'PARAGRAPH',
    ]);
    expect(blocks[2]?.marks).toEqual([
      { kind: 'LINK', start: 2, end: 15, url: 'https://gazette.example/ramp' },
    ]);
  });

  test('takes no caption, credit or lead to other articles for its own', () => {
    const body = `${paragraphs(FIRST)}<figure><img src="/p/ramp.jpg" width="1200" height="800" alt="A ramp on a crane"><figcaption>The ramp is lifted. <span class="credit">Jo Marsh/Coast Pictures</span></figcaption></figure>
      ${paragraphs(SECOND)}<p>The crane at night, photos © Jo Marsh, 2026</p><p>READ MORE: <a href="/b">How the storm tore the old ramp away</a></p>${paragraphs(THIRD)}<p><a href="/c">Watch the crane at its work in this film of the night</a></p>
      ${paragraphs(LAST)}<p>Sign up to our newsletter for more of this.</p><h3>You may also like</h3><ul><li><a href="/d">A pier is painted</a></li><li>The <a href="/e">oldest lamp on the coast</a></li></ul>`;
    expect(textsIn(pageWith(body))).toEqual([FIRST, SECOND, THIRD, LAST]);
  });

  test('has its links from where the page was taken, unless it says where it is', () => {
    const bare = `<html><head><title>Ferry</title></head><body><article><p><a href="/ramp">A ramp</a> is there. ${FIRST}</p>${paragraphs(SECOND, THIRD)}</article></body></html>`;
    const linkIn = (html: string) =>
      htmlFormat.read(html, 'https://taken.example/a/b').articles[0]?.blocks[0]?.marks[0]?.url;
    expect(linkIn(bare)).toBe('https://taken.example/ramp');
    const says = bare.replace(
      '<title>',
      '<link rel="canonical" href="https://gazette.example/ferry"><title>',
    );
    expect(linkIn(says)).toBe('https://gazette.example/ramp');
  });

  test('is found where all of the page is one form, and where no element says what it is', () => {
    const bare = `<html><head><title>Ferry runs again</title></head><body><form action="/all"><table><tr><td><div><div>${paragraphs(FIRST, SECOND, THIRD, LAST)}</div></div></td></tr></table></form></body></html>`;
    expect(textsIn(bare)).toEqual([FIRST, SECOND, THIRD, LAST]);
  });

  test('is in parts that are named as clutter is, where most of the page is in such parts', () => {
    const slides = [FIRST, SECOND, THIRD, LAST].flatMap((text, place) => [
      `<div class="gallery-item"><h2>Evening ${place + 1}</h2><p>${text}</p></div>`,
      `<div class="videoSlot"><p>Film ${place + 1}: how it was</p></div>`,
    ]);
    const body = `<p>The islands had five such evenings, and these are the four that their own people tell of.</p><div class="gallery">${slides.join('')}</div>`;
    const texts = textsIn(pageWith(body));
    expect(texts).toEqual(expect.arrayContaining([FIRST, SECOND, THIRD, LAST, 'Evening 2']));
    expect(texts.join(' ')).not.toContain('how it was');
  });

  test('is without the comments, be they longer than it is', () => {
    const comments = Array.from(
      { length: 12 },
      (_, place) => `<div class="comment"><p>Reader ${place}: ${THIRD.toUpperCase()}</p></div>`,
    );
    const page = pageWith(paragraphs(FIRST, SECOND, LAST)).replace(
      '<section id="comments">',
      `<section id="comments">${comments.join('')}`,
    );
    expect(textsIn(page)).toEqual([FIRST, SECOND, LAST]);
  });

  test('is what the page tells in data, where only a script would show more than its beginning', () => {
    const data = JSON.stringify({
      '@type': 'NewsArticle',
      articleBody: [FIRST, SECOND, THIRD, LAST].join('\n\n'),
    });
    const head = `<script type="application/ld+json">${data}</script>`;
    expect(textsIn(pageWith(paragraphs(FIRST), head))).toEqual([FIRST, SECOND, THIRD, LAST]);
    const shown = `${paragraphs(FIRST, SECOND)}<ul><li>a ramp of steel</li></ul>${paragraphs(LAST)}`;
    expect(textsIn(pageWith(shown, head))).toEqual([FIRST, SECOND, 'a ramp of steel', LAST]);
  });

  test('is the same whatever the site is called', () => {
    const page = pageWith(paragraphs(FIRST, SECOND, THIRD, LAST));
    expect(
      textsIn(page.replaceAll('gazette.example', 'other.example').replaceAll('Harbour Gazette', 'Daily')),
    ).toEqual(textsIn(page));
  });

  test.each([
    '<script>alert(1)</script>',
    '<p onclick="alert(1)">x</p><img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">tap</a>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<style>p { background: url(javascript:alert(1)) }</style>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data="data:text/html,<script>alert(1)</script>"></object>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    '<p>text<!--><script>alert(1)</script>--></p>',
  ])('holds nothing that could run: %s', (hostile) => {
    const article = articleIn(pageWith(paragraphs(FIRST, SECOND) + hostile + paragraphs(THIRD, LAST)));
    expect(article.blocks.map(({ text }) => text)).toEqual(
      expect.arrayContaining([FIRST, SECOND, THIRD, LAST]),
    );
    const urls = article.blocks.flatMap(({ marks }) => marks.flatMap(({ url }) => url ?? []));
    expect(
      [...urls, ...article.photos.map(({ url }) => url)].filter((url) => !/^https?:/.test(url ?? '')),
    ).toEqual([]);
  });
});

describe('what a page tells of its article', () => {
  const body = paragraphs(FIRST, SECOND, THIRD, LAST);
  const ld = (json: string) => `<script type="application/ld+json">${json}</script>`;
  const told = {
    '@type': 'NewsArticle',
    headline: 'Ferry to the islands runs again',
    description: 'Three weeks after the storm, a new ramp is in place.',
    datePublished: '2026-03-01T09:30:00+01:00',
    author: [
      { '@type': 'Person', name: 'Ann Reyes' },
      { '@type': 'Person', name: 'Bo Lind' },
    ],
    articleSection: ['Islands', 'Transport'],
    keywords: 'ferry, islands, storm',
    publisher: { '@type': 'Organization', name: 'The Harbour Gazette' },
    image: {
      '@type': 'ImageObject',
      url: 'https://gazette.example/p/lead.jpg',
      width: 1600,
      height: 900,
      caption: 'The boat',
      creditText: 'Jo Marsh',
    },
  };
  const expected = {
    headline: 'Ferry to the islands runs again',
    description: 'Three weeks after the storm, a new ramp is in place.',
    byline: 'Ann Reyes, Bo Lind',
    language: 'en-GB',
    keywords: ['ferry', 'islands', 'storm'],
    url: 'https://gazette.example/islands/ferry',
    source: 'The Harbour Gazette',
    section: [{ name: 'Islands', slug: 'islands' }],
    publishedAt: Date.UTC(2026, 2, 1, 8, 30),
  };

  test.each([
    ['alone', JSON.stringify({ '@context': 'https://schema.org', ...told })],
    ['in a list', JSON.stringify([{ '@type': 'WebSite', name: 'x' }, told])],
    [
      'in a graph',
      JSON.stringify({
        '@context': 'https://schema.org',
        '@graph': [
          { '@type': 'WebPage' },
          { ...told, author: [{ '@id': '#a' }, { '@id': '#b' }] },
          { '@type': 'Person', '@id': '#a', name: 'Ann Reyes' },
          { '@type': 'Person', '@id': '#b', name: 'Bo Lind' },
        ],
      }),
    ],
    [
      'as one of several types',
      JSON.stringify({ ...told, '@type': ['Thing', 'https://schema.org/ReportageNewsArticle'] }),
    ],
    ['in a comment, with a comma too many', `<!-- ${JSON.stringify(told).replace(/\}$/, ',}')} -->`],
    ['with line ends in its texts', JSON.stringify(told).replaceAll('a new ramp', 'a\n new ramp')],
  ])('is taken from JSON-LD %s', (_how, json) => {
    const article = articleIn(pageWith(body, ld(json)));
    expect(article).toMatchObject(expected);
    expect(article.photos).toMatchObject([
      {
        url: 'https://gazette.example/p/lead.jpg',
        width: 1600,
        height: 900,
        caption: 'The boat',
        creditLine: 'Jo Marsh',
        paragraph: null,
      },
    ]);
  });

  test('is told as far as can be where the JSON is beyond mending', () => {
    const broken = JSON.stringify(told).replace('"keywords":', '"keywords" "oh": ');
    expect(articleIn(pageWith(body, ld(broken)))).toMatchObject({
      headline: expected.headline,
      publishedAt: expected.publishedAt,
      section: expected.section,
    });
  });

  test('comes from meta tags and the page itself where there are no data', () => {
    const head = `<meta property="article:published_time" content="2026-03-01 08:30"><meta name="description" content="A new ramp is in place.">
      <meta property="article:section" content="Islands"><meta property="article:tag" content="ferry"><meta property="article:tag" content="storm">
      <meta name="author" content="By Ann Reyes"><meta property="og:image" content="/p/og.jpg"><meta property="og:image:width" content="1200"><meta property="og:image:alt" content="A boat">`;
    const article = articleIn(pageWith(body, head));
    expect(article).toMatchObject({
      headline: 'Ferry runs again from Monday',
      description: 'A new ramp is in place.',
      byline: 'Ann Reyes',
      keywords: ['ferry', 'storm'],
      section: [{ name: 'Islands', slug: 'islands' }],
      publishedAt: Date.UTC(2026, 2, 1, 8, 30),
      photos: [{ url: 'https://gazette.example/p/og.jpg', width: 1200, altText: 'A boat' }],
    });
  });

  test('leaves out a description that is the beginning of the text', () => {
    const head = `<meta name="description" content="${FIRST.slice(0, 60)}…">`;
    expect(articleIn(pageWith(body, head)).description).toBeNull();
  });

  test('has photos in their places, with what their captions say', () => {
    const figure = `<figure><picture><source srcset="/p/ramp-400.jpg 400w, /p/ramp-1600.jpg 1600w"><img src="data:image/gif;base64,R0lGOD" width="1600" height="900" alt="A ramp on a crane"></picture>
      <figcaption>The ramp is lifted into place. Photograph: Jo Marsh/Coast Pictures</figcaption></figure>`;
    const html = pageWith(
      `${paragraphs(FIRST, SECOND)}${figure}<img src="/i/logo.png"><img src="/p/small-80x80.jpg">${paragraphs(THIRD, LAST)}`,
    );
    expect(articleIn(html).photos).toMatchObject([
      {
        url: 'https://gazette.example/p/ramp-1600.jpg',
        caption: 'The ramp is lifted into place.',
        creator: 'Jo Marsh',
        creditLine: 'Coast Pictures',
        altText: 'A ramp on a crane',
        width: 1600,
        height: 900,
        paragraph: 2,
      },
    ]);
  });
});

describe('what is no article', () => {
  test.each([
    ['an empty page', '<html><head><title>Nothing</title></head><body></body></html>', /no article/],
    [
      'a page of links',
      `<html><head><title>Links</title></head><body><nav>${'<a href="/x">x</a>'.repeat(50)}</nav></body></html>`,
      /no article/,
    ],
    ['elements without end', `<html><body>${'<div>'.repeat(100_000)}`, /grows beyond all use/],
    ['a million elements', `<html><body>${'<b></b>'.repeat(1_000_000)}`, /grows beyond all use/],
    ['a hundred megabytes', `<html><body><p>${'word '.repeat(20_000_000)}`, /grows beyond all use/],
  ])('%s is refused in one sentence', (_what, html, why) => {
    const { articles, refused } = htmlFormat.read(html);
    expect(articles).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatch(why);
  });

  test.each([
    ['scripts that never end', '<script>'.repeat(200_000)],
    ['comments that never end', '<!--'.repeat(500_000)],
    ['figures in figures', '<figure class="caption">'.repeat(28) + '<img src="a.jpg">'.repeat(19_000)],
    ['paragraphs in boxes', '<div>'.repeat(140) + '<p>a, b <b>c</b></p>'.repeat(2_000)],
    ['lists in lists', `${'<ul><li>'.repeat(95)}${paragraphs(FIRST, SECOND)}`.repeat(90)],
    ['one long word', `<p>${'x'.repeat(3_000_000)}</p>`],
    ['attributes without end', `<p ${'a="b" '.repeat(500_000)}>${FIRST}</p>`],
  ])('%s come to an end', (_what, body) => {
    const page = `<html><head><title>x</title></head><body>${paragraphs(FIRST, SECOND)}${body}`;
    const { articles, refused } = htmlFormat.read(page);
    expect(articles.length + refused.length).toBe(1);
  });

  test('a page is told from feeds and text', () => {
    expect(
      detectFormat('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n<html>').name,
    ).toBe('HTML');
    expect(detectFormat('<!-- made by hand --><article><p>x</p></article>').name).toBe('HTML');
    expect(detectFormat('<rss version="2.0"><channel/></rss>').name).toBe('RSS');
    expect(detectFormat('A text <p> about HTML').name).toBe('text');
  });
});
