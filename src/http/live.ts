/**
 * Subscriptions: an operation that was agreed to listens to the live wire. Its transport takes it from here and sends what comes as
 * bytes that were made once for all who want the same.
 */
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Context } from '../graphql/context.ts';
import { selectionOf } from '../graphql/selection.ts';
import { eventStream, type Telling } from './event-stream.ts';
import { agreeTo, type LiveOperation, liveOperation } from './live-operation.ts';

export interface LiveLimits {
  /** Milliseconds that a client may leave what waits for it unread. */
  slowClientTimeout: number;
}

/** Selections that are known, of those that were asked for last. */
const KNOWN = 1_000;

export function liveSubscriptions(options: Telling): Plugin<Context> {
  const known = new LRUCache<string, LiveOperation['selection']>({ max: KNOWN });

  /** The first one's, so that the others need not keep what they were asked with. */
  function shared(args: ExecutionArgs): LiveOperation['selection'] {
    const selection = selectionOf(args, options.tell);
    const first = known.get(selection.key);
    if (first !== undefined) return first;
    known.set(selection.key, selection);
    return selection;
  }

  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const stream = await createSourceEventStream(args);
        if (!(Symbol.asyncIterator in stream)) return stream;
        const context = args.contextValue as Context & { request?: Request };
        const { viewer } = context;
        const operation = { source: stream as LiveOperation['source'], selection: shared(args), viewer };
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
