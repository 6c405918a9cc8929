/** Documents made to do harm: each is read or refused in a sentence, soon, and nothing of it that could run is left. */
import { expect, test, vi } from 'vitest';
import { decode, UndecodableError } from '../../../src/formats/decode.ts';
import { detectFormat } from '../../../src/formats/detect.ts';
import type { Reading } from '../../../src/formats/format.ts';
import { htmlOfBlocks } from '../../../src/news/blocks-to-html.ts';
import { dangersIn } from '../../support/dangers.ts';
import { HOSTILE } from './documents.ts';
import type { HostileDocument } from './written.ts';

/** What is hung is ended here; each takes some milliseconds. */
vi.setConfig({ testTimeout: 15_000 });

function readingOf({ content }: HostileDocument): Reading {
  try {
    const text = decode(typeof content === 'string' ? Buffer.from(content) : content);
    return detectFormat(text).read(text);
  } catch (error) {
    if (!(error instanceof UndecodableError)) throw error;
    return { articles: [], refused: [{ position: 0, reason: error.message }] };
  }
}

test('there are sixty of them at least', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
  expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length);
});

test.each(HOSTILE)('$name', (document) => {
  const { articles, refused } = readingOf(document);
  expect(articles.length).toBe(document.articles);
  if (document.articles === 0) expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) {
    expect(reason).toMatch(/\w.*[.)]$|\w/);
    expect(reason.length).toBeLessThan(600);
    expect(reason).not.toMatch(/\n\s+at /);
  }
  for (const { blocks, photos, url } of articles.slice(0, 20)) {
    const html = htmlOfBlocks(blocks);
    expect(dangersIn(html)).toEqual([]);
    expect(html).not.toContain('root:');
    for (const address of [url, ...photos.map((photo) => photo.url)])
      expect(address ?? 'https:').toMatch(/^https?:/);
  }
});

test('none of them changes what all objects are made of', () => {
  for (const document of HOSTILE) readingOf(document);
  expect(Object.prototype).not.toHaveProperty('polluted');
});
