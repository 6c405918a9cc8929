/**
 * One WebSocket's messages, between the socket and graphql-ws: only what the protocol has from a client gets there, nothing
 * does once the connection is being closed, and an id stands for one operation at a time: used again, it waits until nothing of
 * the one before runs any more, which graphql-ws would mistake for its own. There may be tens of thousands: it keeps little.
 */
import type { Socket } from 'node:net';
import type { GraphQLFormattedError } from 'graphql';
import {
  CloseCode,
  MessageType,
  parseMessage,
  type CompleteMessage,
  type Server,
  type SubscribeMessage,
} from 'graphql-ws';
import type { WebSocket } from 'ws';
import { cursorOf, type Place } from '../log/cursor.ts';
import type { Logger } from '../logger.ts';
import type { Slot } from './connections.ts';
import type { LiveOperation } from './live-operation.ts';
import { LiveSocket } from './live-socket.ts';

/** Bytes: RFC 6455, a control frame's 125 without the code. */
const LONGEST_REASON = 123;
const PONG = Buffer.from('{"type":"pong"}');

/** Whom it is with. */
export interface Peer {
  readonly socket: WebSocket;
  /** What the WebSocket stands on. */
  readonly raw: Socket;
  readonly slot: Slot;
  /** Where the client reaches this server. */
  readonly origin: string;
  /** Its header, or what it gives instead; without the request that it came with, which would stay for as long as this does. */
  authorization: string | null;
}

/** What all conversations share. */
export interface Talking {
  graphql: Server<Conversation>;
  logger: Logger;
  /** What a client is told of what ends its operation. */
  tell: (error: unknown) => GraphQLFormattedError;
  /** In which a client must ask for the connection, in milliseconds. */
  initTimeout: number;
}

interface Operation {
  id: string;
  isCompleted: boolean;
  /** The message that asked for the id again. */
  next: SubscribeMessage | null;
  /** Where it is a subscription that listens: graphql-ws knows nothing of it any more. */
  live: LiveSocket | null;
}

/** For graphql-ws it is the socket, and what it hands to each hook. */
export class Conversation implements Peer {
  readonly socket: WebSocket;
  readonly raw: Socket;
  readonly slot: Slot;
  readonly origin: string;
  authorization: string | null;
  readonly #talking: Talking;
  readonly #closed: (code?: number, reason?: string) => Promise<void>;
  /** Few, so that a list finds one as fast as a map, and is smaller. */
  #operations: Operation[] = [];
  #idleSince = performance.now();
  #give: (message: string) => Promise<void> = () => Promise.resolve();
  #init: NodeJS.Timeout | undefined;

