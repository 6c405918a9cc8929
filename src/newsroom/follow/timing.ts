/** When a feed is asked again: never more often than it was told to be, and less and less often while it fails. Milliseconds. */
import type { IncomingHttpHeaders } from 'node:http';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** What a feed says of its own freshness counts for a day: who says a year has set up a server for pictures. */
const LONGEST_FRESH = DAY;
/** What a server says that refuses us counts for longer. */
const LONGEST_REFUSAL = 7 * DAY;
/** The longest that a failing feed is left alone for, unless it said so itself. */
const LONGEST_BACKOFF = 6 * HOUR;
/** A backoff is longer by up to so much of it, so that those who failed together do not come back together. */
const JITTER = 0.25;

/** Milliseconds for which an answer is fresh; 0 where it does not say. */
export function freshFor(headers: IncomingHttpHeaders, ttl: number | null): number {
  const maxAge = Number(
    /(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})/i.exec(headers['cache-control'] ?? '')?.[1] ?? 0,
  );
  // It has been in a cache for a while.
  const age = Number(/^\d{1,12}$/.exec(headers.age ?? '')?.[0] ?? 0);
  return Math.min(Math.max(ttl ?? 0, (maxAge - age) * SECOND, 0), LONGEST_FRESH);
}

/** Milliseconds that Retry-After asks for, in seconds or as a date; 0 where it does not. */
export function retryAfter(headers: IncomingHttpHeaders, now: number): number {
  const text = headers['retry-after']?.trim() ?? '';
  const wait = /^\d{1,12}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), LONGEST_REFUSAL);
}

export interface Failing {
  /** In a row, this one too. */
  failures: number;
  every: number;
  /** What was asked for by the answer, or by one before. */
  told: number;
}

/** `random` is from 0 up to 1. */
export function backoff({ failures, every, told }: Failing, random: number): number {
  const doubled = every * 2 ** Math.min(failures, 20);
  const wait = Math.min(doubled, Math.max(LONGEST_BACKOFF, every));
  return Math.round(Math.max(wait, told) * (1 + JITTER * random));
}
