/** The client helper as a test uses it: on a class of WebSocket that every Node has, and with pauses that nobody waits for. */
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import {
  createWire,
  type SubscribeOptions,
  type Subscription,
  type WireEvent,
  type WireOptions,
} from '../../src/client/wire.ts';
import { inTime } from './until.ts';

export const WIRE_TRANSPORTS = ['websocket', 'sse'] as const;
export type WireTransport = (typeof WIRE_TRANSPORTS)[number];

export interface Published {
  articlePublished: { cursor: string; slug: string };
}

export const PUBLISHED = `subscription ($after: Cursor, $filter: ArticleFilter, $last: Int) {
  articlePublished(after: $after, filter: $filter, last: $last) { cursor slug }
}`;

/** Ended after the test. */
export function subscribe(
  options: Omit<WireOptions, 'webSocket'>,
  subscribing: Partial<SubscribeOptions> = {},
): Subscription<Published> {
  const wire = createWire({ webSocket: WebSocket, firstPause: 10, longestPause: 50, ...options });
  const subscription = wire.subscribe<Published>({ query: PUBLISHED, ...subscribing });
  onTestFinished(async () => void (await subscription.return()));
  return subscription;
}

export async function take<Data>(
  subscription: Subscription<Data>,
  count: number,
): Promise<WireEvent<Data>[]> {
  const events: WireEvent<Data>[] = [];
  while (events.length < count) {
    const { done, value } = await inTime(subscription.next(), () => `event ${events.length + 1} of ${count}`);
    if (done === true) throw new Error(`the subscription ended after ${events.length} of ${count} events`);
    events.push(value);
  }
  return events;
}

export async function slugsOf(subscription: Subscription<Published>, count: number): Promise<string[]> {
  return (await take(subscription, count)).map(({ data }) => data.articlePublished.slug);
}
