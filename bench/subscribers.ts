/** Subscribers in number, over whatever reaches a server: they count what they are sent and hold it against each other. */
import { openFiles } from './machine.ts';

/** Milliseconds without a receipt after which no more are waited for. Events must not come among each other. */
const PATIENCE = 20_000;
/** Subscribers that come at once. */
const TOGETHER = 50;

export interface Received {
  /** Whole, as the first of all received it. */
  message: Buffer;
  /** As `performance.now()` tells it. */
  first: number;
  last: number;
}

export interface Subscribers {
  /** Does `publish`, and waits until everyone has received one message and all the same. Throws where that fails. */
  receive(publish: () => Promise<void>): Promise<Received>;
  /** The same for those who may not all be listening yet: publishes until everyone has received. */
  warmUp(publish: () => Promise<void>): Promise<Received>;
  close(): void;
}

/** What one subscriber does with what comes. */
export interface Ear {
  /** A message, and where in it that begins which is not the subscriber's own. */
  take(message: Buffer, start: number): void;
  fail(error: Error): void;
}

/** One that is connected. */
export interface Subscriber {
  leave(): void;
  /** Reads nothing more, until it resumes. */
  pause(): void;
  resume(): void;
}

/** What a subscriber asks for, as GraphQL over HTTP and over WebSocket have it. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
}

export interface SubscriberOptions {
  count: number;
  /** Resolves when the subscriber listens or has asked to. */
  open: (index: number, ear: Ear) => Promise<Subscriber>;
  /** Those of one selection are told the same; the messages of all have the same number of bytes. */
  selectionOf?: (index: number) => number;
}

export async function connectSubscribers({
  count,
  open,
  selectionOf = () => 0,
}: SubscriberOptions): Promise<Subscribers> {
  /** By selection: what the first of it was told. */
  const told = new Map<number, Buffer>();
  /** The event that each had last. */
  const had = new Uint32Array(count);
  let event = 0;
  let message: Buffer | null = null;
  let received = 0;
  let first = 0;
  let last = 0;
  let failure: Error | null = null;
  let settled: (() => void) | null = null;

  function earOf(index: number): Ear {
    const selection = selectionOf(index);
    return {
      fail,
      take(bytes, start) {
        last = performance.now();
        if (message === null) {
          message = bytes;
          first = last;
        }
        const body = start === 0 ? bytes : bytes.subarray(start);
        const before = told.get(selection);
        if (before === undefined) told.set(selection, body);
        else if (!before.equals(body)) {
          fail(new Error(`two subscribers were told differently:\n${before.toString()}\n${body.toString()}`));
        }
        if (bytes.length !== message.length) {
          fail(new Error(`messages differ in size:\n${message.toString()}\n${bytes.toString()}`));
        }
        if (had[index] === event) fail(new Error(`a subscriber was told twice: ${bytes.toString()}`));
        had[index] = event;
        received += 1;
        if (received === count) settled?.();
      },
    };
  }

  function fail(error: Error): void {
    failure ??= error;
    settled?.();
  }

  async function publishAndWait(publish: () => Promise<void>): Promise<void> {
    event += 1;
    message = null;
    told.clear();
    received = 0;
    const over = new Promise<void>((resolve) => (settled = resolve));
    await publish();
    const published = performance.now();
    const silence = setInterval(() => {
      if (performance.now() - Math.max(published, last) > PATIENCE) settled?.();
    }, 100);
    await over;
    clearInterval(silence);
    settled = null;
    if (failure) throw failure;
  }

  function whole(): Received | null {
    return message === null || received !== count ? null : { message, first, last };
  }

  const connected: Subscriber[] = [];
  while (connected.length < count) {
    const begin = connected.length;
    const some = Array.from({ length: Math.min(TOGETHER, count - begin) }, (_, offset) =>
      open(begin + offset, earOf(begin + offset)),
    );
    try {
      connected.push(...(await Promise.all(some)));
    } catch (error) {
      throw new Error(notOpened(error, begin, count), { cause: error });
    }
  }

  return {
    async receive(publish) {
      await publishAndWait(publish);
      const all = whole();
      if (all === null)
        throw new Error(`${received} of ${count} received the event, and nobody for ${PATIENCE / 1_000} s`);
      return all;
    },
    async warmUp(publish) {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await publishAndWait(publish);
        const all = whole();
        if (all !== null) return all;
      }
      throw new Error(`only ${received} of ${count} received an event: the others never came to listen`);
    },
    close() {
      for (const { leave } of connected) leave();
    },
  };
}

/** Mostly it is the descriptors: of this process, or of the server, which closes then what it has accepted. */
function notOpened(error: unknown, open: number, count: number): string {
  const why = error instanceof Error ? error.message : String(error);
  const most = openFiles();
  const limit = most === null ? '' : ` This process may have ${most} files open.`;
  return `connection ${open} of ${count}, or one soon after, could not be opened: ${why}.${limit} The load opens twice ${count} and each server ${count}: see "ulimit -n".`;
}
