/** What `newswire serve` says once it can be reached. */
import type { Store } from '../store/store.ts';
import { say } from './terminal.ts';

export interface Serving {
  url: string;
  store: Pick<Store, 'location' | 'replicas'>;
  /** Articles of the sample edition that were published at this start. */
  samples: number;
  /** Processes that serve; not said where it is this one alone. */
  workers?: number;
}

export function sayServing({ url, store, samples, workers }: Serving): void {
  if (samples > 0)
    say(`Published the sample edition: ${samples} articles (NEWSWIRE_SAMPLES=none leaves it out).`);
  say(`GraphiQL       ${url}/graphql`);
  say(`GraphQL        ${url}/graphql (POST, GET; subscriptions over SSE)`);
  say(`WebSocket      ${url.replace(/^http/, 'ws')}/graphql (graphql-transport-ws)`);
  say(`Store          ${store.location}`);
  for (const { location } of store.replicas) say(`Replica        ${location}`);
  if (workers !== undefined) say(`Workers        ${workers}`);
  say('Ctrl-C ends it.');
}

export function sayEnding(): void {
  say('Ending: clients are told to come back.');
}
