/** GraphQL over WebSocket (graphql-transport-ws): queries, mutations and subscriptions, through the same limits and rights. */
import type { IncomingMessage, Server } from 'node:http';
import type * as graphqlJs from 'graphql';
import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { isStoreAway, NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type Caller, clientError, GRAPHQL_PATH, withoutStatus, type Yoga } from './graphql.ts';
import { liveOperation } from './live-operation.ts';
import { sendLive } from './live-socket.ts';

/** How long a client may take to answer that the connection is closed, in milliseconds. */
const GRACE = 2_000;
/** RFC 6455: the server goes away for a restart; the client may come back. */
const SERVICE_RESTART = 1012;
/** IANA's registry: the client may come back later. */
const TRY_AGAIN_LATER = 1013;

export interface WebSocketParts {
  yoga: Yoga;
  newsroom: Newsroom;
  logger: Logger;
  maxBodyBytes: number;
  slowClientSeconds: number;
}

export interface WebSockets {
  /** Tells every client to come back later, and ends its subscriptions. */
  close(): Promise<void>;
}

/** What Yoga's plugins make of GraphQL's own functions; envelop declares them with `any`. */
interface Enveloped {
  schema: graphqlJs.GraphQLSchema;
  parse: typeof graphqlJs.parse;
  validate: typeof graphqlJs.validate;
  execute: typeof graphqlJs.execute;
  subscribe: typeof graphqlJs.subscribe;
  contextFactory: () => unknown;
}
type Root = Pick<Enveloped, 'execute' | 'subscribe'>;

export function serveWebSockets(
  server: Server,
  { yoga, newsroom, logger, maxBodyBytes, slowClientSeconds }: WebSocketParts,
): WebSockets {
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: maxBodyBytes });
  const authorizations = new WeakMap<IncomingMessage, string | null>();

  const graphql = useServer(
    {
      async onConnect({ connectionParams, extra }) {
        const authorization = authorizationOf(connectionParams, extra.request);
        try {
          await newsroom.keys.viewer(authorization);
          authorizations.set(extra.request, authorization);
          return true;
        } catch (error) {
          if (isStoreAway(error)) extra.socket.close(TRY_AGAIN_LATER, 'The store cannot be reached now.');
          // Closes with 4403: Forbidden.
          if (error instanceof NewswireError) return false;
          throw error;
        }
      },
      execute: (args) => (args.rootValue as Root).execute(args) as never,
      subscribe: (args) => (args.rootValue as Root).subscribe(args) as never,
      async onSubscribe({ extra }, _id, payload) {
        try {
          // Asked anew: a key may have been revoked since.
          const viewer = await newsroom.keys.viewer(authorizations.get(extra.request));
          const caller: Caller = { origin: originOf(extra.request), viewer };
          // Without the request, which is a GET: Yoga would take a mutation for one over GET.
          const enveloped = yoga.getEnveloped({ ...caller, params: payload } as never) as Enveloped;
          const { schema, execute, subscribe, contextFactory, parse, validate } = enveloped;
          const document = parse(payload.query);
          const errors = validate(schema, document);
          if (errors.length > 0) return errors;
          return {
            schema,
            document,
            operationName: payload.operationName ?? null,
            variableValues: payload.variables ?? null,
            contextValue: await contextFactory(),
            rootValue: { execute, subscribe } satisfies Root,
          };
        } catch (error) {
          return [error instanceof GraphQLError ? error : clientError(error, logger)];
        }
      },
      onOperation(...[{ extra }, id, payload, args]) {
        const operation = liveOperation(args.contextValue);
        if (operation === null) return;
        // graphql-ws keeps both for as long as there are subscribers, and nobody asks for them again.
        Object.assign(args, { contextValue: null, rootValue: null, variableValues: null });
        Object.assign(payload, { query: '' });
        const tell = (error: unknown) => clientError(error, logger);
        const patience = slowClientSeconds * 1_000;
        return sendLive({ ...operation, socket: extra.socket, id, tell, patience });
      },
      onError: (...[, , , errors]) => errors.map(withoutStatus),
      onNext(...[, , , , { errors, ...rest }]) {
        if (errors === undefined) return;
        return { ...(rest as FormattedExecutionResult), errors: errors.map(withoutStatus) };
      },
    },
    sockets,
  );

  return {
    async close() {
      for (const socket of sockets.clients)
        socket.close(SERVICE_RESTART, 'The server restarts: resume by cursor.');
      const late = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), GRACE);
      await graphql.dispose();
      clearTimeout(late);
    },
  };
}

function authorizationOf(
  params: Readonly<Record<string, unknown>> | undefined,
  request: IncomingMessage,
): string | null {
  const given = params?.['Authorization'] ?? params?.['authorization'];
  return typeof given === 'string' ? given : (request.headers.authorization ?? null);
}

function originOf({ headers }: IncomingMessage): string {
  return `http://${headers.host ?? 'localhost'}`;
}
