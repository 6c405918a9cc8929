/** GraphQL over WebSocket (graphql-transport-ws): queries, mutations and subscriptions, through the same limits and rights. */
import type { Server } from 'node:http';
import type * as graphqlJs from 'graphql';
import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { isPassing, isStoreAway, NewswireError } from '../errors.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type AcceptParts, acceptWebSockets, type WebSockets } from './accept.ts';
import { TRY_AGAIN_LATER } from './close-codes.ts';
import type { Conversation } from './conversation.ts';
import type { Documents } from './documents.ts';
import { type Caller, clientError, GRAPHQL_PATH, withoutStatus, type Yoga } from './graphql.ts';
import { liveOperation } from './live-operation.ts';

export interface WebSocketParts extends Omit<AcceptParts, 'path' | 'tell'> {
  yoga: Yoga;
  documents: Documents;
  newsroom: Newsroom;
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
  const { yoga, documents, newsroom, logger } = parts;
  const { viewers, sessions } = newsroom;
  /** Of those who came with a key: what ends their session. */
  const open = new Map<Conversation, () => void>();
  const tell = (error: unknown) => withoutStatus(clientError(error, logger));

  return acceptWebSockets(
    {
      async onConnect({ connectionParams, extra }) {
        const authorization = authorizationIn(connectionParams) ?? extra.authorization;
        try {
          const { name, credential } = await viewers.identify(authorization);
          extra.authorization = authorization;
          if (name !== null) extra.slot.belongTo(name);
          if (credential !== null && extra.socket.readyState === extra.socket.OPEN) {
            const lapsed = ({ message }: NewswireError) => extra.close(CloseCode.Forbidden, message);
            open.set(extra, sessions.open(credential, lapsed));
          }
          return true;
        } catch (error) {
          if (!(error instanceof NewswireError)) throw error;
          if (isStoreAway(error)) extra.close(TRY_AGAIN_LATER, 'The store cannot be reached now.');
          else if (isPassing(error) || error.code === 'LIMIT_EXCEEDED')
            extra.close(TRY_AGAIN_LATER, error.message);
          else extra.close(CloseCode.Forbidden, error.message);
          return false;
        }
      },
      onClose({ extra }) {
        open.get(extra)?.();
        open.delete(extra);
      },
      execute: (args) => (args.rootValue as Root).execute(args) as never,
      subscribe: (args) => (args.rootValue as Root).subscribe(args) as never,
      async onSubscribe({ extra }, _id, payload) {
        try {
          extra.slot.check();
          // Asked anew: a key may have been revoked since.
          const viewer = await viewers.identify(extra.authorization);
          const caller: Caller = { origin: extra.origin, viewer };
          // Without the request, which is a GET: Yoga would take a mutation for one over GET.
          const enveloped = yoga.getEnveloped({ ...caller, params: payload } as never) as Enveloped;
          const { schema, execute, subscribe, contextFactory, parse, validate } = enveloped;
          const document = parse(documents.textFor(payload) ?? payload.query);
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
      onOperation(...[{ extra, subscriptions }, id, , args]) {
        const operation = liveOperation(args.contextValue);
        if (operation === null || !(id in subscriptions)) return;
        // For graphql-ws it is completed, so that it keeps nothing for a subscriber: that is most of what one would cost.
        delete subscriptions[id];
        extra.listen(id, operation);
      },
      onError: (...[, , , errors]) => errors.map(withoutStatus),
      onNext(...[, , , , { errors, ...rest }]) {
        if (errors === undefined) return;
        return { ...(rest as FormattedExecutionResult), errors: errors.map(withoutStatus) };
      },
    },
    server,
    { ...parts, tell, path: GRAPHQL_PATH },
  );
}

function authorizationIn(params: Readonly<Record<string, unknown>> | undefined): string | null {
  const given = params?.['Authorization'] ?? params?.['authorization'];
  return typeof given === 'string' ? given : null;
}
