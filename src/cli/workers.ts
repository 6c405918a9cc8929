/**
 * `newswire serve --workers N`: several processes on one store and one port. The primary makes the store ready and looks
 * after the workers; it serves nothing itself. Each worker is a whole Newswire that hears from the store what others publish.
 */
import cluster from 'node:cluster';
import type { Config } from '../config.ts';
import { createNewswire } from '../newswire.ts';
import { createCrew } from './crew.ts';
import { type Serving, sayEnding, sayServing } from './serving.ts';
import { endAsked } from './terminal.ts';
import { serveAsWorker } from './worker.ts';

export async function serveWithWorkers(config: Config, count: number): Promise<void> {
  if (cluster.worker) return serveAsWorker(config, cluster.worker);
  const asked = endAsked();
  const { logger, ...serving } = await prepare(config);
  // The last --port counts: all come back to the one that was free, also after all of them have died.
  const port = config.port === 0 ? new URL(serving.url).port : String(config.port);
  cluster.setupPrimary({ args: [...process.argv.slice(2), '--port', port] });
  const crew = createCrew(count, logger);
  const begun = await Promise.race([crew.begun, asked.then(() => 'ending' as const)]);
  if (begun === 'serving') {
    sayServing({ ...serving, workers: count });
    await asked;
  }
  if (begun === 'failed') process.exitCode = 1;
  else sayEnding();
  await crew.end();
}

/** Migrates and fills the store, and sees that the address can be listened on, so that a fault is told once. */
async function prepare(
  config: Config,
): Promise<Serving & Pick<Awaited<ReturnType<typeof createNewswire>>, 'logger'>> {
  await using newswire = await createNewswire(config);
  const samples = config.samples === 'auto' ? await newswire.publishSamples() : 0;
  const { url } = await newswire.listen();
  return { url, samples, store: newswire.newsroom.store, logger: newswire.logger };
}
