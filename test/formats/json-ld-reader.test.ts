/** schema.org articles in JSON-LD, as publishers write them. */
import { expect, test } from 'vitest';
import { oneAs, readAs } from './reading.ts';

const read = (value: unknown) => readAs('JSON-LD', value);
const one = (value: unknown) => oneAs('JSON-LD', value);

const CONTEXT = 'https://schema.org';
const PLAIN = {
  '@context': CONTEXT,
  '@type': 'NewsArticle',
  headline: 'Lamp of Ondrey lit again',
  articleBody: 'The lamp burned.\n\nIt had been dark.',
};

test('strings may stand where objects may', () => {
  expect(
    one({
      ...PLAIN,
      '@type': ['Article', 'http://schema.org/ReportageNewsArticle'],
      url: 'https://paper.example/lamp',
      author: ['By Mira Tallow', { '@type': 'Person', name: 'Bo Lind' }],
      publisher: 'Coast Wire',
      articleSection: ['Coast', 'Weather'],
      keywords: 'lamps, sea;oil',
      inLanguage: 'en_GB',
      datePublished: '2031-03-03',
      image: ['https://p.example/16x9.jpg', 'https://p.example/4x3.jpg', '/1x1.jpg'],
      dateline: 'ONDREY',
    }),
  ).toMatchObject({
    url: 'https://paper.example/lamp',
    byline: 'Mira Tallow, Bo Lind',
    source: 'Coast Wire',
    section: [{ slug: 'coast', name: 'Coast' }],
    keywords: ['lamps', 'sea', 'oil'],
    language: 'en-GB',
    publishedAt: Date.parse('2031-03-03T00:00:00Z'),
    dateline: 'ONDREY',
    // One picture in three shapes.
    photos: [{ url: 'https://p.example/16x9.jpg' }],
    quotes: null,
  });
});

test('what a graph names elsewhere is looked up there', () => {
  expect(
    one({
      '@context': CONTEXT,
      '@graph': [
        {
          ...PLAIN,
          '@id': 'https://paper.example/lamp#article',
          author: { '@id': '#mira' },
          publisher: { '@id': '#paper' },
          image: { '@id': '#picture' },
          hasPart: [{ '@id': '#said' }],
        },
        { '@type': 'Person', '@id': '#mira', name: 'Mira Tallow' },
        { '@type': 'Organization', '@id': '#paper', name: 'Coast Wire', logo: { '@id': '#picture' } },
        {
          '@type': 'ImageObject',
          '@id': '#picture',
          url: 'https://p.example/lamp.jpg',
          caption: 'The lamp on Monday.',
          creditText: 'AFP',
          creator: { '@id': '#ida' },
          width: { '@type': 'QuantitativeValue', value: 1200 },
          height: '800px',
          exifData: [
            { '@type': 'PropertyValue', name: 'Flash', value: '1' },
            { '@type': 'PropertyValue', name: 'SubjectArea', value: '600 200 80 80' },
          ],
        },
        { '@type': 'Person', '@id': '#ida', name: 'Ida Reed' },
        { '@type': 'Quotation', '@id': '#said', text: 'been dark', spokenByCharacter: { '@id': '#mira' } },
      ],
    }),
  ).toMatchObject({
    byline: 'Mira Tallow',
    source: 'Coast Wire',
    photos: [
      {
        url: 'https://p.example/lamp.jpg',
        caption: 'The lamp on Monday.',
        creditLine: 'AFP',
        creator: 'Ida Reed',
        width: 1200,
        height: 800,
        focalPoint: { x: 0.5, y: 0.25 },
      },
    ],
    quotes: [{ text: 'been dark', paragraph: 1, start: 7, end: 16, speaker: 'Mira Tallow' }],
  });
});

test('a body may be HTML, or have references of HTML in it; neither brings a script', () => {
  const html = one({
    ...PLAIN,
    articleBody: '<p>The <b>lamp</b> burned.</p><script>alert(1)</script><p onclick="x()">It was dark.</p>',
  });
  expect(html.blocks.map(({ text }) => text)).toEqual(['The lamp burned.', 'It was dark.']);
  const plain = one({ ...PLAIN, articleBody: 'Oil &amp; glass&nbsp;are paid.\nAll of it.' });
  expect(plain.blocks.map(({ text }) => text)).toEqual(['Oil & glass are paid.', 'All of it.']);
  const own = one({ ...PLAIN, encodingFormat: 'text/plain', articleBody: 'Write <p>a</p> and &amp; so.' });
  expect(own.blocks.map(({ text }) => text)).toEqual(['Write <p>a</p> and &amp; so.']);
});

test('several articles are several, and what lacks a text is refused', () => {
  const { articles, reasons } = read([
    PLAIN,
    { ...PLAIN, headline: 'Only announced', articleBody: undefined },
    { '@type': 'WebSite', name: 'Paper' },
    { ...PLAIN, headline: 'Second' },
  ]);
  expect(articles.map(({ headline }) => headline)).toEqual(['Lamp of Ondrey lit again', 'Second']);
  expect(reasons).toEqual(['“Only announced” has no articleBody: there is no text to publish.']);
  expect(read({ '@context': CONTEXT, '@type': 'Recipe', name: 'Soup' }).reasons).toEqual([
    'The JSON-LD has no article in it: see that one of its things is a NewsArticle.',
  ]);
});

test('quotations are found where they stand, with what the text says of them', () => {
  const [quote, ...more] =
    one({
      ...PLAIN,
      articleBody: 'It was dark.\n\n“It was dark and we all waited for it,” keeper Jon Vane said.',
      hasPart: [
        {
          '@type': 'Quotation',
          text: 'It was dark and we all waited for it,',
          spokenByCharacter: 'Jon Vane',
        },
        { '@type': 'Quotation', text: 'never said' },
      ],
    }).quotes ?? [];
  expect(quote).toMatchObject({ paragraph: 1, start: 1, speaker: 'Jon Vane', cue: 'said' });
  expect(more).toEqual([]);
});

test('much of everything is read in a moment', () => {
  const many = <T>(item: (n: number) => T) => Array.from({ length: 20_000 }, (_, n) => item(n));
  const article = one({
    '@context': CONTEXT,
    '@graph': [
      {
        ...PLAIN,
        image: many((n) => ({ '@id': `#${n}` })),
        hasPart: many(() => ({ '@type': 'Quotation', text: 'nowhere' })),
        author: many((n) => ({ '@id': `#${n}` })),
        articleBody: 'dark '.repeat(200_000),
      },
      ...many((n) => ({ '@type': 'ImageObject', '@id': `#${n}`, url: `https://p.example/${n}.jpg` })),
    ],
  });
  expect(article.photos.length).toBeLessThanOrEqual(100);
  const deep = `{"@type":"NewsArticle","headline":"x","articleBody":"y","about":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  expect(one(deep).headline).toBe('x');
});
