/**
 * GraphiQL as a person meets it, in headless Chromium (CHROMIUM_PATH, or Debian's): its examples run, the live wire
 * shows what is published meanwhile, and the page asks no other host. A picture of the end is left in the OS's temporary folder.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useNewswire } from '../support/newswire.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const PICTURE = join(tmpdir(), 'newswire-graphiql.png');
/** Milliseconds: the page is 9 MB of script, and the machine may be busy. */
const PATIENCE = 60_000;

// No sandbox, for tests run as root; the others keep Chromium from asking for updates and the like on its own.
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const there = existsSync(CHROMIUM);
if (!there) console.warn(`Skipped: no Chromium at ${CHROMIUM}. Install it, or set CHROMIUM_PATH.`);

describe.skipIf(!there)('GraphiQL', () => {
  const newswire = useNewswire({ samples: true });
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
  }, PATIENCE);
  afterAll(() => browser.close());

  it(
    'runs the first example, and shows an article in the live one as it is published',
    async () => {
      const { url, client, key } = newswire();
      const { page, elsewhere, complaints } = await watchedPage(browser, url);
      await page.goto(`${url}/`);
      expect(await page.title()).toBe('Newswire');

      await run(page);
      await answerHolds(page, '"totalCount": 25');

      await openTab(page, 'Live');
      const socket = page.waitForEvent('websocket');
      await run(page);
      expect((await socket).url()).toBe(`${url.replace('http', 'ws')}/graphql`);
      await answerHolds(page, '"kind": "PUBLISHED"');

      const headline = 'A heron nests on the weather mast';
      await client.data(
        'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }',
        { input: { headline, section: 'news/islands', paragraphs: ['It came back.'] } },
        { key: await key('editor') },
      );
      await answerHolds(page, headline);
      await page.screenshot({ path: PICTURE });

      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
    },
    PATIENCE,
  );
});

/** A page that reaches `url` alone: what it asks of other hosts is blocked and listed, and so is what its console complains of. */
async function watchedPage(
  browser: Browser,
  url: string,
): Promise<{ page: Page; elsewhere: string[]; complaints: string[] }> {
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  await page.route(
    (asked) => /^(https?|wss?):$/.test(asked.protocol) && asked.host !== new URL(url).host,
    async (route) => {
      elsewhere.push(route.request().url());
      await route.abort();
    },
  );
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, elsewhere, complaints };
}

async function openTab(page: Page, name: string): Promise<void> {
  // One press, as a person would: a tab that jumps away from it fails the test.
  await page.getByRole('tab', { name }).getByText(name).click();
  await page.locator('.graphiql-tab-active', { hasText: name }).waitFor();
  // It shows the tab's document a tenth of a second before it takes it: run at once, it asks for the operation of the tab before.
  await page.waitForFunction(
    (operation) => localStorage.getItem('graphiql:query')?.includes(` ${operation} {`),
    name,
  );
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Execute query/ }).click();
}

/** The answer's editor draws what is in view only, so `text` is one near its top. */
async function answerHolds(page: Page, text: string): Promise<void> {
  await page.locator('.result-window', { hasText: text }).waitFor();
}
