/**
 * Subscriptions: an operation that was agreed to listens to the live wire. Its transport takes it from here and sends what comes as
 * bytes that were made once for all who want the same.
 */
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graphql/context.ts';
import { type Answer, selectionOf } from '../graphql/selection.ts';
import type { Source } from '../newsroom/events/events.ts';
import type { Selection } from '../newsroom/events/wire.ts';
import { eventStream, type Telling } from './event-stream.ts';

type Event = { cursor: string };

export interface LiveOperation {
  source: Source<Event>;
  selection: Selection<Event, Answer>;
}

export interface LiveLimits {
  /** That a subscriber may leave unread what waits for it. */
  slowClientSeconds: number;
}

export interface LiveOptions extends Telling {
  /** What clients are told of an error within an answer. */
  tellWithin: (error: GraphQLError) => GraphQLFormattedError;
}

/** By the request that it came with, or the context of one that came without. */
const agreed = new WeakMap<object, LiveOperation>();

/** null where the operation is none, or was refused. */
export function liveOperation(key: unknown): LiveOperation | null {
  return (typeof key === 'object' && key && agreed.get(key)) || null;
}

export function liveSubscriptions(options: LiveOptions): Plugin<Context> {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const stream = await createSourceEventStream(args);
        if (!(Symbol.asyncIterator in stream)) return stream;
        const operation = {
          source: stream as Source<Event>,
          selection: selectionOf(args, options.tellWithin),
        };
        const context = args.contextValue as { request?: Request };
        agreed.set(context.request ?? context, operation);
        return resultsOf(operation);
      });
    },
    onResultProcess({ request, resultProcessor, setResultProcessor }) {
      const operation = liveOperation(request);
      // Without one already, the client takes no stream of events.
      if (operation === null || resultProcessor === undefined) return;
      setResultProcessor(() => eventStream(operation, options), 'text/event-stream');
    },
  };
}

/** What the plugins before a transport are shown; a transport that takes the operation does not ask for them. */
async function* resultsOf({ source, selection }: LiveOperation): AsyncGenerator<ExecutionResult> {
  for await (const event of source) yield (await selection.make(event)).result;
}
