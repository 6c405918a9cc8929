/** What a store exports whole is what another has after importing it. */
import { expect, test } from 'vitest';
import { detectFormat } from '../../src/formats/detect.ts';
import { jsonLineOfArticle, jsonLineOfPicture } from '../../src/formats/json-lines-writer.ts';
import { exportArticles, exportPictures } from '../../src/newsroom/export.ts';
import { articlesOf, importArticles } from '../../src/newsroom/import.ts';
import { paragraph } from '../../src/news/block.ts';
import { EMPTY_PHOTO } from '../../src/news/photo.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { change, eventsOf, idOf } from '../support/changing.ts';
import { brief, generateEdition } from '../support/edition.ts';
import { type Running, startNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';
import { expectPacked } from '../support/packed.ts';

/** As `newswire export --all` writes it. */
async function exported({ newswire }: Running): Promise<string[]> {
  const { reader } = newswire.newsroom;
  const lines: object[] = [];
  for await (const picture of exportPictures(reader)) lines.push(jsonLineOfPicture(picture));
  for await (const article of exportArticles(reader)) lines.push(jsonLineOfArticle(article));
  return lines.map((line) => JSON.stringify(line));
}

async function imported({ newswire }: Running, lines: readonly string[]): Promise<string[]> {
  const { newsroom } = newswire;
  const format = detectFormat(lines.join('\n'));
  const reading = format.read(lines.join('\n'));
  expect([format.name, reading.refused]).toEqual(['JSON lines', []]);
  await newsroom.pictures.keep(reading.pictures ?? []);
  const outcomes = await importArticles(newsroom.publisher, articlesOf(reading, format.name), 'import');
  return outcomes.map((outcome) => (outcome.kind === 'REFUSED' ? outcome.reason : outcome.kind));
}

/** A store in which articles have gone through all that can happen to them. */
async function livedIn(): Promise<Running> {
  const running = await startNewswire();
  const { newswire, client } = running;
  const key = await running.key('editor');
  await newswire.publishSamples();
  await newswire.publish(
    [
      ...generateEdition({ seed: 5, count: 20 }),
      brief('Corrected'),
      brief('Updated twice'),
      brief('Withheld'),
      brief('Back again'),
      brief('Canceled'),
      brief('Waits', { embargoedUntil: Date.now() + 86_400_000, section: breadcrumbOfPath('news/coast') }),
    ].map((content) => ({ content, by: 'desk' })),
  );
  const note = 'The name was wrong.';
  const ids: Record<string, string> = {};
  for (const slug of ['corrected', 'updated-twice', 'withheld', 'back-again', 'canceled'])
    ids[slug] = await idOf(client, slug);
  const version = 1;
  await change(client, 'correctArticle', {
    id: ids['corrected'],
    version,
    note,
    input: { headline: 'Corrected now' },
    key,
  });
  await change(client, 'updateArticle', {
    id: ids['updated-twice'],
    version,
    input: { paragraphs: ['It says “something new today,” Ann Reyes said.'] },
    key,
  });
  await change(client, 'updateArticle', { id: ids['updated-twice'], version: 2, input: { urgency: 1 }, key });
  await change(client, 'withholdArticle', { id: ids['withheld'], notice: 'A court said so.', key });
  await change(client, 'withholdArticle', { id: ids['back-again'], key });
  await change(client, 'reinstateArticle', { id: ids['back-again'], key });
  await change(client, 'cancelArticle', { id: ids['canceled'], notice: 'It was never so.', key });
  await change(client, 'draftArticle', { input: minimal('Draft of tomorrow'), key });
  const { article } = await client.data<{ article: { quotes: { edges: { node: { id: string } }[] } } }>(
    '{ article(slug: "updated-twice") { quotes { edges { node { id } } } } }',
  );
  const quote = article.quotes.edges[0]?.node.id;
  expect(
    await change(client, 'reviewQuote', { id: quote, input: { speaker: 'Bo Lind' }, key }),
  ).toMatchObject({
    __typename: 'ArticleSaved',
  });
  return running;
}

test('an empty store that imports all of another has what that had, and its log tells each public article once', async () => {
  const first = await livedIn();
  const lines = await exported(first);
  const second = await startNewswire();
  const outcomes = await imported(second, lines);
  expect(new Set(outcomes)).toEqual(new Set(['PUBLISHED']));
  expect(await exported(second)).toEqual(lines);
  await expectPacked(second);

  const publicSlugs = ({ client }: Running) =>
    client.data<{ articles: { edges: { node: { slug: string } }[] } }>(
      '{ articles(first: 100) { edges { node { slug version updatedAt } } } }',
    );
  expect(await publicSlugs(second)).toEqual(await publicSlugs(first));
  const events = await eventsOf(second.client);
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['PUBLISHED']));
  expect(events.map(({ slug }) => slug).toSorted()).toEqual(
    (await publicSlugs(first)).articles.edges.map(({ node }) => node.slug).toSorted(),
  );

  // What came goes on from where it was.
  const key = await second.key('editor');
  const id = await idOf(second.client, 'corrected');
  expect(
    await change(second.client, 'updateArticle', { id, version: 2, input: { urgency: 4 }, key }),
  ).toMatchObject({
    __typename: 'ArticleSaved',
    article: { version: 3 },
  });
});

