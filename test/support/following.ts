/** A client that wants everything: whenever its connection is lost it comes back after the last cursor that it had. */
import { openLink, type Transport } from './client.ts';

const DOCUMENT = 'subscription ($after: Cursor) { articlePublished(after: $after) { cursor slug } }';

interface Event {
  articlePublished: { cursor: string; slug: string };
}

export interface Follower {
  readonly transport: Transport;
  /** In the order in which they came, without what came by a cursor that was had. */
  readonly slugs: string[];
  /** What the server refused with, where it did. */
  readonly errors: unknown[];
  /** How often its connection was lost, or could not be made. */
  lost(): number;
  stop(): Promise<void>;
}

export interface FollowOptions {
  transport: Transport;
  /** The cursor to begin after. */
  after: string;
  /** Resolves, with the server's endpoint, when it is worth a try. */
  reachable: () => Promise<string>;
}

export function follow({ transport, after, reachable }: FollowOptions): Follower {
  const slugs: string[] = [];
  const errors: unknown[] = [];
  const had = new Set<string>();
  let cursor = after;
  let lost = 0;
  const ending = new AbortController();
  let leave: () => unknown = () => undefined;

  async function listen(endpoint: string): Promise<void> {
    const link = openLink(transport, endpoint);
    const events = link.iterate({ query: DOCUMENT, variables: { after: cursor } });
    leave = () => {
      // Not awaited: an iterator that waits for its first event hears it only with the disposal.
      void events.return?.()?.catch(() => undefined);
      return link.dispose();
    };
    try {
      for await (const { data, errors: refused } of events) {
        if (refused !== undefined) errors.push(...refused);
        if (data == null) continue;
        const { articlePublished: event } = data as Event;
        if (had.has(event.cursor)) continue;
        had.add(event.cursor);
        ({ cursor } = event);
        slugs.push(event.slug);
      }
    } catch (error) {
      // An array is what the server answered; anything else is a connection that is no more.
      if (Array.isArray(error)) errors.push(...(error as unknown[]));
    }
    await link.dispose();
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted && errors.length === 0) {
      const endpoint = await reachable();
      if (ending.signal.aborted) return;
      await listen(endpoint);
      lost += 1;
    }
  }

  const running = run();
  running.catch((error: unknown) => errors.push(error));
  return {
    transport,
    slugs,
    errors,
    lost: () => lost,
    async stop() {
      ending.abort();
      await leave();
      await running;
    },
  };
}
