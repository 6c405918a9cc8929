/**
 * A subscription that outlives its connections: after a break it goes on from the last cursor, so that nothing is missed, and
 * drops what it has given already, so that nothing comes twice.
 */
import type { Connection, Message, Open, Operation } from './connection.ts';
import { endOfErrors, Loss, type ResultError } from './loss.ts';
import { pauseBefore, type Pauses, sleep } from './pause.ts';
import { createSeen } from './seen.ts';
import { WireError } from './wire-error.ts';

export interface SubscribeOptions {
  /**
   * One subscription, with a variable for the cursor that it resumes after, and `cursor` among the fields of its root field:
   * `subscription ($after: Cursor) { articlePublished(after: $after) { cursor article { headline } } }`.
   */
  query: string;
  /** `last` among them is given only until something has come: it says how to begin. */
  variables?: Record<string, unknown>;
  operationName?: string;
  /** Begin after this cursor, such as one that was stored; else with what is published from the first connection on. */
  after?: string | null;
  /** Ends the subscription; what waits is not given any more. */
  signal?: AbortSignal;
  /** The server has taken the connection, for the first time or `again` after a loss. */
  onConnected?(again: boolean): void;
  /** The connection was lost or could not be made; it is tried again. */
  onLost?(loss: LossReport): void;
}

export interface LossReport {
  why: string;
  /** That failed in a row, this one too. */
  tries: number;
  /** Milliseconds until the next try. */
  pause: number;
}

export interface WireEvent<Data> {
  data: Data;
  /** Resume after this to have what comes next. */
  cursor: string;
  /** Of fields that could not be answered, and are null in `data`. */
  errors?: readonly ResultError[];
}

/** To be read once, with `for await`. It connects when it is first asked for an event. */
export interface Subscription<Data> extends AsyncIterable<WireEvent<Data>> {
  /**
   * Up to where everything is done with: moved past an event when the next one is asked for, and by heartbeats over what the
   * filter does not take. Safe to store at any time, and to give as `after` to a later subscription. null until it is known.
   */
  readonly cursor: string | null;
  /** Throws WireError on what coming again cannot mend. */
  next(): Promise<IteratorResult<WireEvent<Data>, undefined>>;
  /** Ends it, also while `next` waits, and closes its connection. */
  return(): Promise<IteratorResult<WireEvent<Data>, undefined>>;
}

export interface SubscriptionParts {
  open: Open;
  pauses: Pauses;
}

/** So many of the newest events are known again. A server repeats at most what it had sent when a connection broke. */
const REMEMBERED = 1_000;

export function createSubscription<Data>(
  { open, pauses }: SubscriptionParts,
  options: SubscribeOptions,
): Subscription<Data> {
  const { query, variables = {}, operationName, signal, onConnected, onLost } = options;
  const { after, last, ...others } = variables;
  checkDocument(query);

  const ending = new AbortController();
  const end = () => ending.abort();
  const seen = createSeen(REMEMBERED);
  let cursor = options.after ?? (after as string | null | undefined) ?? null;
  /** Whether the server has sent anything of the subscription. */
  let hasBegun = false;
  let isConnected = false;
  let hasConnected = false;
  let failures = 0;

  function operation(): Operation {
    const begin = hasBegun || last == null ? {} : { last };
    return {
      query,
      variables: { ...others, ...begin, ...(cursor === null ? {} : { after: cursor }) },
      ...(operationName === undefined ? {} : { operationName }),
    };
  }

  function connected(): void {
    const [isNews, again] = [!isConnected, hasConnected];
    isConnected = hasConnected = true;
    if (isNews) onConnected?.(again);
  }

  function served(): void {
    hasBegun = true;
    failures = 0;
  }

  async function lost({ message: why, isRestart }: Loss): Promise<void> {
    isConnected = false;
    failures += 1;
    const pause = isRestart && failures === 1 ? 0 : pauseBefore(failures, pauses);
    if (failures >= pauses.tries) {
      throw new WireError(
        'UNREACHABLE',
        `The server could not be reached ${failures} times in a row (${why}).`,
      );
    }
    onLost?.({ why, tries: failures, pause });
    await sleep(pause, ending.signal);
  }

  /** What one connection brings. Ends where it was closed from here. */
  async function* events(): AsyncGenerator<WireEvent<Data>, void> {
    const connection = open();
    const close = () => connection.close();
    ending.signal.addEventListener('abort', close);
    try {
      // Else what is published before the first event would be missed where the connection breaks before it.
      if (cursor === null && last == null) cursor = await headOf(connection);
      for await (const message of connection.hear(operation())) {
        if (ending.signal.aborted) return;
        if (message.kind === 'connected') {
          connected();
        } else if (message.kind === 'served') {
          served();
          cursor = message.cursor;
        } else {
          const event = eventOf<Data>(message);
          served();
          if (!seen.add(event.cursor)) continue;
          yield event;
          cursor = event.cursor;
        }
      }
    } finally {
      ending.signal.removeEventListener('abort', close);
      connection.close();
    }
  }

  async function* allEvents(): AsyncGenerator<WireEvent<Data>, undefined> {
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    try {
      while (!ending.signal.aborted) {
        try {
          yield* events();
        } catch (error) {
          if (ending.signal.aborted) return;
          if (!(error instanceof Loss)) throw error;
          await lost(error);
        }
      }
    } finally {
      signal?.removeEventListener('abort', end);
    }
  }

  const all = allEvents();
  const subscription: Subscription<Data> = {
    get cursor() {
      return cursor;
    },
    next: () => all.next(),
    async return() {
      end();
      return all.return(undefined);
    },
    [Symbol.asyncIterator]: () => subscription,
  };
  return subscription;
}

/** By its text: GraphQL itself would be a hundred times as large as all this. */
function checkDocument(query: string): void {
  const wanted: [RegExp, string][] = [
    [/\bsubscription\b/, 'is no subscription: take a request for what is asked once'],
    [
      /\$after\b/,
      'has no variable to resume by: give it ($after: Cursor), and its root field (after: $after)',
    ],
    [/\bcursor\b/, 'does not ask for the cursor to resume by: add cursor to the fields of its root field'],
  ];
  for (const [pattern, fault] of wanted) {
    if (!pattern.test(query)) throw new WireError('BAD_DOCUMENT', `The document ${fault}.`);
  }
}

type Result = Message & { kind: 'result' };

/** Throws Loss or WireError where it is none. */
function eventOf<Data>({ data, errors, id }: Result): WireEvent<Data> {
  const root = rootOf(data);
  if (root === null && errors !== null) throw endOfErrors(errors);
  const cursor = root?.['cursor'] ?? id;
  if (data === null || typeof cursor !== 'string') {
    throw new WireError(
      'BAD_DOCUMENT',
      'An event has come without a cursor: add cursor to the fields of the root field, under that name.',
    );
  }
  return { data: data as Data, cursor, ...(errors === null ? {} : { errors }) };
}

/** A subscription has one root field, under whatever name. */
function rootOf(data: Record<string, unknown> | null): Record<string, unknown> | null {
  const root = Object.values(data ?? {})[0];
  return typeof root === 'object' ? (root as Record<string, unknown> | null) : null;
}

async function headOf(connection: Connection): Promise<string> {
  for await (const message of connection.hear({ query: '{ logHead }', variables: {} })) {
    if (message.kind !== 'result') continue;
    const head = message.data?.['logHead'];
    if (typeof head === 'string') return head;
    if (message.errors !== null) throw endOfErrors(message.errors);
  }
  throw new Loss('the server did not say where its log ends');
}
