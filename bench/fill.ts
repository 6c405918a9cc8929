/** A process: publishes generated articles into an empty store through the library, and prints how long publishing took. */
import type { ArticleContent } from '../src/news/article.ts';
import type * as Library from '../src/newswire.ts';
import { APART, articleOf, FIRST_PUBLISHED } from './edition.ts';
import { type Filled, FillJob, jobOf, tellResult } from './jobs.ts';

/** The newest article of a large store is of this time: none may be of the future. */
const LAST_PUBLISHED = Date.UTC(2026, 0, 1);
/** Articles in one transaction. */
const BATCH = 500;

async function fill({ databaseUrl, count, tell }: FillJob): Promise<Filled> {
  // What is built, as its users have it, and not what tsx makes of the sources.
  const built = new URL('../dist/newswire.js', import.meta.url).href;
  const { createNewswire, readConfig } = (await import(built)) as typeof Library;
  await using newswire = await createNewswire(readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' }));
  const early = Math.max(0, FIRST_PUBLISHED + count * APART - LAST_PUBLISHED);
  let seconds = 0;
  for (let first = 0; first < count; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => ({
      content: dated(articleOf(first + index), early),
      by: 'bench',
    }));
    const began = performance.now();
    const outcomes = await newswire.publish(batch);
    seconds += (performance.now() - began) / 1_000;
    const wrong = outcomes.find(({ kind }) => kind !== 'SAVED');
    if (wrong) throw new Error(`a generated article was not published: ${JSON.stringify(wrong)}`);
    if (tell && (first + BATCH) % 10_000 === 0) process.stderr.write(`  ${first + BATCH} published\n`);
  }
  return { seconds, key: await newswire.newsroom.keys.create('bench', 'editor') };
}

/** Published so many milliseconds earlier. */
function dated(article: ArticleContent, early: number): ArticleContent {
  const { publishedAt } = article;
  return { ...article, publishedAt: publishedAt === null ? null : publishedAt - early };
}

tellResult(await fill(jobOf(FillJob)));
