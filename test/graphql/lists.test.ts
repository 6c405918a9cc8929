/** The lists of photos and quotes, and related articles: what they take and in which order. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import type { Connection } from '../support/documents.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';

const at = (hour: number) => Date.parse('2026-10-01T00:00:00Z') + hour * 60 * 60 * 1000;

describe('photos and quotes', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(
      brief('Older', {
        blocks: [
          paragraph(statement('The lamp was lit', 'Émile Vautrin')),
          paragraph(statement('Nobody asked the miller', 'Dagny Holt')),
        ],
        photos: [photo('older-1'), photo('older-2')],
        publishedAt: at(1),
      }),
      brief('Newer', {
        section: breadcrumbOfPath('sport/rowing'),
        blocks: [paragraph(statement('I would row it again', 'Dagny Holt'))],
        photos: [photo('newer-1'), photo('newer-2')],
        publishedAt: at(2),
      }),
    );
  });

  it('come from the newest article first, and in their order within it', async () => {
    const { photos, quotes } = await newswire().client.data<{
      photos: Connection<{ caption: string }>;
      quotes: Connection<{ text: string; article: { slug: string } }>;
    }>('{ photos { edges { node { caption } } } quotes { edges { node { text article { slug } } } } }');
    expect(photos.edges.map(({ node }) => node.caption)).toEqual([
      'Picture newer-1',
      'Picture newer-2',
      'Picture older-1',
      'Picture older-2',
    ]);
    expect(quotes.edges.map(({ node }) => [node.text, node.article.slug])).toEqual([
      ['I would row it again,', 'newer'],
      ['The lamp was lit,', 'older'],
      ['Nobody asked the miller,', 'older'],
    ]);
  });

  it.each([
    ['speaker: "dagny HOLT"', ['I would row it again,', 'Nobody asked the miller,']],
    ['speaker: "emile vautrin"', ['The lamp was lit,']],
    ['speaker: "Holt"', ['I would row it again,', 'Nobody asked the miller,']],
    ['speaker: "Dr. Dagny Holt"', ['I would row it again,', 'Nobody asked the miller,']],
    ['speaker: "Ilse Holt"', []],
    ['speaker: ""', []],
    ['search: "lamp OR miller"', ['The lamp was lit,', 'Nobody asked the miller,']],
    ['search: "vautrin"', []],
    ['search: ""', []],
    ['search: "row*", speaker: "Dagny Holt"', ['I would row it again,']],
    ['filter: { sections: ["sport"] }', ['I would row it again,']],
    ['filter: { speakers: ["Émile Vautrin"] }, speaker: "Dagny Holt"', ['Nobody asked the miller,']],
  ])('quotes(%s) are %j', async (args, expected) => {
    const { quotes } = await newswire().client.data<{ quotes: Connection<{ text: string }> }>(
      `{ quotes(${args}) { totalCount edges { node { text } } } }`,
    );
    expect(quotes.edges.map(({ node }) => node.text)).toEqual(expected);
    expect(quotes.totalCount).toBe(expected.length);
  });
});

describe('related articles', () => {
  it('share keywords, the rarer the closer, and then their section, and are never the article itself', async () => {
    const { client, publish } = await startNewswire();
    const elsewhere = { section: breadcrumbOfPath('sport/rowing') };
    await publish(
      brief('Same section, older', { publishedAt: at(1) }),
      brief('Same section, newer', { publishedAt: at(2) }),
      brief('Common one', { ...elsewhere, keywords: ['Weir'], publishedAt: at(3) }),
      brief('Common two', { ...elsewhere, keywords: ['weir'], publishedAt: at(4) }),
      brief('Rare', { ...elsewhere, keywords: ['émigrés'], publishedAt: at(1) }),
      brief('Both', { ...elsewhere, keywords: ['WEIR', 'Emigres'], publishedAt: at(1) }),
      brief('Nothing in common', { ...elsewhere, keywords: ['Tides'], publishedAt: at(5) }),
      brief('This', { keywords: ['Weir', 'Émigrés'], publishedAt: at(0) }),
    );
    const related = async (first: number) => {
      const { article } = await client.data<{ article: { related: { slug: string }[] } }>(
        'query ($first: Int!) { article(slug: "this") { related(first: $first) { slug } } }',
        { first },
      );
      return article.related.map(({ slug }) => slug);
    };
    const all = ['both', 'rare', 'common-two', 'common-one', 'same-section-newer', 'same-section-older'];
    expect(await related(20)).toEqual(all);
    expect(await related(3)).toEqual(all.slice(0, 3));
    expect(await related(0)).toEqual([]);
  });
});
