/**
 * `npm run bench:quotes`: how well quotes are found and attributed, on news articles that people annotated, and how fast.
 * The articles are no part of the project: where they are not there, it says so and ends with 0. `--half even` or `odd` takes
 * every other article, so that a rule that was made looking at one half is tried on the other; `--misses no` lists none.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { textFormat } from '../src/formats/text.ts';
import { findQuotes } from '../src/news/quotes/find.ts';
import { AnnotatedArticle, type Kind, type Miss, score, type Score } from './quote-scoring.ts';

const FILE = fileURLToPath(new URL('../../shared/data/quotes-dev.jsonl', import.meta.url));
const WARM_UP = 2;
const SECONDS = 3;

function scoreTable(total: Score): string {
  const rows = [
    'kind    quotes  precision  recall  F1     speakers',
    ...(['direct', 'mixed'] as const).map((kind) => row(total, [kind], kind)),
    row(total, ['direct', 'mixed'], 'all'),
    `of the annotated kind: ${share(total.sameKind, sum(total.right, ['direct', 'mixed']))}`,
    `pronouns given to somebody: ${total.resolved} of ${total.pronouns}`,
  ];
  return rows.join('\n');
}

function row(total: Score, kinds: readonly Kind[], title: string): string {
  const right = sum(total.right, kinds);
  const missed = sum(total.missed, kinds);
  const surplus = sum(total.surplus, kinds);
  const speakers = sum(total.speakers, kinds);
  return [
    title.padEnd(8),
    String(right + missed).padEnd(8),
    share(right, right + surplus).padEnd(11),
    share(right, right + missed).padEnd(8),
    share(2 * right, 2 * right + missed + surplus).padEnd(7),
    `${share(sum(total.rightSpeakers, kinds), speakers)} of ${speakers}`,
  ].join('');
}

function sum(counts: Record<Kind, number>, kinds: readonly Kind[]): number {
  return kinds.reduce((total, kind) => total + counts[kind], 0);
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(3);
}

function line({ article, what, kind, context, wanted, got }: Miss): string {
  return `${what} (${kind}) ${article}: ${wanted ?? '–'} → ${got ?? '–'}\n    ${context}`;
}

/** Text in, quotes out: articles a second of the processor's time. */
function speed(articles: readonly AnnotatedArticle[]): number {
  const readAll = () => {
    for (const { text } of articles) {
      for (const { blocks } of textFormat.read(text).articles) findQuotes(blocks.map((block) => block.text));
    }
  };
  const warm = processorSeconds() + WARM_UP;
  while (processorSeconds() < warm) readAll();
  const began = processorSeconds();
  let read = 0;
  for (; processorSeconds() < began + SECONDS; read += articles.length) readAll();
  return read / (processorSeconds() - began);
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function main(): void {
  const { values } = parseArgs({ options: { half: { type: 'string' }, misses: { type: 'string' } } });
  if (!existsSync(FILE)) {
    console.log(`There are no annotated articles at ${FILE}.`);
    return;
  }
  const all = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((json) => AnnotatedArticle.parse(JSON.parse(json)));
  const articles = all.filter(
    (_, index) => values.half === undefined || (index % 2 === 0 ? 'even' : 'odd') === values.half,
  );
  const total = score(articles);
  if (values.misses !== 'no') console.log(`${total.misses.map(line).join('\n')}\n`);
  console.log(scoreTable(total));
  console.log(`${Math.round(speed(articles))} articles a second, text in and quotes out`);
}

main();
