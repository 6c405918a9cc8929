/** GraphQL over HTTP and SSE: Yoga with our schema, limits, rights and errors. */
import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import { type CORSOptions, createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { type NewswireError, newswireErrorIn } from '../errors.ts';
import type { Context } from '../graphql/context.ts';
import { type DocumentLimits, limitPlugins } from '../graphql/limits.ts';
import { schema } from '../graphql/schema.ts';
import type { Logger } from '../logger.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { Identity } from '../newsroom/viewers/identity.ts';
import { type Documents, knownDocuments } from './documents.ts';
import { GRAPHIQL, renderGraphiql } from './graphiql.ts';
import { type LiveLimits, liveSubscriptions } from './live.ts';
import { isListed, type Origins } from './origins.ts';
import { createPulse } from './pulse.ts';
import { CURSOR_HEADER, replicaReads, type ShowingContext, shownIn } from './replicas.ts';

export const GRAPHQL_PATH = '/graphql';

/** What a transport knows when it asks for an execution. */
export interface Caller {
  /** Known already where the transport has asked for it. */
  viewer?: Identity;
  /** Where the caller reaches this server. */
  origin?: string;
  /** Is told of the answer. */
  made?: Made;
  /** What came of executing it already. */
  result?: ExecutionResult | AsyncIterable<ExecutionResult>;
}

export interface Made {
  /** Whether whoever asks the same at the same moment of the log, with the same rights, gets the same: a query's, without errors. */
  lasting: boolean;
}

export interface GraphqlParts {
  newsroom: Newsroom;
  documents: Documents;
  logger: Logger;
  limits: DocumentLimits & LiveLimits;
  /** null: where the caller reaches this server. */
  publicUrl: string | null;
  origins: Origins;
  /** Milliseconds between signs of life of a stream of events. */
  heartbeat: number;
}

const CORS: CORSOptions = {
  origin: '*',
  credentials: false,
  allowedHeaders: ['authorization', 'content-type', 'last-event-id', CURSOR_HEADER],
  methods: ['GET', 'POST'],
};

export type Yoga = YogaServerInstance<Caller, ShowingContext>;

export function createGraphql(parts: GraphqlParts): Yoga {
  const { newsroom, documents, logger, limits, origins, heartbeat } = parts;
  const tell = (error: unknown) => withoutStatus(clientError(error, logger));
  return createYoga<Caller, ShowingContext>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    // As the GraphQL over HTTP draft has it, for documents that are known by an id.
    extraParamNames: ['documentId'],
    landingPage: false,
    logging: false,
    cors: ({ headers }) => (isListed(headers.get('origin') ?? '', origins) ? CORS : false),
    graphiql: GRAPHIQL,
    renderGraphiQL: renderGraphiql,
    maskedErrors: { maskError: (error) => clientError(error, logger) },
    plugins: [
      executedBefore(),
      rights(newsroom),
      knownDocuments(documents),
      ...limitPlugins(limits),
      patience(newsroom),
      replicaReads(newsroom),
      noting(),
      liveSubscriptions({
        tell,
        sessions: newsroom.sessions,
        pulse: createPulse(heartbeat),
        patience: limits.slowClientTimeout,
      }),
    ],
    context({ request, viewer, origin }) {
      if (viewer === undefined) throw new Error('nobody has asked who comes');
      // Over WebSocket an operation comes without a request, and has nothing to show a cursor in.
      const told = request === undefined ? {} : { shown: shownIn(request), ...resumingFrom(request) };
      return {
        ...told,
        ...contextOf(parts, { viewer, origin: origin ?? new URL(request.url).origin }),
      };
    },
  });
}

/** `origin`: where the caller reaches this server. */
export function contextOf(
  { newsroom, publicUrl }: Pick<GraphqlParts, 'newsroom' | 'publicUrl'>,
  { viewer, origin }: Required<Pick<Caller, 'viewer' | 'origin'>>,
): Context {
  return { newsroom, reader: newsroom.reader, viewer, publicUrl: publicUrl ?? origin };
}

/** A browser's EventSource says by itself where it was (WHATWG HTML, 9.2.4). */
function resumingFrom({ headers }: Request): { lastEventId?: string } {
  const lastEventId = headers.get('last-event-id');
  return lastEventId === null || lastEventId === '' ? {} : { lastEventId };
}

/** What was executed without Yoga's HTTP layer, and is to be sent by it after all. */
function executedBefore(): Plugin<Context> {
  return {
    onParams({ context, setResult }) {
      const { result }: Caller = context;
      if (result !== undefined) setResult(result);
    },
  };
}

function noting(): Plugin<Context> {
  return {
    onExecute({ args }) {
      const { document, operationName, contextValue } = args as ExecutionArgs;
      const { made } = contextValue as Caller;
      if (made === undefined || getOperationAST(document, operationName)?.operation !== 'query') return;
      return {
        onExecuteDone({ result }) {
          made.lasting = 'data' in result && result.errors === undefined;
        },
      };
    },
  };
}

/** Before a document is looked at: whoever may ask nothing is told nothing of the schema either. */
function rights({ viewers }: Newsroom): Plugin<Context> {
  return {
    async onParams({ request, context }) {
      const caller: Caller = context;
      caller.viewer ??= await viewers.identify(request.headers.get('authorization'));
    },
  };
}

/** A subscription reads its events' articles through what waits for a store that is away. */
function patience({ patientReader }: Newsroom): Plugin<Context> {
  return {
    onSubscribe: ({ extendContext }) => extendContext({ reader: patientReader }),
  };
}

const STATUS: Partial<Record<NewswireError['code'], number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  LIMIT_EXCEEDED: 400,
  STORE_UNAVAILABLE: 503,
  IDENTITY_PROVIDER_UNAVAILABLE: 503,
};

/** Errors that a client can mend are told with their code; all else is logged whole and masked. */
export function clientError(error: unknown, logger: Logger): GraphQLError {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const told = newswireErrorIn(cause);
  const place = error instanceof GraphQLError ? { nodes: error.nodes ?? null, path: error.path ?? null } : {};
  if (told !== null) {
    const status = STATUS[told.code];
    // RFC 9110, 11.6.1: who is asked for a key is told how it is to be shown.
    const headers = status === 401 ? { headers: { 'www-authenticate': 'Bearer' } } : {};
    const http = status === undefined ? {} : { http: { status, ...headers } };
    return new GraphQLError(told.message, {
      ...place,
      extensions: { code: told.code, ...told.details, ...http },
    });
  }
  // Made by GraphQL itself, for the client: syntax, validation, variables, HTTP.
  if (error instanceof GraphQLError && (cause == null || cause instanceof GraphQLError)) return error;
  logger.error({ err: cause }, 'a query failed');
  return new GraphQLError('Something went wrong in Newswire; it has been logged there.', {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
}

/** The status and headers that an error has over HTTP are no news to a client of a subscription. */
export function withoutStatus(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...told } = error.toJSON();
  const { http: _http, ...rest } = extensions ?? {};
  return Object.keys(rest).length > 0 ? { ...told, extensions: rest } : told;
}
