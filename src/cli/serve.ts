/** `newswire serve`: migrates, fills an empty store, serves, and ends in order on SIGTERM or Ctrl-C. */
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { endAsked, say } from './terminal.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the API and GraphiQL')
    .option('--port <port>', 'the port to listen on (PORT)')
    .option('--host <host>', 'the address to listen on (HOST)')
    .action(serve);
}

async function serve(options: { port?: string; host?: string }): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(options.port === undefined ? {} : { PORT: options.port }),
    ...(options.host === undefined ? {} : { HOST: options.host }),
  });
  const asked = endAsked();
  // What serves takes longest to load, and --help wants none of it.
  const { createNewswire } = await import('../newswire.ts');
  await using newswire = await createNewswire(config);
  const samples = config.samples === 'auto' ? await newswire.publishSamples() : 0;
  const { url } = await newswire.listen();
  if (samples > 0)
    say(`Published the sample edition: ${samples} articles (NEWSWIRE_SAMPLES=none leaves it out).`);
  say(`GraphiQL       ${url}/graphql`);
  say(`GraphQL        ${url}/graphql (POST, GET; subscriptions over SSE)`);
  say(`WebSocket      ${url.replace(/^http/, 'ws')}/graphql (graphql-transport-ws)`);
  const { store } = newswire.newsroom;
  say(`Store          ${store.location}`);
  for (const { location } of store.replicas) say(`Replica        ${location}`);
  say('Ctrl-C ends it.');
  await asked;
  say('Ending: clients are told to come back.');
}
