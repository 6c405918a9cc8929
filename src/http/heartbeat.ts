/**
 * One timer for all WebSockets: it asks each for a sign of life, ends those that gave none for two rounds, and closes those
 * that want nothing, or that leave what they wanted. A round is spread over its period, so that many sockets do not keep an
 * event waiting.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { NORMAL_CLOSURE, TRY_AGAIN_LATER, whereToResume } from './close-codes.ts';
import { textFrame } from './frame.ts';

/** Parts of a round. */
const PARTS = 12;
/** Rounds without a sign of life. */
const PATIENCE = 2;

export interface Beating {
  readonly socket: WebSocket;
  /** What the WebSocket stands on. */
  readonly raw: Socket;
  /** When an operation was last under way on it, on the clock of `performance.now()`. */
  lastBusy(): number;
  /** What a ping carries: after which cursor the client misses nothing of what it asked for; null: not known now. */
  cursor(): string | null;
}

export interface HeartbeatOptions {
  /** Milliseconds. */
  period: number;
  /** Milliseconds without an operation. */
  idleTimeout: number;
  /** Milliseconds that a client may leave what waits for it unread. */
  slowClientTimeout: number;
}

export interface Heartbeat {
  /** Until it is told to `forget` what this answers. */
  watch(beating: Beating): Watched;
  forget(watched: Watched): void;
  close(): void;
}

export interface Watched {
  readonly beating: Beating;
  /** With whom it is looked at. */
  readonly part: Set<Watched>;
  /** Bytes that came from the client, and that it took of those for it, when it was last looked at. */
  heard: number;
  taken: number;
  /** Whether anything waited here then for the client to take. */
  hadMore: boolean;
  silentRounds: number;
  /** Since when it has taken nothing of what waits, on the clock of `performance.now()`. */
  stalledSince: number | null;
}

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { period, idleTimeout, slowClientTimeout } = options;
  const parts = Array.from({ length: PARTS }, () => new Set<Watched>());
  let turn = 0;
  let last = { cursor: '', ping: frameOf('{"type":"ping"}') };

  /** Most stand at the same place, and are sent the same bytes. */
  function pingWith(cursor: string | null): Buffer {
    const known = cursor ?? '';
    if (known !== last.cursor)
      last = {
        cursor: known,
        ping: frameOf(
          cursor === null ? '{"type":"ping"}' : `{"type":"ping","payload":{"cursor":"${cursor}"}}`,
        ),
      };
    return last.ping;
  }

  function look(watched: Watched): void {
    const { beating } = watched;
    const { socket, raw } = beating;
    // One that closes has a deadline of its own.
    if (socket.readyState !== socket.OPEN) return;
    const now = performance.now();
    const { heard, taken, hadMore } = watched;
    watched.heard = raw.bytesRead;
    watched.taken = takenOf(beating);
    watched.hadMore = socket.bufferedAmount > 0;
    const tookNothing = hadMore && watched.hadMore && watched.taken === taken;
    if (!tookNothing) watched.stalledSince = null;
    // Who has more to take is not given more. What it leaves is bounded, and its end has a limit of its own.
    if (watched.hadMore) {
      watched.silentRounds = 0;
      if (!tookNothing) return;
      watched.stalledSince ??= now;
      if (now - watched.stalledSince > slowClientTimeout)
        socket.close(TRY_AGAIN_LATER, `Too slow: resume ${whereToResume(beating.cursor())}`);
      return;
    }
    watched.silentRounds = watched.heard === heard && !hadMore ? watched.silentRounds + 1 : 0;
    if (watched.silentRounds >= PATIENCE) return socket.terminate();
    if (now - beating.lastBusy() > idleTimeout)
      return socket.close(NORMAL_CLOSURE, `Idle: nothing was asked for ${idleTimeout / 1_000} s.`);
    // Nothing waits, so nothing of ws comes after it that was to come before.
    raw.write(pingWith(beating.cursor()));
  }

  const timer = setInterval(() => {
    turn = (turn + 1) % PARTS;
    for (const watched of parts[turn] ?? []) look(watched);
  }, period / PARTS);

  return {
    watch(beating) {
      // The part whose turn it was: a whole period is left to it.
      const part = parts[turn] ?? new Set();
      const watched: Watched = {
        beating,
        part,
        heard: 0,
        taken: 0,
        hadMore: false,
        silentRounds: 0,
        stalledSince: null,
      };
      part.add(watched);
      return watched;
    },
    forget: (watched) => void watched.part.delete(watched),
    close: () => clearInterval(timer),
  };
}

function frameOf(text: string): Buffer {
  const { bytes, begin } = textFrame(Buffer.byteLength(text));
  bytes.write(text, begin);
  return bytes;
}

function takenOf({ raw, socket }: Beating): number {
  return raw.bytesWritten - socket.bufferedAmount;
}
