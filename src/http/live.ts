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
import { selectionOf } from '../graphql/selection.ts';
import { eventStream, type Telling } from './event-stream.ts';
import { agreeTo, type LiveOperation, liveOperation } from './live-operation.ts';

export interface LiveLimits {
  /** That a subscriber may leave unread what waits for it. */
  slowClientSeconds: number;
}

export interface LiveOptions extends Telling {
  /** What clients are told of an error within an answer. */
  tellWithin: (error: GraphQLError) => GraphQLFormattedError;
}

export function liveSubscriptions(options: LiveOptions): Plugin<Context> {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const stream = await createSourceEventStream(args);
        if (!(Symbol.asyncIterator in stream)) return stream;
        const operation = {
          source: stream as LiveOperation['source'],
          selection: selectionOf(args, options.tellWithin),
        };
        const context = args.contextValue as { request?: Request };
        agreeTo(context.request ?? context, operation);
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
