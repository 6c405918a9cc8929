/** importArticles: a text in whichever format; what is good of it is published, and what is not is told by its place. */
import { expect, it } from 'vitest';
import { startNewswire, useNewswire } from '../support/newswire.ts';

interface Report {
  __typename: string;
  message?: string;
  articles?: { slug: string; headline: string; source: string | null }[];
  unchanged?: number;
  refused?: { position: number; reason: string }[];
  cursor?: string;
}

const IMPORT = `mutation ($source: String!, $format: ImportFormat) {
  importArticles(source: $source, format: $format) {
    __typename
    ... on ImportReport { articles { slug headline source } unchanged refused { position reason } cursor }
    ... on Error { message }
  }
}`;

const FEED = `<rss version="2.0"><channel><title>Harbour Post</title><link>https://post.example/</link>
  <item><title>First boat</title><description>It came at six.</description><guid>post-1</guid></item>
  <item><link>https://post.example/nothing</link></item>
  <item><title>Second boat</title><description>It came at seven.</description><guid>post-2</guid></item>
  <item><title>Of tomorrow</title><description>It will come.</description><guid>post-3</guid><pubDate>Fri, 01 Jan 2999 00:00:00 GMT</pubDate></item>
</channel></rss>`;

const newswire = useNewswire();

async function take(
  variables: { source: string; format?: string },
  role: 'editor' | 'reader' = 'editor',
): Promise<Report> {
  const key = await newswire().key(role);
  const { importArticles } = await newswire().client.data<{ importArticles: Report }>(IMPORT, variables, {
    key,
  });
  return importArticles;
}

it('publishes the good of a feed, tells what is refused by its place, and changes nothing the second time', async () => {
  const report = await take({ source: FEED });
  expect(report).toMatchObject({
    __typename: 'ImportReport',
    articles: [
      { headline: 'First boat', source: 'Harbour Post' },
      { headline: 'Second boat', source: 'Harbour Post' },
    ],
    unchanged: 0,
    refused: [
      { position: 1, reason: expect.stringContaining('says nothing') as string },
      { position: 3, reason: expect.stringContaining('lies in the future') as string },
    ],
  });
  const events = newswire().client.subscribe<{ articlePublished: { article: { slug: string } } }>(
    'WebSocket',
    'subscription ($after: Cursor) { articlePublished(after: $after) { article { slug } } }',
    { after: report.cursor },
  );
  expect(await take({ source: FEED })).toMatchObject({ articles: [], unchanged: 2 });
  expect(await take({ source: 'A third boat\n\nIt came at eight.' })).toMatchObject({
    articles: [{ slug: 'a-third-boat' }],
  });
  // What came before the cursor does not come again.
  expect((await events.next()).articlePublished.article.slug).toBe('a-third-boat');
  await events.end();
});

it('reads as the format that is named', async () => {
  const source = '<rss version="2.0">\n\nis how a feed begins.';
  expect(await take({ source, format: 'TEXT' })).toMatchObject({
    articles: [{ headline: '<rss version="2.0">' }],
  });
  expect((await take({ source, format: 'ATOM' })).refused).toMatchObject([{ position: 0 }]);
});

it('is for editors, and wants a text', async () => {
  expect(await take({ source: FEED }, 'reader')).toMatchObject({ __typename: 'ForbiddenError' });
  expect(await take({ source: '  ' })).toMatchObject({ __typename: 'ValidationError' });
});

it('takes hundreds of items', async () => {
  const running = await startNewswire();
  const key = await running.key('editor');
  const items = Array.from(
    { length: 350 },
    (_, n) =>
      `<item><title>Boat ${n}</title><description>It came at ${n}.</description><guid>boat-${n}</guid></item>`,
  );
  const source = `<rss version="2.0"><channel><title>Boats</title>${items.join('')}</channel></rss>`;
  const { importArticles } = await running.client.data<{ importArticles: Report }>(
    IMPORT,
    { source },
    { key },
  );
  expect(importArticles.articles?.map(({ headline }) => headline)).toEqual(items.map((_, n) => `Boat ${n}`));
});
