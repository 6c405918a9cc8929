/** A client as others write them: fetch for queries, graphql-ws and graphql-sse for subscriptions. */
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createSubscription, type SubscribingClient, type Subscription } from './subscription.ts';

export interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; oldest?: string };
}

export interface Answer<Data> {
  status: number;
  headers: Headers;
  data: Data | null;
  errors: AnswerError[];
}

export type Variables = Record<string, unknown>;

export interface AskOptions {
  /** An API key. */
  key?: string;
  headers?: Record<string, string>;
}

export const TRANSPORTS = ['WebSocket', 'SSE'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export interface Client {
  readonly endpoint: string;
  /** The whole answer, whatever it is. */
  ask<Data>(document: string, variables?: Variables, options?: AskOptions): Promise<Answer<Data>>;
  /** The data of an answer without errors. */
  data<Data>(document: string, variables?: Variables, options?: AskOptions): Promise<Data>;
  /** Begins when it is made; each over a connection of its own. */
  subscribe<Data>(
    transport: Transport,
    document: string,
    variables?: Variables,
    options?: AskOptions,
  ): Subscription<Data>;
  /** Ends the subscriptions that tests left running. */
  close(): Promise<void>;
}

export function createClient(endpoint: string): Client {
  const subscriptions = new Set<Subscription<unknown>>();

  async function ask<Data>(
    document: string,
    variables: Variables = {},
    { key, headers = {} }: AskOptions = {},
  ): Promise<Answer<Data>> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...authorization(key),
        ...headers,
      },
      body: JSON.stringify({ query: document, variables }),
    });
    return answerOf<Data>(response);
  }

  return {
    endpoint,
    ask,
    async data<Data>(document: string, variables?: Variables, options?: AskOptions) {
      const { data, errors, status } = await ask<Data>(document, variables, options);
      if (errors.length > 0 || data === null) throw new Error(`${status}: ${JSON.stringify(errors)}`);
      return data;
    },
    subscribe<Data>(
      transport: Transport,
      document: string,
      variables: Variables = {},
      { key } = {} as AskOptions,
    ) {
      const link = openLink(transport, endpoint, key);
      const subscription = createSubscription<Data>(link, { query: document, variables });
      subscriptions.add(subscription);
      return subscription;
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.end()));
    },
  };
}

export async function answerOf<Data>(response: Response): Promise<Answer<Data>> {
  const body = (await response.json()) as { data?: Data | null; errors?: AnswerError[] };
  const { status, headers } = response;
  return { status, headers, data: body.data ?? null, errors: body.errors ?? [] };
}

export function webSocketAddress(endpoint: string): string {
  return endpoint.replace(/^http/, 'ws');
}

/** A client that does not come back by itself. */
function openLink(transport: Transport, endpoint: string, key?: string): SubscribingClient {
  return transport === 'SSE' ? openSse(endpoint, key) : openWebSocket(endpoint, key);
}

function openWebSocket(endpoint: string, key: string | undefined) {
  return createWsClient({
    url: webSocketAddress(endpoint),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(key === undefined ? {} : { connectionParams: { Authorization: `Bearer ${key}` } }),
  });
}

/** Distinct connections: a request a subscription. */
function openSse(endpoint: string, key: string | undefined) {
  return createSseClient({
    url: endpoint,
    singleConnection: false,
    retryAttempts: 0,
    headers: authorization(key),
  });
}

function authorization(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}
