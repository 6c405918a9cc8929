/** An article says what was put into it, in each of its readings; and those of the sample edition hold together. */
import { describe, expect, it } from 'vitest';
import { blocksFromHtml } from '../../src/news/blocks-from-html.ts';
import { useNewswire } from '../support/newswire.ts';
import { ALL_OF_ARTICLE, type WholeArticle } from '../support/documents.ts';

const INPUT = {
  headline: '  The weir at Marlow\n opens after nine years ',
  section: 'News/Upper Valley/weirs',
  bodyHtml: `<h2>At noon</h2>
    <p>The gates of the <a href="https://weir.example/plan">weir</a> were <strong>raised</strong> on Monday.</p>
    <ul><li>Nine years</li><li>Two <em>floods</em></li></ul>
    <p>“We counted the boats twice,” Ilse Marnow, the harbour pilot, said.</p>`,
  description: 'Two floods and nine years later.',
  byline: 'Per Aldous',
  dateline: 'MARLOW',
  language: 'EN-gb',
  keywords: ['Weir', ' floods ', 'Weir'],
  urgency: 2,
  url: 'https://courier.example/weir',
  source: 'Marlow Courier',
  sourceId: 'mc-17',
  copyrightNotice: '© Marlow Courier',
  usageTerms: 'No use after a month.',
  editorialNote: 'Ring the miller before reuse.',
  publishedAt: '2026-10-05T14:00:00+02:00',
  photos: [
    {
      url: 'https://pictures.example/weir.jpg',
      caption: 'The weir at noon.',
      altText: 'Water over three gates.',
      creditLine: 'Marlow Pictures',
      creator: 'Uda Finn',
      dateCreated: '2026-10-05T10:00:00Z',
      locationShown: 'Marlow',
      personsShown: ['Ilse Marnow'],
      copyrightNotice: '© Uda Finn',
      usageTerms: 'Once.',
      width: 1600,
      height: 900,
      focalPoint: { x: 0.25, y: 0.75 },
      paragraph: 1,
    },
    { url: 'http://pictures.example/plain.png' },
  ],
};

const PUBLISH = `mutation ($input: ArticleInput!) {
  publishArticle(input: $input) { __typename ... on ArticleSaved { article { slug } } }
}`;

