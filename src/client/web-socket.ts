/**
 * A connection over WebSocket (graphql-transport-ws). A WebSocket cannot be told to wait: where the program falls too far
 * behind, the connection is closed, and the next goes on from what the program has taken.
 */
import { createClient } from 'graphql-ws/client';
import type { Connection, Message, Open } from './connection.ts';
import { endOfClose, endOfErrors, isErrors, Loss, whyOf } from './loss.ts';
import { createQueue, type Queue } from './queue.ts';

/** As much of a WebSocket as is used here. */
interface Socket {
  addEventListener(name: 'error', listener: () => void): void;
  /** Of the package `ws`: drops it, without waiting for the other side to answer. */
  terminate?(): void;
}

/** The browser's own, or that of the package `ws`. */
export type WebSocketClass = new (address: string, protocols?: string | string[]) => object;

export interface WebSocketParts {
  /** ws: or wss:. */
  url: string;
  connectionParams: Record<string, unknown>;
  webSocket: WebSocketClass;
  /** Milliseconds without a sign of life after which the connection is taken for lost. */
  silence: number;
  /** Events that may wait for the program. */
  mostWaiting: number;
}

/** Milliseconds that a connection is kept while nothing is asked over it: between two operations. */
const BETWEEN = 100;

export function overWebSocket({
  url,
  connectionParams,
  webSocket,
  silence,
  mostWaiting,
}: WebSocketParts): Open {
  return (): Connection => {
    let queue: Queue<Message> = createQueue();
    let socket: Socket | undefined;
    let isConnected = false;
    let isClosed = false;
    let late: ReturnType<typeof setTimeout> | undefined;

    const known = (made: Socket) => (socket = made);

    class KnownSocket extends (webSocket as new (address: string, protocols?: string | string[]) => Socket) {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols);
        // graphql-ws takes its listener away from what it gives up, and Node ends a process for an error that nobody hears.
        this.addEventListener('error', () => undefined);
        known(this);
      }
    }

    const client = createClient({
      url,
      connectionParams,
      webSocketImpl: KnownSocket,
      retryAttempts: 0,
      lazyCloseTimeout: BETWEEN,
      // Its pongs are signs of life whatever the server's own heartbeat is.
      keepAlive: silence / 2,
      on: {
        message: isAlive,
        connected() {
          isConnected = true;
          queue.push({ kind: 'connected' });
        },
        ping(_isReceived, payload) {
          if (typeof payload?.['cursor'] === 'string')
            queue.push({ kind: 'served', cursor: payload['cursor'] });
        },
        error: (error) => queue.end(new Loss(whyOf(error) || 'the connection failed')),
        closed(event) {
          const { code, reason } = event as { code: number; reason: string };
          queue.end(endOfClose(code, reason));
          close();
        },
      },
    });

    function isAlive(): void {
      clearTimeout(late);
      if (isClosed) return;
      late = setTimeout(() => {
        queue.end(new Loss(`no sign of life for ${silence} ms`));
        client.terminate();
        socket?.terminate?.();
      }, silence);
    }

    function close(): void {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(late);
      queue.end();
      // The one would wait for a connection that is being made, the other says no goodbye.
      if (isConnected) void client.dispose();
      else client.terminate();
    }

    return {
      async *hear(operation) {
        const heard = (queue = createQueue());
        if (isConnected) heard.push({ kind: 'connected' });
        isAlive();
        const complete = client.subscribe(operation, {
          next({ data, errors }) {
            heard.push({
              kind: 'result',
              data: data ?? null,
              errors: isErrors(errors) ? errors : null,
              id: null,
            });
            if (heard.length >= mostWaiting) close();
          },
          error(error) {
            // All else was told above.
            if (isErrors(error)) heard.end(endOfErrors(error));
          },
          complete: () => heard.end(new Loss('the server ended the subscription')),
        });
        try {
          yield* heard;
        } finally {
          complete();
        }
      },
      close,
    };
  };
}
