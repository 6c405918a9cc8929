/**
 * One WebSocket's messages, between the socket and graphql-ws: only what the protocol has from a client gets there, nothing
 * does once the connection is being closed, and an id stands for one operation at a time: used again, it waits until nothing of
 * the one before runs any more, which graphql-ws would mistake for its own.
 */
import { CloseCode, MessageType, parseMessage, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../logger.ts';
import type { Slot } from './connections.ts';

/** Bytes: RFC 6455, a control frame's 125 without the code. */
const LONGEST_REASON = 123;

/** What graphql-ws hands to each hook. */
export interface Extra {
  socket: WebSocket;
  slot: Slot;
  /** Where the client reaches this server. */
  origin: string;
  /** Its header, or what it gave instead; without the request that it came with, which would stay for as long as this does. */
  authorization: string | null;
}

export interface Conversation {
  /** When an operation was last under way, on the clock of `performance.now()`. */
  lastBusy(): number;
  /** That are under way. */
  operations(): number;
}

interface Operation {
  isCompleted: boolean;
  /** The message that asked for the id again. */
  next: string | null;
}

export function converse(graphql: Server<Extra>, extra: Extra, logger: Logger): Conversation {
  const { socket, slot } = extra;
  const operations = new Map<string, Operation>();
  let idleSince = performance.now();
  let give: (text: string) => Promise<void> = () => Promise.resolve();

  function close(code: number, reason: string): void {
    socket.close(code, cut(reason));
  }

  function failed(error: unknown): void {
    logger.error({ err: error }, 'a WebSocket message failed');
    close(CloseCode.InternalServerError, 'Something went wrong in Newswire; it has been logged there.');
  }

  function subscribe(id: string, text: string): void {
    const before = operations.get(id);
    if (before === undefined) return run(id, text);
    if (!before.isCompleted || before.next !== null)
      return close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    before.next = text;
  }

  function complete(id: string, text: string): void {
    const operation = operations.get(id);
    if (operation?.isCompleted) operation.next = null;
    if (operation !== undefined) operation.isCompleted = true;
    give(text).catch(failed);
  }

  function run(id: string, text: string): void {
    const operation: Operation = { isCompleted: false, next: null };
    operations.set(id, operation);
    slot.begin();
    const over = () => {
      slot.end();
      operations.delete(id);
      idleSince = performance.now();
      if (operation.next !== null && socket.readyState === socket.OPEN) run(id, operation.next);
    };
    // Resolves when all results were sent.
    give(text).catch(failed).finally(over);
  }

  function take(text: string): void {
    let message;
    try {
      message = parseMessage(text);
    } catch (error) {
      return close(CloseCode.BadRequest, error instanceof Error ? error.message : String(error));
    }
    switch (message.type) {
      case MessageType.Subscribe:
        return subscribe(message.id, text);
      case MessageType.Complete:
        return complete(message.id, text);
      case MessageType.ConnectionInit:
      case MessageType.Ping:
        return void give(text).catch(failed);
      case MessageType.Pong:
        return;
      case MessageType.ConnectionAck:
      case MessageType.Next:
      case MessageType.Error:
        close(CloseCode.BadRequest, `A client sends no message of type "${message.type}"`);
    }
  }

  const closed = graphql.opened(
    {
      protocol: socket.protocol,
      // A client that is gone needs nothing more, and its end is told by the socket.
      send: (text) =>
        new Promise((resolve) => {
          if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
          else resolve();
        }),
      close: (code = CloseCode.InternalServerError, reason = '') => close(code, reason),
      onMessage: (taken) => {
        give = taken;
      },
    },
    extra,
  );
  socket.on('message', (data: Buffer, isBinary) => {
    if (socket.readyState !== socket.OPEN) return;
    if (isBinary) close(CloseCode.BadRequest, 'Messages are text, not binary');
    else take(data.toString());
  });
  socket.once('close', (code, reason) => {
    closed(code, reason.toString()).catch(failed);
  });
  return {
    lastBusy: () => (operations.size > 0 ? performance.now() : idleSince),
    operations: () => operations.size,
  };
}

/** Whole characters only: the half of one that was cut is decoded to U+FFFD. */
function cut(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= LONGEST_REASON) return reason;
  return bytes
    .subarray(0, LONGEST_REASON)
    .toString()
    .replace(/\uFFFD+$/, '');
}
