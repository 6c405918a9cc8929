/** What cannot be published is said field by field, by the path in the caller's input, and nothing of it is kept. */
import { describe, expect, it } from 'vitest';
import { useNewswire } from '../support/newswire.ts';
import { minimal, publishArticle } from '../support/publishing.ts';

let editor = '';
const newswire = useNewswire({}, async ({ key }) => {
  editor = await key('editor');
});

const photo = { url: 'https://pictures.example/a.jpg' };
const quote = { paragraph: 0, start: 0, end: 3 };
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

const CASES: [what: string, more: Record<string, unknown>, problems: [path: string, message: RegExp][]][] = [
  ['no headline', { headline: '' }, [['input.headline', /is empty/]]],
  ['a headline of spaces', { headline: ' \n\t ' }, [['input.headline', /is empty/]]],
  [
    'a headline without end',
    { headline: 'a'.repeat(501) },
    [['input.headline', /has 501 characters, and the limit is 500/]],
  ],
  ['no section', { section: '' }, [['input.section', /names no section/]]],
  ['a section of slashes', { section: '/ / ' }, [['input.section', /names no section/]]],
  [
    'a section too deep',
    { section: 'a/b/c/d/e/f/g/h/i' },
    [['input.section', /9 sections deep, and the limit is 8/]],
  ],
  ['no body', { paragraphs: null }, [['input.paragraphs', /has no text/]]],
  ['no paragraphs', { paragraphs: [] }, [['input.paragraphs', /has no text/]]],
  ['empty paragraphs', { paragraphs: ['', ' ', '\u00a0'] }, [['input.paragraphs', /has no text/]]],
  [
    'HTML without text',
    { paragraphs: null, bodyHtml: '<p></p><script>a</script>' },
    [['input.paragraphs', /has no text: give paragraphs or bodyHtml/]],
  ],
  [
    'both bodies',
    { bodyHtml: '<p>b</p>' },
    [['input.bodyHtml', /is given beside paragraphs: give one of them/]],
  ],
  [
    'too many paragraphs',
    { paragraphs: many(5_001, 'a') },
    [['input.paragraphs', /has 5001 items, and the limit is 5000/]],
  ],
  [
    'too much text',
    { paragraphs: ['a'.repeat(1_000_001)] },
    [['input.paragraphs', /has 1000001 characters/]],
  ],
  [
    'a description without end',
    { description: 'a'.repeat(20_001) },
    [['input.description', /20001 characters/]],
  ],
  ['a byline without end', { byline: 'a'.repeat(2_001) }, [['input.byline', /2001 characters/]]],
  [
    'a note without end',
    { editorialNote: 'a'.repeat(20_001) },
    [['input.editorialNote', /20001 characters/]],
  ],
  ['no language', { language: '' }, [['input.language', /"" is not a language tag/]]],
  [
    'a language by its name',
    { language: 'english!' },
    [['input.language', /"english!" is not a language tag: .*"pt-BR"/]],
  ],
  ['an urgency of 0', { urgency: 0 }, [['input.urgency', /is 0, and IPTC urgencies go from 1/]]],
  ['an urgency of 10', { urgency: 10 }, [['input.urgency', /is 10/]]],
  ['a url that is none', { url: 'courier' }, [['input.url', /is not an http or https address/]]],
  ['a url that runs', { url: 'javascript:alert(1)' }, [['input.url', /is not an http or https address/]]],
  ['a sourceId without source', { sourceId: '7' }, [['input.sourceId', /is given without source/]]],
  [
    'a time to come',
    { publishedAt: inAnHour },
    [['input.publishedAt', /lies in the future: give embargoedUntil/]],
  ],
  [
    'both times',
    { publishedAt: '2026-01-01T00:00:00Z', embargoedUntil: inAnHour },
    [['input.embargoedUntil', /while publishedAt is given/]],
  ],
  [
    'too many keywords',
    { keywords: Array.from({ length: 101 }, (_, index) => `k${index}`) },
    [['input.keywords', /has 101 items, and the limit is 100/]],
  ],
  [
    'a keyword without end',
    { keywords: ['a', 'b'.repeat(201)] },
    [['input.keywords.1', /201 characters, and the limit is 200/]],
  ],
  [
    'too many photos',
    { photos: many(101, photo) },
    [['input.photos', /has 101 items, and the limit is 100/]],
  ],
  [
    'a photo nowhere',
    { photos: [photo, { url: '' }] },
    [['input.photos.1.url', /is not an http or https address/]],
  ],
  [
    'a photo that is data',
    { photos: [{ url: 'data:image/png;base64,AA' }] },
    [['input.photos.0.url', /is not an http or https address/]],
  ],
  [
    'a photo that runs',
    { photos: [{ url: ' JavaScript:alert(1)' }] },
    [['input.photos.0.url', /is not an http or https address/]],
  ],
  [
    'a photo that is ours',
    { photos: [{ url: '/photos/a.svg' }] },
    [['input.photos.0.url', /is not an http or https address/]],
  ],
  [
    'a caption without end',
    { photos: [{ ...photo, caption: 'a'.repeat(20_001) }] },
    [['input.photos.0.caption', /20001 characters/]],
  ],
  [
    'a photo of no width',
    { photos: [{ ...photo, width: 0, height: -2 }] },
    [
      ['input.photos.0.width', /is 0/],
      ['input.photos.0.height', /is -2/],
    ],
  ],
  [
    'a focal point outside',
    { photos: [{ ...photo, focalPoint: { x: 0.5, y: 1.01 } }] },
    [['input.photos.0.focalPoint', /x and y go from 0 to 1/]],
  ],
  [
    'a photo before the text',
    { photos: [{ ...photo, paragraph: -1 }] },
    [['input.photos.0.paragraph', /is negative/]],
  ],
  [
    'a quote in no paragraph',
    { quotes: [{ ...quote, paragraph: 1 }] },
    [['input.quotes.0.paragraph', /is 1, and the body has 1 paragraphs/]],
  ],
  ['a quote before all', { quotes: [{ ...quote, paragraph: -1 }] }, [['input.quotes.0.paragraph', /is -1/]]],
  ['a quote of nothing', { quotes: [quote, { ...quote, end: 0 }] }, [['input.quotes.1', /goes from 0 to 0/]]],
  [
    'a quote backwards',
    { quotes: [{ ...quote, start: 3, end: 1 }] },
    [['input.quotes.0', /goes from 3 to 1/]],
  ],
  [
    'a quote past the end',
    { quotes: [{ ...quote, end: 9_999 }] },
    [['input.quotes.0', /to 9999, and its paragraph has \d+ characters/]],
  ],
  ['a quote from before', { quotes: [{ ...quote, start: -1 }] }, [['input.quotes.0', /goes from -1/]]],
  [
    'three things at once',
    { headline: '', urgency: 12, photos: [{ url: 'x' }] },
    [
      ['input.headline', /is empty/],
      ['input.urgency', /is 12/],
      ['input.photos.0.url', /not an http/],
    ],
  ],
];

