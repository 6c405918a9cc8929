/** What the two transports have in common: one connection, which is not tried again. */
import type { ResultError } from './loss.ts';

export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

export type Message =
  /** The server has taken the connection. */
  | { kind: 'connected' }
  | {
      kind: 'result';
      data: Record<string, unknown> | null;
      errors: readonly ResultError[] | null;
      /** Of an event over SSE, where it has one. */
      id: string | null;
    }
  /** The heartbeat: everything up to there has been sent. */
  | { kind: 'served'; cursor: string };

export interface Connection {
  /**
   * Sends the operation, and tells what comes of it, in order. One at a time. Ends where the connection was closed from here;
   * throws Loss or WireError where it ended in another way, but not before all that had come is told.
   */
  hear(operation: Operation): AsyncIterable<Message>;
  /** May be called twice. */
  close(): void;
}

/** Nothing is sent before something is to be heard. */
export type Open = () => Connection;
