/** `newswire/client` as it is published: one file that needs nothing else, and nothing of Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as client from '../../src/client/wire.ts';
import { ROOT, type Source, importsOf } from '../support/sources.ts';

it('is whole, and a browser takes it', async () => {
  const path = 'dist/client.js';
  const built: Source = { path, text: readFileSync(join(ROOT, path), 'utf8') };
  expect(importsOf(built)).toEqual([]);
  expect(built.text).not.toMatch(/["']node:|\bimport\s*["'(]|\brequire\(|\bprocess\.|\bBuffer\b/);
  // About 10 KB where it is compressed and its comments are left out, as a browser's bundler does.
  expect(built.text.length).toBeLessThan(50_000);
  const loaded = (await import(join(ROOT, path))) as object;
  expect(Object.keys(loaded).toSorted()).toEqual(Object.keys(client).toSorted());
});
