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

/** Whom it is for: a WebSocket that compresses nothing, and what it stands on. */
interface Client {
  readonly socket: WebSocket;
  readonly raw: Socket;
  /** Why it is over; null where it was ended. */
  liveOver(live: LiveSocket, error: unknown): void;
}

/** It sends by itself, until it is ended or cannot go on. */
export class LiveSocket extends Gate implements Listener<{ cursor: string }, Answer> {
  readonly selection: LiveOperation['selection'];
  readonly #client: Client;
  /** As JSON has it. */
  readonly #id: string;
  readonly #listening: Listening;

  constructor({ source, selection }: LiveOperation, client: Client, id: string) {
    super();
    this.selection = selection;
    this.#client = client;
    this.#id = JSON.stringify(id);
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
    this.#client.liveOver(this, error);
  }

  end(): void {
    this.#listening.end();
  }
}
