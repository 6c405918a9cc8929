/**
 * Says "look again" after commits: by NOTIFY, heard on a connection of its own, and by the clock behind it. Where that
 * connection is lost, or a pooler drops what it should bring, events come by the clock, and none is lost.
 */
import pg from 'pg';
import { connectionOf } from './pool.ts';

/** What writes notify, with the schema that was written to: a database may hold several stores. */
export const CHANNEL = 'newswire';
/** Milliseconds between looks by the clock. */
const PERIOD = 1_000;
/** The longest pause between attempts to listen again, in milliseconds. */
const LONGEST = 5_000;

export interface Wake {
  onCommit(listener: () => void): () => void;
  close(): Promise<void>;
}

export function createWake(url: string): Wake {
  const listeners = new Set<() => void>();
  let client: pg.Client | undefined;
  let clock: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let pause = 100;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function listen(): Promise<void> {
    const mine = new pg.Client(connectionOf(url));
    client = mine;
    let ended = false;
    const lost = () => {
      if (ended) return;
      ended = true;
      mine.removeAllListeners('notification');
      void mine.end().catch(() => undefined);
      if (client !== mine) return;
      client = undefined;
      retry = setTimeout(() => void listen(), pause * (0.5 + Math.random())).unref();
      pause = Math.min(pause * 2, LONGEST);
    };
    mine.on('error', lost);
    mine.on('end', lost);
    try {
      await mine.connect();
      const { rows } = await mine.query<{ schema: string }>('SELECT current_schema() AS schema');
      mine.on('notification', ({ payload }) => {
        if (payload === rows[0]?.schema) tell();
      });
      await mine.query(`LISTEN ${CHANNEL}`);
      pause = 100;
      // What was committed while nobody listened.
      tell();
    } catch {
      lost();
    }
  }

  function begin(): void {
    clock = setInterval(tell, PERIOD).unref();
    void listen();
  }

  async function stop(): Promise<void> {
    clearInterval(clock);
    clearTimeout(retry);
    clock = undefined;
    const mine = client;
    client = undefined;
    await mine?.end().catch(() => undefined);
  }

  return {
    onCommit(listener) {
      listeners.add(listener);
      if (clock === undefined) begin();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) void stop();
      };
    },
    async close() {
      listeners.clear();
      await stop();
    },
  };
}