describe('publishArticle refuses', () => {
  it.each(CASES)('%s', async (_what, more, problems) => {
    const { client } = newswire();
    const answer = await publishArticle(client, minimal('Never', more), { key: editor });
    expect(answer.__typename).toBe('ValidationError');
    expect(answer.fields?.map(({ path }) => path)).toEqual(problems.map(([path]) => path));
    for (const [index, [, message]] of problems.entries()) {
      expect(answer.fields?.[index]?.message).toMatch(message);
    }
    const [first] = answer.fields ?? [];
    expect(answer.message).toContain(`Nothing was saved: ${first?.path} ${first?.message}`);
  });

  it.each(['', 'a'.repeat(201)])('a requestId that cannot be kept', async (requestId) => {
    const { client } = newswire();
    const answer = await publishArticle(client, minimal('Never'), { key: editor, requestId });
    expect(answer).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'requestId', message: expect.stringContaining(`${requestId.length} characters`) }],
    });
  });

  it.each([
    ['a time that is none', { publishedAt: 'yesterday' }, /DateTime cannot be "yesterday"/],
    ['a time without its offset', { publishedAt: '2026-01-01T10:00:00' }, /DateTime cannot be/],
    ['a day that is not', { embargoedUntil: '2026-02-30T10:00:00Z' }, /DateTime cannot be/],
    ['a field that there is not', { headlines: 'x' }, /headlines/],
    ['text where a number is wanted', { urgency: 'high' }, /Int cannot represent/],
  ])('%s before anything runs', async (_what, more, message) => {
    const { status, errors, data } = await newswire().client.ask(
      'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }',
      { input: minimal('Never', more) },
      { key: editor },
    );
    expect([status, data]).toEqual([400, null]);
    expect(errors[0]?.message).toMatch(message);
  });

  it('so that in the end there is nothing', async () => {
    expect(
      await newswire().client.data(
        '{ articles { totalCount } sections { path } changes { events { slug } } }',
      ),
    ).toEqual({ articles: { totalCount: 0 }, sections: [], changes: { events: [] } });
  });
});