describe('a published article', () => {
  const newswire = useNewswire({ environment: { NEWSWIRE_PUBLIC_URL: 'https://wire.example/' } });

  it('says in every field what was put in', async () => {
    const { client, key } = newswire();
    const editor = await key('editor');
    const { publishArticle } = await client.data<{ publishArticle: { article: { slug: string } } }>(
      PUBLISH,
      { input: INPUT },
      { key: editor },
    );
    const { slug } = publishArticle.article;
    const { article } = await client.data<{ article: WholeArticle }>(
      `query ($slug: String!) { article(slug: $slug) ${ALL_OF_ARTICLE} }`,
      { slug },
      { key: editor },
    );
    expect(article).toMatchObject({
      slug: 'the-weir-at-marlow-opens-after-nine-years',
      headline: 'The weir at Marlow opens after nine years',
      url: INPUT.url,
      source: INPUT.source,
      sourceId: INPUT.sourceId,
      description: INPUT.description,
      byline: INPUT.byline,
      dateline: INPUT.dateline,
      language: 'en-GB',
      keywords: ['Weir', 'floods'],
      urgency: 2,
      breaking: true,
      pubStatus: 'USABLE',
      version: 1,
      publishedAt: '2026-10-05T12:00:00.000Z',
      embargoedUntil: null,
      copyrightNotice: INPUT.copyrightNotice,
      usageTerms: INPUT.usageTerms,
      editorialNote: INPUT.editorialNote,
      corrections: [],
      paragraphs: [
        'At noon',
        'The gates of the weir were raised on Monday.',
        'Nine years',
        'Two floods',
        '“We counted the boats twice,” Ilse Marnow, the harbour pilot, said.',
      ],
      wordCount: 26,
      section: {
        name: 'Weirs',
        slug: 'weirs',
        path: 'news/upper-valley/weirs',
        parent: { path: 'news/upper-valley', name: 'Upper Valley' },
        ancestors: [{ path: 'news' }, { path: 'news/upper-valley' }],
      },
      versions: [{ version: 1, kind: 'PUBLISHED', by: 'editor 1', note: null }],
    });
    expect(article.blocks.map(({ kind, level }) => [kind, level])).toEqual([
      ['HEADING', 2],
      ['PARAGRAPH', null],
      ['LIST_ITEM', 1],
      ['LIST_ITEM', 1],
      ['PARAGRAPH', null],
    ]);
    expect(article.blocks[1]?.marks).toEqual([
      { kind: 'LINK', start: 17, end: 21, url: 'https://weir.example/plan' },
      { kind: 'STRONG', start: 27, end: 33, url: null },
    ]);
    const [photo, plain] = INPUT.photos;
    expect(article.leadPhoto).toMatchObject({ ...photo, dateCreated: '2026-10-05T10:00:00.000Z' });
    expect(article.photos.edges.map(({ node }) => node)).toEqual([
      article.leadPhoto,
      expect.objectContaining({
        url: plain?.url,
        caption: null,
        personsShown: [],
        focalPoint: null,
        paragraph: null,
        article: { slug },
      }),
    ]);
    expect(article.quotes.edges.map(({ node }) => node)).toEqual([
      expect.objectContaining({
        text: 'We counted the boats twice,',
        type: 'DIRECT',
        speaker: 'Ilse Marnow',
        cue: 'said',
        via: null,
        paragraph: 4,
        reviewed: false,
        article: { slug },
      }),
    ]);
  });

  it('shows its placed photos in the HTML of its body, and those without a place not', async () => {
    const { article } = await newswire().client.data<{ article: { bodyHtml: string } }>(
      '{ article(slug: "the-weir-at-marlow-opens-after-nine-years") { bodyHtml } }',
    );
    expect(article.bodyHtml).toContain('<img src="https://pictures.example/weir.jpg"');
    expect(article.bodyHtml).not.toContain('plain.png');
  });
});

describe('the sample edition', () => {
  const newswire = useNewswire({ samples: true });

  it('has bodies whose HTML, blocks, paragraphs and text agree', async () => {
    for (const article of await wholeEdition()) {
      expect(article.paragraphs).toEqual(article.blocks.map(({ text }) => text));
      expect(article.bodyText).toBe(article.paragraphs.join('\n\n'));
      const withoutFigures = article.bodyHtml.replace(/<figure>.*?<\/figure>/gs, '');
      expect(blocksFromHtml(withoutFigures)).toEqual(article.blocks);
      expect(article.wordCount).toBeGreaterThan(100);
    }
  });

  it('has quotes that are exactly what stands in their paragraph', async () => {
    const edition = await wholeEdition();
    const quotes = edition.flatMap((article) => article.quotes.edges.map(({ node }) => ({ article, node })));
    expect(quotes.length).toBeGreaterThan(50);
    for (const { article, node } of quotes) {
      expect(article.paragraphs[node.paragraph]?.slice(node.start, node.end)).toBe(node.text);
      expect(node.article).toEqual({ slug: article.slug });
    }
  });

  it('shows its own pictures at absolute addresses that answer with them', async () => {
    const urls = (await wholeEdition()).flatMap(({ photos }) => photos.edges.map(({ node }) => node.url));
    expect(urls.length).toBeGreaterThan(10);
    for (const url of new Set(urls)) {
      expect(url).toMatch(new RegExp(`^${newswire().url}/photos/`));
      const response = await fetch(url ?? '');
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
      expect(await response.text()).toContain('<svg');
    }
  });

  it('counts as many as it lists', async () => {
    const edition = await wholeEdition();
    expect(edition).toHaveLength(25);
    for (const { photos, quotes } of edition) {
      expect(photos.totalCount).toBe(photos.edges.length);
      expect(quotes.totalCount).toBe(quotes.edges.length);
    }
  });

  async function wholeEdition(): Promise<WholeArticle[]> {
    const { articles } = await newswire().client.data<{ articles: { edges: { node: WholeArticle }[] } }>(
      `{ articles(first: 50) { edges { node ${ALL_OF_ARTICLE} } } }`,
    );
    return articles.edges.map(({ node }) => node);
  }
});
