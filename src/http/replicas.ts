/**
 * Queries that replicas may answer: over HTTP, where a client can show how far it has come, of those who see what is public
 * only, since what editors see is not all in the log. An answer is one server's from its first statement to its last: where
 * a replica fails, the primary gives it anew.
 */
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  visit,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { isStoreAway, newswireErrorIn } from '../errors.ts';
import type { Context } from '../graphql/context.ts';
import { type Place, placeOf } from '../log/cursor.ts';
import { may } from '../news/role.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { MaybePromise } from '../store/store.ts';

/** A log's cursor: what is answered is not from before it. */
export const CURSOR_HEADER = 'x-newswire-cursor';

/** Of the log as it is, which only the primary knows. */
const OF_THE_LOG = ['changes', 'logHead'];

export interface ShowingContext extends Context {
  /** How far the client has come; null where it does not say, nothing where it cannot. */
  shown?: Place | null;
}

/** Throws BAD_CURSOR, with status 400. */
export function shownIn({ headers }: Request): Place | null {
  const cursor = headers.get(CURSOR_HEADER);
  if (cursor === null) return null;
  try {
    return placeOf(cursor);
  } catch (error) {
    const bad = newswireErrorIn(error);
    if (bad === null) throw error;
    throw new GraphQLError(`The header X-Newswire-Cursor cannot be used: ${bad.message}`, {
      extensions: { code: bad.code, http: { status: 400 } },
    });
  }
}

export function replicaReads({ store, replicas }: Newsroom): Plugin<ShowingContext> {
  if (store.replicas.length === 0) return {};
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { document, operationName, contextValue } = args as Asked;
      const { shown, viewer } = contextValue;
      if (shown === undefined || may(viewer, 'editor')) return;
      if (getOperationAST(document, operationName)?.operation !== 'query' || asksTheLog(document)) return;
      const lease = replicas.choose(shown);
      if (lease === null) return;
      const execute = executeFn as (asked: Asked) => MaybePromise<ExecutionResult>;
      const { reader, lost, failed } = lease;
      setExecuteFn(async (asked) => {
        const { contextValue: context } = asked as Asked;
        const elsewhere: Asked = { ...(asked as Asked), contextValue: { ...context, reader } };
        const result = await unlessAborted(lost, execute(elsewhere));
        const failure = result?.errors?.find(({ originalError }) => isStoreAway(originalError));
        if (result !== null && failure === undefined) return result;
        if (failure !== undefined) failed(failure.originalError);
        return execute(asked as Asked);
      });
    },
  };
}

type Asked = ExecutionArgs & { contextValue: ShowingContext };

/** null as soon as `signal` aborts. */
async function unlessAborted<T>(signal: AbortSignal, value: MaybePromise<T>): Promise<T | null> {
  let abort = (): void => undefined;
  const aborted = new Promise<null>((resolve) => (abort = () => resolve(null)));
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted, value]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

const known = new WeakMap<DocumentNode, boolean>();

/** Anywhere in it, also where this operation does not come to it. */
function asksTheLog(document: DocumentNode): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  let asks = false;
  visit(document, {
    Field({ name }) {
      asks ||= OF_THE_LOG.includes(name.value);
    },
  });
  known.set(document, asks);
  return asks;
}