test('the same export imported again changes nothing, and an article whose slug another has is refused', async () => {
  const first = await livedIn();
  const lines = await exported(first);
  expect(new Set(await imported(first, lines))).toEqual(new Set(['UNCHANGED']));
  expect(await exported(first)).toEqual(lines);

  const other = await startNewswire();
  await other.newswire.publish([
    { content: brief('Withheld', { url: 'https://other.example/1' }), by: null },
  ]);
  const outcomes = await imported(other, lines);
  expect(outcomes.filter((outcome) => outcome !== 'PUBLISHED')).toEqual([
    expect.stringMatching(/its slug "withheld" is another article's here/),
  ]);
});

test('a line that is no article of ours is refused, and the others are published', async () => {
  const lines = await exported(await livedIn());
  const good = lines.at(-1) ?? '';
  const bad = [
    '{"type":"article","slug":"../etc"}',
    '{"type":"article"',
    good.replace('"urgency":', '"urgency":"x","u":'),
  ];
  const reading = detectFormat(good).read([bad[0], good, bad[1], '', bad[2]].join('\n'));
  expect(reading.articles).toHaveLength(1);
  expect(reading.refused).toEqual([
    { position: 0, reason: expect.stringMatching(/not as `export --all` writes it/) },
    { position: 2, reason: expect.stringMatching(/is no JSON/) },
    { position: 3, reason: expect.stringMatching(/urgency/) },
  ]);
});

test('who listens for quotes and photos hears each once that comes with an article of another store, whichever version brought it', async () => {
  const first = await startNewswire();
  const key = await first.key('editor');
  await first.publish({
    ...brief('Lamp lit'),
    blocks: [paragraph('“It never wanted to be dark,” keeper Jon Vane said.')],
    photos: [{ ...EMPTY_PHOTO, url: 'https://p.example/lamp.jpg' }],
  });
  const id = await idOf(first.client, 'lamp-lit');
  const paragraphs = [
    '“It never wanted to be dark,” keeper Jon Vane said.',
    '“We have oil for a year,” mayor Ida Holm said.',
  ];
  await change(first.client, 'updateArticle', { id, version: 1, input: { paragraphs }, key });
  await change(first.client, 'updateArticle', { id, version: 2, input: { urgency: 1 }, key });

  const { newswire, client } = await startNewswire();
  const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
  await imported({ newswire } as Running, await exported(first));
  const told = async (field: string, what: string, count: number) => {
    for (const from of [{ after: logHead }, { last: 10 }]) {
      const heard = client.subscribe<Record<string, Record<string, Record<string, string>>>>(
        'WebSocket',
        `subscription ($after: Cursor, $last: Int) { event: ${field}(after: $after, last: $last) { part: ${what} } }`,
        from,
      );
      expect(new Set((await heard.take(count)).map((event) => JSON.stringify(event))).size).toBe(count);
      await heard.end();
    }
  };
  await told('quotePublished', 'quote { text }', 2);
  await told('photoPublished', 'photo { url }', 1);
});
