/** Photos and quotes are events of their own, each with a cursor, in the order in which their articles have them. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { type Client, TRANSPORTS } from '../support/client.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';

interface PhotoEvent {
  photoPublished: { cursor: string; at: string; photoId: string; photo: { id: string; caption: string } };
}
interface QuoteEvent {
  quotePublished: { cursor: string; at: string; quoteId: string; quote: { id: string; text: string } };
}

const PHOTOS = `subscription ($filter: ArticleFilter, $after: Cursor, $last: Int) {
  photoPublished(filter: $filter, after: $after, last: $last) {
    cursor at photoId photo { id caption article { slug } }
  }
}`;
const QUOTES = `subscription ($speaker: String, $filter: ArticleFilter, $after: Cursor, $last: Int) {
  quotePublished(speaker: $speaker, filter: $filter, after: $after, last: $last) {
    cursor at quoteId quote { id text speaker article { slug } }
  }
}`;

const mill = brief('Mill', {
  blocks: [
    paragraph(statement('We counted the boats twice', 'Ilse Marnow')),
    paragraph(statement('Nobody asked the miller', 'Dagny Holt')),
    paragraph(statement('The lamp was lit', 'Ilse Marnow')),
  ],
  photos: [photo('mill-1'), photo('mill-2'), photo('mill-3')],
});
const quay = brief('Quay', {
  urgency: 1,
  blocks: [paragraph(statement('I would row it again', 'Dagny Holt'))],
  photos: [photo('quay-1')],
});
const plain = brief('Plain');

async function head(client: Client): Promise<string> {
  return (await client.data<{ logHead: string }>('{ logHead }')).logHead;
}

const captions = (events: PhotoEvent[]) => events.map(({ photoPublished }) => photoPublished.photo.caption);
const texts = (events: QuoteEvent[]) => events.map(({ quotePublished }) => quotePublished.quote.text);

describe.each(TRANSPORTS)('over %s', (transport) => {
  it('each photo and each quote of an article is heard, whole', async () => {
    const { client, publish } = await startNewswire();
    const after = await head(client);
    const photos = client.subscribe<PhotoEvent>(transport, PHOTOS, { after });
    const quotes = client.subscribe<QuoteEvent>(transport, QUOTES, { after });
    await publish(plain, mill);
    await publish(quay);
    const seen = await photos.take(4);
    const said = await quotes.take(4);
    expect(captions(seen)).toEqual(['Picture mill-1', 'Picture mill-2', 'Picture mill-3', 'Picture quay-1']);
    expect(texts(said)).toEqual([
      'We counted the boats twice,',
      'Nobody asked the miller,',
      'The lamp was lit,',
      'I would row it again,',
    ]);
    const photoIds = seen.map(({ photoPublished }) => photoPublished.photoId);
    expect(photoIds).toEqual(seen.map(({ photoPublished }) => photoPublished.photo.id));
    expect(seen[0]?.photoPublished.photo).toMatchObject({ article: { slug: 'mill' } });
    expect(said[0]?.quotePublished).toMatchObject({
      at: expect.stringMatching(/Z$/),
      quote: { speaker: 'Ilse Marnow', article: { slug: 'mill' } },
    });
    const cursors = [
      ...seen.map(({ photoPublished }) => photoPublished.cursor),
      ...said.map(({ quotePublished }) => quotePublished.cursor),
    ];
    expect(new Set(seen.map(({ photoPublished }) => photoPublished.cursor)).size).toBe(4);
    for (const cursor of cursors) expect(cursor).toMatch(/^[\w-]+$/);
  });

  it('resuming between two of one article neither loses nor repeats', async () => {
    const { client, publish } = await startNewswire();
    const after = await head(client);
    await publish(mill, plain, quay);
    const photos = await client.subscribe<PhotoEvent>(transport, PHOTOS, { after }).take(4);
    for (const [index, { photoPublished }] of photos.slice(0, -1).entries()) {
      const again = client.subscribe<PhotoEvent>(transport, PHOTOS, { after: photoPublished.cursor });
      expect(await again.take(3 - index)).toEqual(photos.slice(index + 1));
    }
    const quotes = await client.subscribe<QuoteEvent>(transport, QUOTES, { after }).take(4);
    for (const [index, { quotePublished }] of quotes.slice(0, -1).entries()) {
      const again = client.subscribe<QuoteEvent>(transport, QUOTES, { after: quotePublished.cursor });
      expect(await again.take(3 - index)).toEqual(quotes.slice(index + 1));
    }
  });

  it('last counts photos and quotes, not articles', async () => {
    const { client, publish } = await startNewswire();
    await publish(mill, plain, quay);
    const photos = client.subscribe<PhotoEvent>(transport, PHOTOS, { last: 3 });
    expect(captions(await photos.take(3))).toEqual(['Picture mill-2', 'Picture mill-3', 'Picture quay-1']);
    const quotes = client.subscribe<QuoteEvent>(transport, QUOTES, { last: 2, speaker: 'dagny holt' });
    const all = client.subscribe<QuoteEvent>(transport, QUOTES, { last: 100 });
    expect(texts(await quotes.take(2))).toEqual(['Nobody asked the miller,', 'I would row it again,']);
    expect(await all.take(4)).toHaveLength(4);
    await publish({ ...quay, headline: 'Quay again', photos: [photo('again')] });
    expect(captions([await photos.next()])).toEqual(['Picture again']);
    expect(texts([await quotes.next(), await all.next()])).toEqual(Array(2).fill('I would row it again,'));
  });

  it('a speaker and a filter take only theirs', async () => {
    const { client, publish } = await startNewswire();
    const after = await head(client);
    const holt = client.subscribe<QuoteEvent>(transport, QUOTES, { after, speaker: 'DAGNY holt' });
    const urgent = client.subscribe<PhotoEvent>(transport, PHOTOS, { after, filter: { breaking: true } });
    const both = client.subscribe<QuoteEvent>(transport, QUOTES, {
      after,
      speaker: 'Dagny Holt',
      filter: { speakers: ['Ilse Marnow'] },
    });
    await publish(mill, quay);
    expect(texts(await holt.take(2))).toEqual(['Nobody asked the miller,', 'I would row it again,']);
    expect(captions([await urgent.next()])).toEqual(['Picture quay-1']);
    await publish({ ...mill, headline: 'Mill again' });
    expect(texts(await both.take(2))).toEqual(Array(2).fill('Nobody asked the miller,'));
  });
});
