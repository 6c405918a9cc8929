/**
 * `newswire import`: documents → articles. What is bad is told and left out; what is good is published, some of it in each
 * transaction, so that nothing is ever half written and memory does not grow with what is imported.
 */
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { detectFormat } from '../formats/detect.ts';
import { placesOf, type Reading } from '../formats/format.ts';
import { articlesOf, importEach, type ImportedArticle, type ImportOutcome } from '../newsroom/import.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { Publisher } from '../newsroom/publish.ts';
import { failureOf } from '../newsroom/publish-each.ts';
import { findDocuments, inviteTyping, readInParts, STANDARD_INPUT } from './documents.ts';
import { openOrMake } from './open.ts';
import { createWithPictures, type WithPictures } from './pictures-beside.ts';
import { openProgress, type Progress } from './progress.ts';
import { jsonLine, note, plain, say } from './terminal.ts';

/** A transaction holds up to so many articles, */
const BATCH = 100;
/** and begins with no more than so many characters of text waiting for it. */
const BATCH_TEXT = 4_000_000;

export function addImport(program: Command): void {
  program
    .command('import')
    .description(
      'publish articles from files, from folders, or from standard input (-): text, HTML pages, feeds, ninjs, JSON-LD, and exports',
    )
    .argument('<path...>', 'files, folders, or patterns such as "desk/**/*.html"; - is standard input')
    .option('--json', 'answer with one JSON object a line')
    .action(importPaths);
}

async function importPaths(paths: string[], options: { json?: boolean }): Promise<void> {
  await using newsroom = await openOrMake();
  inviteTyping(paths);
  const progress = await openProgress(() => countOf(findDocuments(paths)));
  const report = createReport(options.json ?? false, progress);
  const batches = createBatches(newsroom.publisher, report);
  const importing = { newsroom, batches, report, withPictures: createWithPictures() };
  try {
    for await (const found of findDocuments(paths)) {
      if ('problem' in found) report.refused(found.name, found.problem);
      else await importDocument(found, importing);
      progress.step();
    }
    await batches.flush();
  } finally {
    progress.end();
  }
  report.end();
}

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _item of items) count += 1;
  return count;
}

interface Importing {
  newsroom: Newsroom;
  batches: Batches;
  report: Report;
  withPictures: WithPictures;
}

async function importDocument(
  { name, path }: { name: string; path: string },
  importing: Importing,
): Promise<void> {
  let count = 0;
  for await (const part of readInParts(path)) {
    if ('problem' in part) importing.report.refused(name, part.problem);
    else count += await importText({ name, path, text: part.text, before: count }, importing);
  }
}

/** `before`: how many articles its document had until then. Answers how many there are in the text. */
async function importText(
  { name, path, text, before }: { name: string; path: string; text: string; before: number },
  { newsroom, batches, report, withPictures }: Importing,
): Promise<number> {
  const { format, reading } = await readArticles(text, path, withPictures);
  const { articles, refused, pictures = [] } = reading;
  const count = articles.length + refused.length;
  const nameAt = (place: number) => (before + count === 1 ? name : `${name}, article ${before + place + 1}`);
  for (const { position, reason } of refused) report.refused(nameAt(position), reason);
  await newsroom.pictures.keep(pictures);
  const places = placesOf(reading);
  for (const [index, article] of articlesOf(reading, `${format} ${name}`).entries())
    await batches.add({ name: nameAt(places[index] ?? index), article });
  return count;
}

/** A format that fails on one document does not keep the others from being read. */
async function readArticles(
  text: string,
  path: string,
  withPictures: WithPictures,
): Promise<{ format: string; reading: Reading }> {
  const { name, read } = detectFormat(text);
  try {
    if (path === STANDARD_INPUT) return { format: name, reading: read(text) };
    const reading = read(text, pathToFileURL(path).href);
    return { format: name, reading: await withPictures(path, reading) };
  } catch (error) {
    return { format: name, reading: { articles: [], refused: [{ position: 0, reason: failureOf(error) }] } };
  }
}

interface Batches {
  add(article: Named): Promise<void>;
  flush(): Promise<void>;
}

interface Named {
  name: string;
  article: ImportedArticle;
}

function createBatches(publisher: Publisher, report: Report): Batches {
  let waiting: Named[] = [];
  let size = 0;

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    size = 0;
    const outcomes = await importEach(
      publisher,
      batch.map(({ article }) => article),
      'import',
    );
    for (const [index, { name }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome) report.outcome(name, outcome);
    }
  }

  return {
    async add(named) {
      waiting.push(named);
      size += named.article.content.blocks.reduce((sum, { text }) => sum + text.length, 0);
      if (waiting.length >= BATCH || size >= BATCH_TEXT) await flush();
    },
    flush,
  };
}

interface Report {
  outcome(name: string, outcome: ImportOutcome): void;
  refused(name: string, reason: string): void;
  /** Sums up, and says by the exit code whether anything failed. */
  end(): void;
}

function createReport(json: boolean, progress: Progress): Report {
  const counts = { published: 0, unchanged: 0, refused: 0 };

  function refused(name: string, reason: string): void {
    counts.refused += 1;
    progress.clear();
    if (json) say(jsonLine({ path: name, outcome: 'REFUSED', reason }));
    else note(`${name}: ${reason}`);
  }

  return {
    refused,
    outcome(name, outcome) {
      if (outcome.kind === 'REFUSED') return refused(name, outcome.reason);
      const { kind, slug } = outcome;
      counts[kind === 'PUBLISHED' ? 'published' : 'unchanged'] += 1;
      progress.clear();
      if (json) say(jsonLine({ path: name, outcome: kind, slug }));
      else say(plain(kind === 'PUBLISHED' ? slug : `${slug} (unchanged)`));
    },
    end() {
      const { published, unchanged, refused: failed } = counts;
      if (json) say(jsonLine({ published, unchanged, refused: failed }));
      else note(`${published} published, ${unchanged} unchanged, ${failed} refused`);
      if (failed > 0) process.exitCode = 1;
    },
  };
}
