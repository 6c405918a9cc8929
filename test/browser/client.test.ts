/** The client helper in a browser, as it was built: on the browser's own WebSocket and fetch, over a restart of the server. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { createWire } from '../../src/client/wire.ts';
import { temporaryDatabase } from '../support/database.ts';
import { brief } from '../support/edition.ts';
import { startNewswire } from '../support/newswire.ts';
import { ROOT } from '../support/sources.ts';
import { until } from '../support/until.ts';
import { PUBLISHED, type Published, WIRE_TRANSPORTS, type WireTransport } from '../support/wire.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const PATIENCE = 60_000;

/** What the page has of its own. */
interface Page {
  createWire: typeof createWire;
  heard: string[];
}

/** Runs in the page, and knows nothing of here. */
async function follow({ query, transport }: { query: string; transport: WireTransport }): Promise<void> {
  const page = globalThis as unknown as Page;
  page.heard = [];
  const wire = page.createWire({ url: '/graphql', transport, firstPause: 20, longestPause: 100 });
  for await (const { data } of wire.subscribe<Published>({ query, variables: { last: 1 } })) {
    page.heard.push(data.articlePublished.slug);
  }
}

describe.skipIf(!existsSync(CHROMIUM))('the client in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }, PATIENCE);
  afterAll(() => browser.close());

  it.each(WIRE_TRANSPORTS)(
    'has every event once over %s',
    async (transport) => {
      const databaseUrl = await temporaryDatabase();
      const first = await startNewswire({ databaseUrl });
      await first.publish(brief('First'));
      const page = await browser.newPage();
      await page.goto(`${first.url}/health`);
      const script = readFileSync(join(ROOT, 'dist/client.js'), 'utf8');
      await page.addScriptTag({ type: 'module', content: `${script}\nglobalThis.createWire = createWire;` });
      // The script of a module runs some time after it was added.
      await page.waitForFunction(() => 'createWire' in globalThis);
      // Until the page is closed: what ends it before fails the test.
      void page.evaluate(follow, { query: PUBLISHED, transport }).catch((error: unknown) => {
        if (!page.isClosed()) throw error;
      });
      const heard = (count: number) =>
        until(
          () => page.evaluate((wanted) => (globalThis as unknown as Page).heard.length >= wanted, count),
          `${count} events`,
        );
      await heard(1);
      await first.close();
      const { port } = new URL(first.url);
      const second = await startNewswire({ databaseUrl, environment: { PORT: port } });
      await second.publish(brief('Second'), brief('Third'));
      await heard(3);
      expect(await page.evaluate(() => (globalThis as unknown as Page).heard)).toEqual([
        'first',
        'second',
        'third',
      ]);
      await page.close();
    },
    PATIENCE,
  );
});
