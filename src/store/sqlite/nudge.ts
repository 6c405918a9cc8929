/**
 * A nudge from a process that committed to those that listen, over local sockets in a folder beside the store. It carries
 * nothing but "look again", and may be lost: who listens also looks by itself from time to time, and whatever goes wrong
 * here is left to that.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';

/** Bytes that the path of a socket may have on every Unix: macOS takes 104 with the zero at its end. */
const LONGEST_PATH = 103;
/** What a socket is called once it can be reached; before, nobody takes it for a dead one. */
const READY = '.sock';
/** Milliseconds between nudges: many commits make one. */
const GAP = 5;
const BYTE = Buffer.of(1);

/** Where the sockets of those who listen to `file` are, by whatever link they came to it. */
export function nudgeFolder(file: string): string {
  return `${realpathSync(file)}-wake`;
}

export interface Ear {
  readonly name: string;
  /** Whether others can reach it now. */
  isOpen(): boolean;
  /** Removes the socket, and the folder with the last one. */
  close(): void;
}

/** Calls `nudged` at each nudge; null where there is no room for a socket. Nothing of it keeps the process. */
export function openEar(folder: string, nudged: () => void): Ear | null {
  const name = `${process.pid}-${randomBytes(3).toString('hex')}${READY}`;
  const path = join(folder, name);
  if (process.platform === 'win32' || Buffer.byteLength(path) > LONGEST_PATH) return null;
  const callers = new Set<Socket>();
  const server = createServer((caller) => {
    callers.add(caller.unref());
    caller.on('data', nudged);
    caller.on('error', () => undefined);
    caller.on('close', () => callers.delete(caller));
    // Who ends right after a commit may have had no time to say more.
    nudged();
  });
  server.unref();
  server.on('error', () => undefined);
  if (!listenAt(server, path)) return null;

  return {
    name,
    isOpen: () => existsSync(path),
    close() {
      server.close();
      for (const caller of callers) caller.destroy();
      try {
        rmSync(path, { force: true });
        rmdirSync(dirname(path));
      } catch {
        // Others are in it.
      }
    },
  };
}

function listenAt(server: Server, path: string): boolean {
  const unready = path.slice(0, -READY.length);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Its own, also in a worker that shares its port with others.
    server.listen({ path: unready, exclusive: true });
    renameSync(unready, path);
    return true;
  } catch {
    server.close();
    return false;
  }
}

export interface Nudger {
  /** Nudges all but the ear called `own`, at once or together with the commits that follow soon. Never throws. */
  nudge(own: string | undefined): void;
  /** Sends what is due. */
  close(): void;
}

export function createNudger(folder: string): Nudger {
  /** By the names of their sockets: connected, or on the way. */
  const peers = new Map<string, Socket>();
  let pause: NodeJS.Timeout | undefined;
  let isDue = false;
  let self: string | undefined;

  function send(): void {
    isDue = false;
    for (const name of namesIn(folder)) {
      if (name === self || !name.endsWith(READY)) continue;
      const peer = peers.get(name) ?? meet(name);
      // One that has not taken the last nudge yet will look after it.
      if (peer.writableLength === 0) peer.write(BYTE);
    }
  }

  function meet(name: string): Socket {
    const path = join(folder, name);
    const peer = createConnection({ path }).unref();
    peers.set(name, peer);
    peer.resume();
    peer.on('error', (error: NodeJS.ErrnoException) => {
      // Its process died without removing it.
      if (error.code === 'ECONNREFUSED') sweep(path);
    });
    peer.on('close', () => {
      if (peers.get(name) === peer) peers.delete(name);
    });
    return peer;
  }

  function sendNowAndThen(): void {
    send();
    pause = setTimeout(() => {
      pause = undefined;
      if (isDue) sendNowAndThen();
    }, GAP).unref();
  }

  return {
    nudge(own) {
      self = own;
      isDue = true;
      if (pause === undefined) sendNowAndThen();
    },
    close() {
      clearTimeout(pause);
      if (isDue) send();
      for (const peer of peers.values()) peer.destroySoon();
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function sweep(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Not ours to remove.
  }
}
