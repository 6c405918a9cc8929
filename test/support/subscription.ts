/** A subscription as a test reads it: event by event, each waited for with a deadline. */
import { DEADLINE, inTime } from './until.ts';

interface Result {
  data?: unknown;
  errors?: readonly unknown[] | undefined;
}

/** What the clients of graphql-ws and graphql-sse have in common. */
export interface SubscribingClient {
  iterate(request: { query: string; variables: Record<string, unknown> }): AsyncIterableIterator<Result>;
  dispose(): void | Promise<void>;
}

export interface Subscription<Data> {
  /** The next event's data; fails where it is an error, the end, or does not come in time. */
  next(): Promise<Data>;
  /** The next so many. */
  take(count: number): Promise<Data[]>;
  /** What keeps it from going on: fails where an event comes instead. */
  refusal(): Promise<{ message: string; code: string | undefined; oldest: string | undefined }>;
  /** Completes it, and closes its connection. */
  end(): Promise<void>;
}

export function createSubscription<Data>(
  client: SubscribingClient,
  request: { query: string; variables: Record<string, unknown> },
): Subscription<Data> {
  const events = client.iterate(request);
  const received: unknown[] = [];
  // Sent at once, so that what is published from now on is waited for.
  let coming: Promise<IteratorResult<Result>> | null = events.next();
  coming.catch(() => undefined);
  let ended = false;

  async function pull(): Promise<IteratorResult<Result>> {
    const waiting = coming ?? events.next();
    coming = null;
    return inTime(waiting, () => `event ${received.length + 1} after ${JSON.stringify(received)}`, DEADLINE);
  }

  async function next(): Promise<Data> {
    const { done, value } = await pull();
    if (done === true) throw new Error(`the subscription ended after ${JSON.stringify(received)}`);
    if (value.errors !== undefined || value.data == null) throw new Error(JSON.stringify(value.errors));
    received.push(value.data);
    return value.data as Data;
  }

  return {
    next,
    async take(count) {
      const taken: Data[] = [];
      while (taken.length < count) taken.push(await next());
      return taken;
    },
    async refusal() {
      let errors: unknown;
      try {
        const { value } = await pull();
        errors = (value as Result | undefined)?.errors;
      } catch (thrown) {
        // graphql-ws throws what the server's "error" message carries, graphql-sse the response where its status is one.
        errors = isNetworkError(thrown) ? errorsIn(await thrown.response.text()) : thrown;
      }
      const [first] = Array.isArray(errors) ? (errors as unknown[]) : [errors];
      if (!isRefusal(first)) throw new Error(`refused with no error of GraphQL: ${String(first)}`);
      const { message, extensions = {} } = first;
      return { message, code: extensions.code, oldest: extensions.oldest };
    },
    async end() {
      if (ended) return;
      ended = true;
      // Not awaited: a graphql-sse iterator that waits for its first event hears it only with the disposal.
      void events.return?.()?.catch(() => undefined);
      await client.dispose();
    },
  };
}

function isNetworkError(error: unknown): error is { response: Response } {
  return error instanceof Error && 'response' in error && error.response instanceof Response;
}

/** Of an answer as JSON, or as an event whose data is it. */
function errorsIn(text: string): unknown {
  const json = /\{.*\}/s.exec(text)?.[0] ?? text;
  return (JSON.parse(json) as Result).errors;
}

interface Refusal {
  message: string;
  extensions?: { code?: string; oldest?: string };
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'message' in error && !(error instanceof TypeError);
}
