import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createWithPictures } from '../../src/cli/pictures-beside.ts';
import { textFormat } from '../../src/formats/text.ts';
import { jpegWith } from '../support/jpeg.ts';
import { open, openDesk, query, ONCE } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

const TEXT =
  'The ferry between Port Ellis and the islands will run again from Monday, the harbour office said, three weeks after a storm tore its ramp away.';
const PHOTOS =
  '{ articles(first: 10) { edges { node { slug photos { edges { node { url caption creditLine creator copyrightNotice dateCreated locationShown width height paragraph } } } } } } }';

interface Found {
  articles: { edges: { node: { slug: string; photos: { edges: { node: Record<string, unknown> }[] } } }[] };
}

async function photosOf(databaseUrl: string): Promise<Record<string, Record<string, unknown>[]>> {
  const { articles } = await query<Found>(await open(databaseUrl), PHOTOS);
  return Object.fromEntries(
    articles.edges.map(({ node }) => [node.slug, node.photos.edges.map((edge) => edge.node)]),
  );
}

const PICTURE = jpegWith({
  120: 'The ramp is lifted into place — at last.',
  80: 'Jo Marsh',
  110: 'Coast Pictures',
  116: '© 2026 Jo Marsh',
  55: '20260301',
  90: 'Port Ellis',
});
const TOLD = {
  creditLine: 'Coast Pictures',
  creator: 'Jo Marsh',
  copyrightNotice: '© 2026 Jo Marsh',
  dateCreated: '2026-03-01T00:00:00.000Z',
  locationShown: 'Port Ellis',
  width: 1200,
  height: 800,
};

test.runIf(ONCE)(
  'a text is published with the picture that has its name, and with what that says of itself',
  async () => {
    const desk = await openDesk();
    await mkdir(join(desk.folder, 'desk'));
    await desk.file('desk/ferry.txt', `Ferry runs again\n\n${TEXT}\n\n${TEXT} It was so.\n`);
    await desk.file('desk/ferry.jpg', PICTURE);
    await desk.file('desk/other.jpg', PICTURE);
    // Pictures in a folder are no documents of their own.
    expect(await desk.run('import', join(desk.folder, 'desk'))).toMatchObject({
      code: 0,
      stderr: '1 published, 0 unchanged, 0 refused\n',
    });
    expect(await photosOf(desk.databaseUrl)).toEqual({
      'ferry-runs-again': [
        {
          ...TOLD,
          url: expect.stringMatching(/\/photos\/[0-9a-f]{32}\.jpg$/),
          caption: 'The ramp is lifted into place — at last.',
          paragraph: null,
        },
      ],
    });
  },
);

test.runIf(ONCE)('what pictures a folder has is looked up once for all of its documents', async () => {
  const desk = await openDesk();
  const withPictures = createWithPictures();
  const photosBeside = async (name: string, read = withPictures) => {
    const path = join(desk.folder, name);
    const { articles } = await read(path, textFormat.read(`Ferry runs again\n\n${TEXT}\n`));
    return articles.flatMap(({ photos }) => photos).length;
  };
  await desk.file('first.jpg', PICTURE);
  expect(await photosBeside('first.txt')).toBe(1);
  await desk.file('later.jpg', PICTURE);
  expect(await photosBeside('later.txt')).toBe(0);
  expect(await photosBeside('later.txt', createWithPictures())).toBe(1);
});

test.runIf(ONCE)('a saved page keeps the pictures of its own folder, and none from elsewhere', async () => {
  const desk = await openDesk();
  await mkdir(join(desk.folder, 'saved', 'ferry_files'), { recursive: true });
  await desk.file('secret.jpg', PICTURE);
  await desk.file('saved/ferry_files/ramp.jpg', PICTURE);
  await desk.file('saved/ferry_files/page.html', '<script>alert(1)</script>');
  await symlink(join(desk.folder, 'secret.jpg'), join(desk.folder, 'saved', 'ferry_files', 'link.jpg'));
  const figure = (src: string, caption: string) =>
    `<figure><img src="${src}" width="600"><figcaption>${caption}</figcaption></figure>`;
  await desk.file(
    'saved/ferry.html',
    `<html><head><title>Ferry runs again</title></head><body><article><p>${TEXT}</p>
      ${figure('ferry_files/ramp.jpg', 'The ramp')}${figure('../secret.jpg', 'A secret')}${figure('ferry_files/link.jpg', 'A link')}
      ${figure('file:///etc/hostname', 'A file')}${figure('ferry_files/page.html', 'A page')}
      <p>${TEXT} It was so.</p><p>${TEXT} It is.</p></article></body></html>`,
  );
  expect(await desk.run('import', join(desk.folder, 'saved', 'ferry.html'))).toMatchObject({ code: 0 });
  const photos = (await photosOf(desk.databaseUrl))['ferry-runs-again'] ?? [];
  expect(photos.filter(({ url }) => url !== null)).toEqual([
    {
      ...TOLD,
      url: expect.stringMatching(/\/photos\/[0-9a-f]{32}\.jpg$/),
      caption: 'The ramp',
      width: 600,
      paragraph: 1,
    },
  ]);
});
