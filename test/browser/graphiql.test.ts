/** GraphiQL in a real browser: what a newcomer does in the first minute, with no network but this server. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNewswire, type Newswire, readConfig } from '../../src/newswire.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
if (!isThere) console.warn(`No browser at ${CHROMIUM}: its tests are skipped (CHROMIUM_PATH names another).`);

/** So that it runs as root, and asks nobody for anything by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(!isThere)('GraphiQL in a browser', () => {
  let newswire: Newswire;
  let browser: Browser;
  let page: Page;
  let url: string;
  let folder: string;
  /** Requests to any other host; none gets through. */
  const elsewhere: string[] = [];
  const failures: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newswire-browser-'));
    newswire = await createNewswire(
      readConfig({ DATABASE_URL: `file:${folder}/news.db`, PORT: '0', LOG_LEVEL: 'silent' }),
    );
    await newswire.publishSamples();
    ({ url } = await newswire.listen());
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('pageerror', (error) => failures.push(error.message));
    await page.route('**/*', async (route) => {
      const address = route.request().url();
      if (address.startsWith(url) || address.startsWith('data:') || address.startsWith('blob:')) {
        await route.continue();
        return;
      }
      elsewhere.push(address);
      await route.abort();
    });
    await page.goto(url);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await newswire?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The example of this name, run. */
  async function run(name: string): Promise<void> {
    // Without a screen, the tabs' drag and drop takes a pointer's click for the beginning of a drag.
    await page.getByRole('button', { name, exact: true }).dispatchEvent('click');
    await page.getByRole('button', { name: /^Execute query/ }).click();
  }

  /** What the answer's pane shows; its editor writes spaces as no-break ones. */
  async function answer(): Promise<string> {
    return (await page.locator('.result-window').innerText()).replaceAll('\u00a0', ' ');
  }

  const SOON = { timeout: 20_000 };

  it('runs the first example as it stands', { timeout: 60_000 }, async () => {
    await run('FrontPage');
    await expect.poll(answer, SOON).toContain('"totalCount": 25');
  });

  it('shows an event of the live wire when something is published', { timeout: 60_000 }, async () => {
    await run('Live');
    await expect.poll(answer, SOON).toContain('articlePublished');
    const key = await newswire.newsroom.keys.create('browser', 'editor');
    const published = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        query:
          'mutation { publishArticle(input: { headline: "Heard in a browser", section: "news", paragraphs: ["It came by itself."] }) { __typename } }',
      }),
    });
    expect(await published.json()).toEqual({ data: { publishArticle: { __typename: 'ArticleSaved' } } });
    await expect.poll(answer, SOON).toContain('Heard in a browser');
    await page.screenshot({ path: join(tmpdir(), 'newswire-graphiql.png') });
  });

  it('asks no other host for anything, and nothing on the page fails', () => {
    expect(elsewhere).toEqual([]);
    expect(failures).toEqual([]);
  });
});
