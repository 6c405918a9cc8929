/** GraphQL over WebSocket (graphql-transport-ws): queries, mutations and subscriptions, through the same limits and rights. */
import type { IncomingMessage, Server } from 'node:http';
import type * as graphqlJs from 'graphql';
import { GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Viewer } from '../news/role.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type Caller, clientError, GRAPHQL_PATH, type Yoga } from './graphql.ts';

/** RFC 6455: the server goes away for a restart; the client may come back. */
const SERVICE_RESTART = 1012;

export interface WebSocketParts {
  yoga: Yoga;
  newsroom: Newsroom;
  logger: Logger;
  maxBodyBytes: number;
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
  { yoga, newsroom, logger, maxBodyBytes }: WebSocketParts,
): WebSockets {
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: maxBodyBytes });
  const viewers = new WeakMap<IncomingMessage, Viewer>();

  const graphql = useServer(
    {
      async onConnect({ connectionParams, extra }) {
        try {
          viewers.set(
            extra.request,
            await newsroom.keys.viewer(authorizationOf(connectionParams, extra.request)),
          );
          return true;
        } catch (error) {
          // Closes with 4403: Forbidden.
          if (error instanceof NewswireError) return false;
          throw error;
        }
      },
      execute: (args) => (args.rootValue as Root).execute(args) as never,
      subscribe: (args) => (args.rootValue as Root).subscribe(args) as never,
      async onSubscribe({ extra }, _id, payload) {
        const viewer = viewers.get(extra.request);
        const caller: Caller = { origin: originOf(extra.request), ...(viewer ? { viewer } : {}) };
        const execution = { ...caller, request: extra.request, params: payload };
        const enveloped = yoga.getEnveloped(execution as never) as Enveloped;
        const { schema, execute, subscribe, contextFactory, parse, validate } = enveloped;
        try {
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
    },
    sockets,
  );

  return {
    async close() {
      for (const socket of sockets.clients)
        socket.close(SERVICE_RESTART, 'The server restarts: resume by cursor.');
      await graphql.dispose();
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
