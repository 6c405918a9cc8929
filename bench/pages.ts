/**
 * `npm run bench:pages`: how well the bodies of news pages are found that people marked, whether they are found by the pages alone and not
 * by whose they are, and how fast. The pages are no part of the project: where they are not there, it says so and ends with 0.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { decode } from '../src/formats/decode.ts';
import { htmlFormat } from '../src/formats/page/page.ts';
import { bodyTextOf } from '../src/news/body.ts';
import { median } from './report.ts';

const FOLDER = new URL('../../shared/data/pages-dev/', import.meta.url);
const SCORING = new URL('../../shared/checks/pages.mjs', import.meta.url);
const ROUNDS = 8;
/** Pages with less than this of either are told. */
const WORTH_TELLING = 0.95;

const Truth = z.record(z.string(), z.object({ url: z.string(), articleBody: z.string() }));

interface PageScore {
  id: string;
  precision: number;
  recall: number;
}

interface Score {
  f1: number;
  precision: number;
  recall: number;
  pages: PageScore[];
}

interface Scoring {
  score(truth: z.infer<typeof Truth>, bodies: Readonly<Record<string, string>>): Score;
}

interface MarkedPage {
  id: string;
  html: string;
  /** The name of the site that it is of. */
  site: string;
}

function bodyOf(html: string): string {
  const [article] = htmlFormat.read(html).articles;
  return article === undefined ? '' : bodyTextOf(article.blocks);
}

/** Without anything that names the site: neither its address nor what stands before ".com" in it. */
function nameless(text: string, site: string): string {
  const name = site.split('.').at(-2) ?? site;
  return text
    .replaceAll(site, 'some-site.example')
    .replaceAll(new RegExp(`\\b${name}(?=\\.)`, 'gi'), 'some-site');
}

/** Milliseconds of each page, the quickest of some rounds. */
function timesOf(pages: readonly MarkedPage[]): number[] {
  const best = pages.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, { html }] of pages.entries()) {
      const began = performance.now();
      htmlFormat.read(html);
      best[place] = Math.min(best[place] ?? 0, performance.now() - began);
    }
  }
  return best;
}

function scoreLine({ f1, precision, recall, pages }: Score): string {
  return `F1 ${f1.toFixed(3)}, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} over ${pages.length} pages`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { third: { type: 'string' } } });
  if (!existsSync(FOLDER)) {
    console.log(`There are no marked pages at ${fileURLToPath(FOLDER)}.`);
    return;
  }
  const { score } = (await import(SCORING.href)) as Scoring;
  const all = Truth.parse(JSON.parse(readFileSync(new URL('ground-truth.json', FOLDER), 'utf8')));
  const wanted = Object.entries(all).filter(
    (_, place) => values.third === undefined || place % 3 === Number(values.third),
  );
  const truth = Object.fromEntries(wanted);
  const pages = wanted.map(([id, { url }]): MarkedPage => {
    const html = decode(gunzipSync(readFileSync(new URL(`${id}.html.gz`, FOLDER))));
    return { id, html, site: new URL(url).hostname.replace(/^www\./, '') };
  });
  const bodies = Object.fromEntries(pages.map(({ id, html }) => [id, bodyOf(html)]));
  const result = score(truth, bodies);
  for (const { id, precision, recall } of result.pages) {
    if (Math.min(precision, recall) < WORTH_TELLING)
      console.log(`${id}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  }
  console.log(scoreLine(result));
  const others = pages.filter(
    ({ id, html, site }) => bodyOf(nameless(html, site)) !== nameless(bodies[id] ?? '', site),
  );
  console.log(
    `Without the sites' names: ${pages.length - others.length} of ${pages.length} bodies are the same`,
  );
  const times = timesOf(pages);
  const sum = times.reduce((total, time) => total + time, 0);
  console.log(
    `The median page takes ${median(times).toFixed(2)} ms, ${Math.round(1_000 / median(times))} a second; all together ${Math.round((1_000 * times.length) / sum)} a second (one core, HTML in and article out)`,
  );
}

await main();
