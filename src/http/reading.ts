/**
 * A client is read only while it reads: where what it asked for waits here in amounts, nothing more is taken from it until it
 * took that. Who never does is closed in the end, by the heartbeat.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/**
 * Bytes that may wait here for one client to take before it is not read any more; four times what live events may leave
 * waiting, so that a client that is behind with these can still complete them.
 */
const MOST_WAITING = 1_024 * 1_024;
/** Milliseconds between looks at those who are not read, for who takes much but never all; no timer runs while all are. */
const LOOK_EVERY = 100;

export interface Reading {
  /** To be called whenever something came from the client; `raw` is what the WebSocket stands on. */
  check(client: { socket: WebSocket; raw: Socket }): void;
  close(): void;
}

export function createReading(): Reading {
  const paused = new Set<WebSocket>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    for (const socket of paused) {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount > MOST_WAITING) continue;
      paused.delete(socket);
      socket.resume();
    }
    if (paused.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    check({ socket, raw }) {
      if (socket.bufferedAmount <= MOST_WAITING || paused.has(socket)) return;
      paused.add(socket);
      socket.pause();
      // The clock may have looked first, the last time.
      raw.off('drain', look).once('drain', look);
      timer ??= setInterval(look, LOOK_EVERY);
    },
    close: () => clearInterval(timer),
  };
}
