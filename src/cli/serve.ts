/** `newswire serve`: migrates, fills an empty store, serves, and ends in order on SIGTERM or Ctrl-C. */
import type { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import { NewswireError } from '../errors.ts';
import { sayEnding, sayServing } from './serving.ts';
import { endAsked } from './terminal.ts';

const MOST_WORKERS = 64;

interface Options {
  port?: string;
  host?: string;
  workers?: string;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the API and GraphiQL')
    .option('--port <port>', 'the port to listen on (PORT)')
    .option('--host <host>', 'the address to listen on (HOST)')
    .option('--workers <number>', `serve with so many processes, 1 to ${MOST_WORKERS}`)
    .action(serve);
}

async function serve({ port, host, workers }: Options): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(port === undefined ? {} : { PORT: port }),
    ...(host === undefined ? {} : { HOST: host }),
  });
  if (workers === undefined) return serveAlone(config);
  const count = workerCount(workers);
  const { serveWithWorkers } = await import('./workers.ts');
  return serveWithWorkers(config, count);
}

async function serveAlone(config: Config): Promise<void> {
  const asked = endAsked();
  // What serves takes longest to load, and --help wants none of it.
  const { createNewswire } = await import('../newswire.ts');
  await using newswire = await createNewswire(config);
  const samples = config.samples === 'auto' ? await newswire.publishSamples() : 0;
  const { url } = await newswire.listen();
  sayServing({ url, store: newswire.newsroom.store, samples });
  await asked;
  sayEnding();
}

function workerCount(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_WORKERS) return count;
  throw new NewswireError(
    'BAD_CONFIG',
    `--workers is "${text}": give a whole number from 1 to ${MOST_WORKERS}.`,
  );
}
