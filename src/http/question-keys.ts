/**
 * What a question of somebody without a key is kept under: all that its answer depends on. Who asks the same again over the same
 * connection has the same key again: making one, and reckoning its hash, takes longer than finding the answer by it.
 */
import type { Incoming } from './incoming.ts';

/** Beside the address and the body. */
const HEADERS = ['accept', 'content-type', 'origin', 'x-newswire-cursor'] as const;
/** UTF-16 units of a key that is remembered with its connection. */
const REMEMBERED = 8_000;

interface Asked {
  method: string;
  url: string;
  host: string;
  headers: readonly (string | null)[];
  /** A byte in each of its characters; null where there is no body. */
  text: string | null;
  key: string;
}

export interface QuestionKeys {
  /** `connection`: that it came over; null where it is none that is known. */
  keyOf(incoming: Incoming, connection: object | null): string;
}

export function createQuestionKeys(): QuestionKeys {
  const last = new WeakMap<object, Asked>();
  return {
    keyOf(incoming, connection) {
      // The body itself is a part of all that came with it.
      const text = incoming.body?.toString('latin1') ?? null;
      const before = connection === null ? undefined : last.get(connection);
      if (before !== undefined && isSame(before, incoming, text)) return before.key;
      const asked = askedBy(incoming, text);
      if (connection !== null && asked.key.length <= REMEMBERED) last.set(connection, asked);
      return asked.key;
    },
  };
}

function isSame(asked: Asked, incoming: Incoming, text: string | null): boolean {
  return (
    asked.url === incoming.url &&
    asked.text === text &&
    asked.method === incoming.method &&
    asked.host === incoming.host &&
    HEADERS.every((name, place) => asked.headers[place] === incoming.header(name))
  );
}

function askedBy(incoming: Incoming, text: string | null): Asked {
  const { method, url, host } = incoming;
  const headers = HEADERS.map((name) => incoming.header(name));
  // What is not there is not the same as what is empty.
  const told = headers.map((value) => value ?? '\0').join('\n');
  return { method, url, host, headers, text, key: `${method} ${url}\n${host}\n${told}\n${text ?? ''}` };
}
