/**
 * Newswire as a library: the parts put together over one store, to be used by a program, the command line and the HTTP
 * server alike. It holds no global state and listens nowhere; `close` ends all that it began.
 */
import type { GraphQLSchema } from 'graphql';
import { type Config, readConfig } from './config.ts';
import { schema } from './graphql/schema.ts';
import { createAnswers } from './http/answers.ts';
import { createAsking } from './http/asking.ts';
import { createConnections } from './http/connections.ts';
import { createDocuments } from './http/documents.ts';
import { createGraphql } from './http/graphql.ts';
import { createMetrics } from './http/metrics.ts';
import { createPlainAsking } from './http/plain-asking.ts';
import { createRoutes, type Handler } from './http/routes.ts';
import { readTrustedDocuments } from './http/trusted-documents.ts';
import { listen, type Listening } from './http/server.ts';
import { createLogger, type Logger } from './logger.ts';
import { type Newsroom, openNewsroom } from './newsroom/newsroom.ts';
import type { Outcome } from './newsroom/outcome.ts';
import type { Publication } from './newsroom/publish.ts';
import { createWeb, type WebLimits } from './web/web.ts';

export { type Config, readConfig } from './config.ts';
export { NewswireError } from './errors.ts';

export interface Newswire {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly newsroom: Newsroom;
  readonly logger: Logger;
  /** Answers a request as the server would. */
  readonly fetch: Handler;
  /** Publishes all in one transaction; an outcome for each, in their order. */
  publish(publications: readonly Publication[]): Promise<Outcome[]>;
  /** Fills an empty store with the bundled edition; answers how many articles it published. */
  publishSamples(): Promise<number>;
  /** Serves over HTTP and WebSocket, publishes embargoed articles when they fall due, and polls the feeds that are followed. */
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
  /** Of what is taken from other sites, where other than usual. */
  webLimits?: Partial<WebLimits>;
}

/** Opens the store of `config` and puts the parts together. Throws STORE_UNUSABLE or BAD_CONFIG. */
export async function createNewswire(
  config: Config = readConfig(),
  options: NewswireOptions = {},
): Promise<Newswire> {
  const { logger = createLogger(config.logLevel) } = options;
  const { limits, publicUrl, origins, logRetention, host, port, heartbeat } = config;
  const { databaseUrl, replicaUrls, anonymous, tokens, trustedDocuments, trustedOnly } = config;
  const store = { databaseUrl, replicaUrls };
  const trusted =
    trustedDocuments === null ? new Map<string, string>() : readTrustedDocuments(trustedDocuments, schema);
  const keeping = limits.maxAnswerBytes > 0;
  const web = createWeb({ privateHosts: config.followPrivate, limits: options.webLimits ?? {} });
  const viewing = { anonymous, tokens };
  const newsroom = await openNewsroom({ ...options, ...store, ...viewing, keeping, limits, logger, web });
  const documents = createDocuments(trusted, trustedOnly);
  const graphql = { newsroom, documents, logger, limits, publicUrl, origins, heartbeat };
  const yoga = createGraphql(graphql);
  const answers = createAnswers(newsroom.moments, limits.maxAnswerBytes);
  const connections = createConnections(limits);
  const metrics = createMetrics({ newsroom, answers, connections });
  const handle = createRoutes({ newsroom, yoga, metrics, logger });
  const ask = createAsking({
    handle,
    plain: createPlainAsking(yoga, graphql),
    answers,
    viewers: newsroom.viewers,
  });
  const closing: (() => void | Promise<void>)[] = [() => newsroom.close()];

  async function close(): Promise<void> {
    for (let end = closing.pop(); end; end = closing.pop()) await end();
  }

  return {
    config,
    schema,
    newsroom,
    logger,
    fetch: handle,
    publish: (publications) => newsroom.publisher.publish(publications),
    publishSamples: () => newsroom.publishSamples(),
    async listen() {
      const sockets = { ...limits, connections, origins, publicUrl, heartbeat };
      const listening = await listen({
        ask,
        metrics,
        yoga,
        documents,
        newsroom,
        logger,
        host,
        port,
        ...sockets,
      });
      const embargoes = newsroom.watchEmbargoes();
      const following = newsroom.follows.start(null);
      const tidying = newsroom.tidyWhenQuiet();
      const forgetting = logRetention === null ? null : newsroom.forgetOldRows(logRetention);
      closing.push(
        () => listening.close(),
        () => forgetting?.close(),
        () => tidying.close(),
        () => following.close(),
        () => embargoes.close(),
      );
      return listening;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
