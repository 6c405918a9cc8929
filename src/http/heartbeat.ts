/**
 * One timer for all WebSockets: it asks each for a sign of life, ends those that gave none for two rounds, and closes those
 * that want nothing. A round is spread over its period, so that many sockets do not keep an event waiting.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** Parts of a round. */
const PARTS = 12;
/** Rounds without a sign of life. */
const PATIENCE = 2;
/** The end of something that was in order: whoever wants more opens another. */
const NORMAL_CLOSURE = 1000;
const PING = '{"type":"ping"}';

export interface Beating {
  socket: WebSocket;
  /** What the WebSocket stands on. */
  raw: Socket;
  /** When an operation was last under way on it, on the clock of `performance.now()`. */
  lastBusy(): number;
}

export interface HeartbeatOptions {
  /** Milliseconds. */
  period: number;
  /** Milliseconds without an operation. */
  idleTimeout: number;
  /** What a ping to this socket carries, an object in JSON; null: nothing. */
  payloadOf(socket: WebSocket): string | null;
}

export interface Heartbeat {
  /** Until the socket closes. */
  watch(beating: Beating): void;
  close(): void;
}

interface Watched extends Beating {
  /** Bytes that came from the client, and that it took of those for it, when it was last looked at. */
  heard: number;
  taken: number;
  /** Whether anything waited here then for the client to take. */
  hadMore: boolean;
  silentRounds: number;
}

export function createHeartbeat({ period, idleTimeout, payloadOf }: HeartbeatOptions): Heartbeat {
  const parts = Array.from({ length: PARTS }, () => new Set<Watched>());
  let turn = 0;

  function look(watched: Watched): void {
    const { socket, raw, lastBusy } = watched;
    // One that closes has a deadline of its own.
    if (socket.readyState !== socket.OPEN) return;
    if (isSilent(watched)) return socket.terminate();
    if (performance.now() - lastBusy() > idleTimeout)
      return socket.close(NORMAL_CLOSURE, `Idle: nothing was asked for ${idleTimeout / 1_000} s.`);
    watched.heard = raw.bytesRead;
    watched.taken = takenOf(watched);
    watched.hadMore = socket.bufferedAmount > 0;
    // Who has more to take than it took is not given more: that it goes on taking is its sign.
    if (watched.hadMore) return;
    const payload = payloadOf(socket);
    socket.send(payload === null ? PING : `{"type":"ping","payload":${payload}}`);
  }

  function isSilent(watched: Watched): boolean {
    const { raw, heard, taken, hadMore } = watched;
    const gaveSign = raw.bytesRead !== heard || (hadMore && takenOf(watched) !== taken);
    watched.silentRounds = gaveSign ? 0 : watched.silentRounds + 1;
    return watched.silentRounds >= PATIENCE;
  }

  const timer = setInterval(() => {
    turn = (turn + 1) % PARTS;
    for (const watched of parts[turn] ?? []) look(watched);
  }, period / PARTS);

  return {
    watch(beating) {
      // The part whose turn it was: a whole period is left to it.
      const part = parts[turn];
      const watched = { ...beating, heard: 0, taken: 0, hadMore: false, silentRounds: 0 };
      part?.add(watched);
      beating.socket.once('close', () => part?.delete(watched));
    },
    close: () => clearInterval(timer),
  };
}

function takenOf({ raw, socket }: Beating): number {
  return raw.bytesWritten - socket.bufferedAmount;
}