  constructor(talking: Talking, { socket, raw, slot, origin, authorization }: Peer) {
    this.socket = socket;
    this.raw = raw;
    this.slot = slot;
    this.origin = origin;
    this.authorization = authorization;
    this.#talking = talking;
    this.#closed = talking.graphql.opened(this, this);
    const tooLate = () =>
      this.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    this.#init = setTimeout(tooLate, talking.initTimeout);
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  /** A client that is gone needs nothing more, and its end is told by the socket. */
  send(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState === this.socket.OPEN) this.socket.send(text, () => resolve());
      else resolve();
    });
  }

  close(code: number = CloseCode.InternalServerError, reason = ''): void {
    this.socket.close(code, cut(reason));
  }

  onMessage(give: (message: string) => Promise<void>): void {
    this.#give = give;
  }

  /** To be called with each message of the client. */
  take(data: Buffer, isBinary: boolean): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (isBinary) return this.close(CloseCode.BadRequest, 'Messages are text, not binary');
    // What most clients send most often, and what nothing is done about.
    if (data.equals(PONG)) return;
    let message;
    try {
      message = parseMessage(data.toString());
    } catch (error) {
      return this.close(CloseCode.BadRequest, error instanceof Error ? error.message : String(error));
    }
    switch (message.type) {
      case MessageType.Subscribe:
        return this.#subscribe(message);
      case MessageType.Complete:
        return this.#complete(message);
      case MessageType.ConnectionInit:
        this.#stopInit();
        return this.#pass(message);
      case MessageType.Ping:
        return this.#pass(message);
      case MessageType.Pong:
        return;
      case MessageType.ConnectionAck:
      case MessageType.Next:
      case MessageType.Error:
        this.close(CloseCode.BadRequest, `A client sends no message of type "${message.type}"`);
    }
  }

  /** To be called when the socket has closed. */
  ended(code: number, reason: string): void {
    this.#stopInit();
    for (const { live } of this.#operations) live?.end();
    this.#closed(code, reason).catch((error: unknown) => this.#failed(error));
  }

  /** When an operation was last under way, on the clock of `performance.now()`. */
  lastBusy(): number {
    return this.#operations.length > 0 ? performance.now() : this.#idleSince;
  }

  /** The operation goes on by itself from here. */
  listen(id: string, live: LiveOperation): void {
    const operation = this.#operations.find((other) => other.id === id);
    if (operation === undefined || this.socket.readyState !== this.socket.OPEN) return;
    operation.live = new LiveSocket(live, this, id);
  }

  liveOver(over: LiveSocket, error: unknown): void {
    const operation = this.#operations.find(({ live }) => live === over);
    if (operation === undefined) return;
    const { id, isCompleted } = operation;
    if (error !== null) this.#say({ id, type: MessageType.Error, payload: [this.#talking.tell(error)] });
    else if (!isCompleted) this.#say({ id, type: MessageType.Complete });
    this.#over(operation);
  }

  /**
   * The cursor after which all subscriptions miss nothing; null where one is being told, where there is none, or where
   * another operation is under way, which may be a subscription that does not listen yet.
   */
  cursor(): string | null {
    let least: Place | null = null;
    for (const { live } of this.#operations) {
      const place = live?.place() ?? null;
      if (place === null || (least !== null && place.stretch !== least.stretch)) return null;
      if (least === null || isBefore(place, least)) least = place;
    }
    return least === null ? null : cursorOf(least);
  }

  #subscribe(message: SubscribeMessage): void {
    const before = this.#operations.find(({ id }) => id === message.id);
    if (before === undefined) return this.#run(message);
    if (!before.isCompleted || before.next !== null)
      return this.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${message.id} already exists`);
    before.next = message;
  }

  #complete(message: CompleteMessage): void {
    const operation = this.#operations.find(({ id }) => id === message.id);
    if (operation === undefined) return;
    if (operation.isCompleted) operation.next = null;
    operation.isCompleted = true;
    if (operation.live === null) this.#pass(message);
    else operation.live.end();
  }

  #run(message: SubscribeMessage): void {
    const operation: Operation = { id: message.id, isCompleted: false, next: null, live: null };
    // As long as it is: what `push` makes has room for seventeen.
    this.#operations = this.#operations.concat(operation);
    this.slot.begin();
    const over = (error: unknown) => {
      if (error !== undefined) this.#failed(error);
      if (operation.live === null) this.#over(operation);
    };
    // Resolves, with nothing, when all results were sent, or when it is a subscription that listens.
    this.#hand(message).then(over, over);
  }

  #over(operation: Operation): void {
    this.slot.end();
    this.#operations = this.#operations.filter((other) => other !== operation);
    this.#idleSince = performance.now();
    if (operation.next !== null && this.socket.readyState === this.socket.OPEN) this.#run(operation.next);
  }

  #say(message: object): void {
    void this.send(JSON.stringify(message));
  }

  #pass(message: object): void {
    this.#hand(message).catch((error: unknown) => this.#failed(error));
  }

  /** graphql-ws takes what was parsed as well. */
  #hand(message: object): Promise<void> {
    return this.#give(message as unknown as string);
  }

  #stopInit(): void {
    clearTimeout(this.#init);
    this.#init = undefined;
  }

  #failed(error: unknown): void {
    this.#talking.logger.error({ err: error }, 'a WebSocket message failed');
    this.close(CloseCode.InternalServerError, 'Something went wrong in Newswire; it has been logged there.');
  }
}

/** A whole row is after all its parts. */
function isBefore(one: Place, other: Place): boolean {
  return one.seq === other.seq ? (one.part ?? Infinity) < (other.part ?? Infinity) : one.seq < other.seq;
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
