/**
 * A live operation over a WebSocket: each event's bytes are made once for all who want the same, and only the operation's id is
 * its own. A client that does not read is not written to beyond a limit; it is given the rest when it reads again.
 */
import type { WebSocket } from 'ws';
import { cursorOf, type Place } from '../log/cursor.ts';
import type { Listening } from '../newsroom/events/wire.ts';
import type { Answer } from '../graphql/selection.ts';
import { createGate, FULL } from './gate.ts';
import type { LiveOperation } from './live-operation.ts';

const TEXT = { binary: false, compress: false } as const;
const END = Buffer.from('}');

export interface LiveSocketOperation extends LiveOperation {
  socket: WebSocket;
  id: string;
  /** What the client is told of what ends it. */
  tell: (error: unknown) => Error;
}

/** As graphql-ws takes an operation's results; it gives none, since it sends them by itself. */
export function sendLive({
  source,
  selection,
  socket,
  id,
  tell,
}: LiveSocketOperation): AsyncGenerator<never, void> {
  const ending = new AbortController();
  const begin = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  const outlet = {
    waiting: () => socket.bufferedAmount,
    isOpen: () => socket.readyState === socket.OPEN,
  };
  const gate = createGate(outlet, ending.signal);

  function take(answer: Answer): boolean {
    const message = Buffer.concat([begin, answer.json(), END]);
    const isFull = socket.bufferedAmount + message.length > FULL;
    socket.send(message, TEXT, isFull ? gate.look : undefined);
    return !isFull;
  }

  const listening = source.listen({ selection, take, ready: gate.ready }, ending.signal);
  const leave = note(socket, listening);
  const over = listening.over.then(leave, (error: unknown) => {
    leave();
    throw tell(error);
  });
  // Whoever awaits it hears of it.
  over.catch(() => undefined);

  async function end(): Promise<{ done: true; value: undefined }> {
    ending.abort();
    return { done: true, value: undefined };
  }

  return {
    async next() {
      await over;
      return { done: true, value: undefined };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  } as AsyncGenerator<never, void>;
}

const listenings = new WeakMap<WebSocket, Set<Listening>>();

/** Answers how to take it back. */
function note(socket: WebSocket, listening: Listening): () => void {
  const all = listenings.get(socket) ?? new Set();
  listenings.set(socket, all.add(listening));
  return () => void all.delete(listening);
}

/**
 * The cursor after which all subscriptions of a connection miss nothing; null where one is being told, where there is none, or where
 * more operations are under way, of which one may be a subscription that does not listen yet.
 */
export function cursorOfSocket(socket: WebSocket, operations: number): string | null {
  const all = listenings.get(socket);
  if (all?.size !== operations) return null;
  let least: Place | null = null;
  for (const listening of all) {
    const place = listening.place();
    if (place === null || (least !== null && place.stretch !== least.stretch)) return null;
    if (least === null || isBefore(place, least)) least = place;
  }
  return least === null ? null : cursorOf(least);
}

/** A whole row is after all its parts. */
function isBefore(one: Place, other: Place): boolean {
  return one.seq === other.seq ? (one.part ?? Infinity) < (other.part ?? Infinity) : one.seq < other.seq;
}
