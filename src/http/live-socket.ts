/**
 * A live operation over a WebSocket: each event's bytes are made once for all who want the same, and only the operation's id is
 * its own. A client that does not read is not written to beyond a limit; it is given the rest when it reads again.
 */
import type { WebSocket } from 'ws';
import type { Answer } from '../graphql/selection.ts';
import type { Place } from '../log/cursor.ts';
import type { Listener } from '../newsroom/events/station.ts';
import type { Listening } from '../newsroom/events/wire.ts';
import { FULL, Gate } from './gate.ts';
import type { LiveOperation } from './live-operation.ts';

const TEXT = { binary: false, compress: false } as const;
const END = Buffer.from('}');

interface Finish {
  resolve(done: IteratorReturnResult<undefined>): void;
  reject(error: Error): void;
}

/**
 * As graphql-ws takes an operation's results; it gives none, since it sends them by itself. It ends when the operation does.
 */
export class LiveSocket extends Gate implements Listener<{ cursor: string }, Answer>, AsyncIterator<never> {
  readonly selection: LiveOperation['selection'];
  readonly #socket: WebSocket;
  readonly #begin: Buffer;
  /** What the client is told of what ends it. */
  readonly #tell: (error: unknown) => Error;
  readonly #listening: Listening;
  /** Why it is over; undefined while it is not. */
  #over: { error: unknown } | undefined;
  #finish: Finish | null = null;

  constructor(
    { source, selection }: LiveOperation,
    socket: WebSocket,
    { id, tell }: { id: string; tell: (error: unknown) => Error },
  ) {
    super();
    this.selection = selection;
    this.#socket = socket;
    this.#begin = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    this.#tell = tell;
    this.#listening = source.listen(this);
  }

  place(): Place | null {
    return this.#listening.place();
  }

  take(answer: Answer): boolean {
    const message = Buffer.concat([this.#begin, answer.json(), END]);
    const isFull = this.#socket.bufferedAmount + message.length > FULL;
    this.#socket.send(message, TEXT, isFull ? () => this.look() : undefined);
    return !isFull;
  }

  protected waiting(): number {
    return this.#socket.bufferedAmount;
  }

  protected isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  over(error: unknown): void {
    this.#over = { error };
    if (this.#finish !== null) this.#settle(this.#finish, error);
  }

  next(): Promise<IteratorReturnResult<undefined>> {
    return new Promise((resolve, reject) => {
      if (this.#over === undefined) this.#finish = { resolve, reject };
      else this.#settle({ resolve, reject }, this.#over.error);
    });
  }

  #settle({ resolve, reject }: Finish, error: unknown): void {
    if (error === null) resolve({ done: true, value: undefined });
    else reject(this.#tell(error));
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#listening.end();
    return { done: true, value: undefined };
  }

  throw(): Promise<IteratorReturnResult<undefined>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
