/**
 * Subscriptions: an operation that was agreed to listens to the live wire. Who sends bytes by itself takes it from here as
 * it is; all others are given results one by one.
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

export interface LiveOperation {
  source: Source<object>;
  selection: Selection<object, Answer>;
}

/** By the operation's context. */
const agreed = new WeakMap<object, LiveOperation>();

/** null where the operation is none, or was refused. */
export function liveOperation(contextValue: unknown): LiveOperation | null {
  return (typeof contextValue === 'object' && contextValue && agreed.get(contextValue)) || null;
}

export function liveSubscriptions(tell: (error: GraphQLError) => GraphQLFormattedError): Plugin<Context> {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const stream = await createSourceEventStream(args);
        if (!(Symbol.asyncIterator in stream)) return stream;
        const source = stream as Source<object>;
        const selection = selectionOf(args, tell);
        agreed.set(args.contextValue as object, { source, selection });
        return results(source.pull(selection));
      });
    },
  };
}

function results(answers: AsyncIterableIterator<Answer>): AsyncIterableIterator<ExecutionResult> {
  return {
    async next() {
      const { done, value } = await answers.next();
      return done === true ? { done, value: undefined } : { done: false, value: (value as Answer).result };
    },
    async return() {
      await answers.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
