/**
 * Newswire as a library: the parts put together over one store, to be used by a program, the command line and the HTTP
 * server alike. It holds no global state and listens nowhere; `close` ends all that it began.
 */
import type { GraphQLSchema } from 'graphql';
import { type Config, readConfig } from './config.ts';
import { schema } from './graphql/schema.ts';
import { createGraphql } from './http/graphql.ts';
import { createRoutes, type Handler } from './http/routes.ts';
import { listen, type Listening } from './http/server.ts';
import { createLog } from './log/log.ts';
import { openWindow } from './log/window.ts';
import { createLogger, type Logger } from './logger.ts';
import { watchEmbargoes } from './newsroom/embargo.ts';
import { createEvents } from './newsroom/events/events.ts';
import { createKeys } from './newsroom/keys.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { createPictures } from './newsroom/pictures.ts';
import { createPublisher, type Outcome, type Publication } from './newsroom/publish.ts';
import { createReader } from './newsroom/read/reader.ts';
import { publishSamples } from './newsroom/samples.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

export { type Config, readConfig } from './config.ts';
export { NewswireError } from './errors.ts';

export interface Newswire {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly newsroom: Newsroom;
  readonly store: Store;
  readonly logger: Logger;
  /** Answers a request as the server would. */
  readonly fetch: Handler;
  /** Publishes all in one transaction; an outcome for each, in their order. */
  publish(publications: readonly Publication[]): Promise<Outcome[]>;
  /** Fills an empty store with the bundled edition; answers how many articles it published. */
  publishSamples(): Promise<number>;
  /** Serves over HTTP and WebSocket, and publishes embargoed articles when they fall due. */
  listen(): Promise<Listening>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface NewswireOptions {
  /** Milliseconds since 1970; the machine's clock unless a test says otherwise. */
  now?: () => number;
  /** Called with each statement that is run, for tests that count them. */
  trace?: (statement: string) => void;
  logger?: Logger;
}

/** Opens the store of `config` and puts the parts together. Throws STORE_UNUSABLE or BAD_CONFIG. */
export async function createNewswire(
  config: Config = readConfig(),
  options: NewswireOptions = {},
): Promise<Newswire> {
  const { now = Date.now, logger = createLogger(config.logLevel) } = options;
  const store = await openStore(config.databaseUrl, options.trace ? { trace: options.trace } : {});
  const failed = (part: string) => (error: unknown) =>
    logger.error({ err: error, part }, `${part} failed; it will be tried again`);
  const log = createLog(store);
  const window = await openWindow(store, log, failed('the window on the log'));
  const reader = createReader(store, config.limits);
  const publisher = createPublisher({ store, log, now });
  const newsroom: Newsroom = {
    reader,
    events: createEvents({ reader, log, window }),
    publisher,
    keys: createKeys({ store, now, failed: failed('noting the use of a key') }),
    pictures: createPictures(store),
  };
  const yoga = createGraphql({ newsroom, logger, limits: config.limits, publicUrl: config.publicUrl });
  const handle = createRoutes({ newsroom, store, yoga, logger });
  const closing: (() => void | Promise<void>)[] = [() => store.close(), () => window.close()];

  async function close(): Promise<void> {
    for (let end = closing.pop(); end; end = closing.pop()) await end();
  }

  return {
    config,
    schema,
    newsroom,
    store,
    logger,
    fetch: handle,
    publish: (publications) => publisher.publish(publications),
    publishSamples: () => publishSamples({ store, publisher, now }),
    async listen() {
      const { host, port, limits } = config;
      const listening = await listen({
        handle,
        yoga,
        newsroom,
        logger,
        host,
        port,
        maxBodyBytes: limits.maxBodyBytes,
      });
      const embargoes = watchEmbargoes({ store, log, now, failed: failed('the watch over embargoes') });
      closing.push(
        () => listening.close(),
        () => embargoes.close(),
      );
      return listening;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
