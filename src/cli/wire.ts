/** The live wire of a server, as the commands follow it: a server that is not there, or refuses, is told at once. */
import { WebSocket } from 'ws';
import { createWire, WireError } from '../client/wire.ts';
import { NewswireError } from '../errors.ts';

/** What is published, as far as a line about it wants to know. */
export interface WireEvent {
  cursor: string;
  at: string;
  slug: string;
  version: number;
  /** null where it may no longer be shown. */
  article: {
    headline: string;
    description: string | null;
    language: string;
    urgency: number;
    breaking: boolean;
    url: string | null;
    source: string | null;
    publishedAt: string | null;
    section: { path: string; name: string };
  } | null;
}

/** An ArticleFilter of the API. */
export type WireFilter = object;

export interface Wire {
  /** The endpoint, ws: or wss:. */
  url: string;
  /** An API key or a token; null: comes with none. */
  key: string | null;
  filter: WireFilter;
  after: string | null;
  last: number | null;
  onEvent(event: WireEvent): void;
  /** The wire stands, for the first time or again. */
  onConnected(again: boolean): void;
  /** It was lost, and is being tried again. */
  onLost(why: string): void;
}

const PUBLISHED = /* GraphQL */ `
  subscription Watch($filter: ArticleFilter, $after: Cursor, $last: Int) {
    articlePublished(filter: $filter, after: $after, last: $last) {
      cursor
      at
      slug
      version
      article {
        headline
        description
        language
        urgency
        breaking
        url
        source
        publishedAt
        section {
          path
          name
        }
      }
    }
  }
`;

/** Resolves when `signal` aborts. Throws BAD_USER_INPUT where the server refuses, or where it is not there the first time. */
export async function followWire(wire: Wire, signal: AbortSignal): Promise<void> {
  const { url, key, filter, after, last, onEvent } = wire;
  const ending = new AbortController();
  let hasConnected = false;
  let isLost = false;
  /** Why the first connection failed, where it did. */
  let fault = '';
  const events = createWire({ url, webSocket: WebSocket, ...(key === null ? {} : { key }) }).subscribe<{
    articlePublished: WireEvent;
  }>({
    query: PUBLISHED,
    variables: { filter, last },
    after,
    signal: AbortSignal.any([signal, ending.signal]),
    onConnected(again) {
      hasConnected = true;
      isLost = false;
      wire.onConnected(again);
    },
    onLost({ why }) {
      if (!hasConnected) {
        fault = why;
        ending.abort();
      } else if (!isLost) wire.onLost(why);
      isLost = true;
    },
  });
  try {
    for await (const { data, errors } of events) {
      if (errors) throw refused(errors.map(({ message }) => message).join(' '));
      onEvent(data.articlePublished);
    }
  } catch (error) {
    throw error instanceof WireError ? refused(error.message) : error;
  }
  if (fault !== '') {
    throw refused(
      `${url} cannot be reached (${fault}): start a server with "newswire serve", or name another with --url.`,
    );
  }
}

function refused(message: string): NewswireError {
  return new NewswireError('BAD_USER_INPUT', message);
}
