/**
 * A live operation over a WebSocket: each event's bytes are made once for all who want the same, and only the operation's id is
 * its own. A client that does not read is not written to beyond a limit; it is given the rest when it reads again.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Answer } from '../graphql/selection.ts';
import type { Place } from '../log/cursor.ts';
import type { Listener } from '../newsroom/events/station.ts';
import type { Listening } from '../newsroom/events/wire.ts';
import { FULL, Gate } from './gate.ts';
import type { LiveOperation } from './live-operation.ts';
import { writeNext } from './next-frame.ts';

type End = IteratorReturnResult<undefined>;

/** A WebSocket that compresses nothing, and what it stands on. */
interface Client {
  readonly socket: WebSocket;
  readonly raw: Socket;
}

/**
 * As graphql-ws takes an operation's results; it gives none, since it sends them by itself. It ends when the operation does.
 */
export class LiveSocket extends Gate implements Listener<{ cursor: string }, Answer>, AsyncIterator<never> {
  readonly selection: LiveOperation['selection'];
  readonly #client: Client;
  /** As JSON has it. */
  readonly #id: string;
  /** What the client is told of what ends it. */
  readonly #tell: (error: unknown) => Error;
  readonly #listening: Listening;
  /** Why it is over; undefined while it is not. */
  #over: { error: unknown } | undefined;
  #finish: ((end: End | Promise<End>) => void) | null = null;

  constructor(
    { source, selection }: LiveOperation,
    client: Client,
    { id, tell }: { id: string; tell: (error: unknown) => Error },
  ) {
    super();
    this.selection = selection;
    this.#client = client;
    this.#id = JSON.stringify(id);
    this.#tell = tell;
    this.#listening = source.listen(this);
  }

  place(): Place | null {
    return this.#listening.place();
  }

  take(answer: Answer): boolean {
    const { socket, raw } = this.#client;
    if (socket.readyState !== socket.OPEN) return true;
    const json = answer.json();
    const isFull = raw.writableLength + json.length > FULL;
    writeNext(raw, { id: this.#id, json }, isFull ? () => this.look() : undefined);
    return !isFull;
  }

  protected waiting(): number {
    return this.#client.socket.bufferedAmount;
  }

  protected isOpen(): boolean {
    const { socket } = this.#client;
    return socket.readyState === socket.OPEN;
  }

  over(error: unknown): void {
    this.#over = { error };
    this.#finish?.(this.#end());
  }

  next(): Promise<End> {
    if (this.#over !== undefined) return this.#end();
    return new Promise((resolve) => (this.#finish = resolve));
  }

  async #end(): Promise<End> {
    const error = this.#over?.error ?? null;
    if (error !== null) throw this.#tell(error);
    return { done: true, value: undefined };
  }

  async return(): Promise<End> {
    this.#listening.end();
    return { done: true, value: undefined };
  }

  throw(): Promise<End> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
