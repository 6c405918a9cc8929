/** A program that wants everything, by newswire/client, which comes back by itself whenever its connection is lost. */
import { subscribe, type WireTransport } from './wire.ts';

export interface Follower {
  readonly transport: WireTransport;
  /** In the order in which they were given. */
  readonly slugs: string[];
  /** What ended it, where something did. */
  readonly errors: unknown[];
  /** How often its connection was lost, or could not be made. */
  lost(): number;
}

export interface FollowOptions {
  transport: WireTransport;
  /** The server's endpoint. */
  url: string;
  /** The cursor to begin after. */
  after: string;
}

/** Ended after the test. */
export function follow({ transport, url, after }: FollowOptions): Follower {
  const slugs: string[] = [];
  const errors: unknown[] = [];
  let lost = 0;
  const subscription = subscribe({ url, transport }, { after, onLost: () => (lost += 1) });

  async function read(): Promise<void> {
    for await (const { data } of subscription) slugs.push(data.articlePublished.slug);
  }

  read().catch((error: unknown) => errors.push(error));
  return { transport, slugs, errors, lost: () => lost };
}
