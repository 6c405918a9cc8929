/** GraphQL over WebSocket (graphql-transport-ws): queries, mutations and subscriptions, through the same limits and rights. */
import type { IncomingMessage, Server } from 'node:http';
import type * as graphqlJs from 'graphql';
import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import { isStoreAway, NewswireError } from '../errors.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type AcceptParts, acceptWebSockets, TRY_AGAIN_LATER, type WebSockets } from './accept.ts';
import { type Caller, clientError, GRAPHQL_PATH, withoutStatus, type Yoga } from './graphql.ts';
import { liveOperation } from './live.ts';
import { sendLive } from './live-socket.ts';

export interface WebSocketParts extends Omit<AcceptParts, 'path' | 'payloadOf'> {
  yoga: Yoga;
  newsroom: Newsroom;
  /** In which a client must ask for the connection, in milliseconds. */
  initTimeout: number;
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

export function serveWebSockets(server: Server, parts: WebSocketParts): WebSockets {
  const { yoga, newsroom, logger, initTimeout } = parts;
  const authorizations = new WeakMap<IncomingMessage, string | null>();

  return acceptWebSockets(
    {
      connectionInitWaitTimeout: initTimeout,
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
          extra.slot.check();
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
      onOperation({ extra }, id, _payload, { contextValue }) {
        const operation = liveOperation(contextValue);
        if (operation === null) return;
        const tell = (error: unknown) => clientError(error, logger);
        return sendLive({ ...operation, socket: extra.socket, id, tell });
      },
      onError: (...[, , , errors]) => errors.map(withoutStatus),
      onNext(...[, , , , { errors, ...rest }]) {
        if (errors === undefined) return;
        return { ...(rest as FormattedExecutionResult), errors: errors.map(withoutStatus) };
      },
    },
    server,
    { ...parts, path: GRAPHQL_PATH, payloadOf: () => null },
  );
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
