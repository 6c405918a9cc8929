/**
 * One poll of a feed: asked for only if it has changed, read, its items taken, and noted how it went. Whatever it answers, the worst
 * that comes of it is a failed poll; what was not taken whole is asked for whole the next time.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { charsetOf } from '../../formats/declared-encoding.ts';
import { decode, UndecodableError } from '../../formats/decode.ts';
import { feedTtl } from '../../formats/feed-ttl.ts';
import { FEED_FORMATS, isUnreadable } from '../../formats/feed.ts';
import { type Format, placesOf, type Reading } from '../../formats/format.ts';
import type { ArticleContent } from '../../news/article.ts';
import { WebError } from '../../web/web-error.ts';
import type { Answer } from '../../web/web.ts';
import { failureOf } from '../publish-each.ts';
import type { Claimed, Claims } from './claims.ts';
import { type ItemReport, takeItems, type TakingParts } from './taking.ts';
import { backoff, freshFor, retryAfter } from './timing.ts';

export interface PollParts extends TakingParts {
  claims: Claims;
  /** From 0 up to 1. */
  random: () => number;
}

export type PollReport = { url: string; nextAt: number } & (
  | { outcome: 'CHANGED'; items: ItemReport[] }
  | { outcome: 'UNCHANGED' }
  | { outcome: 'FAILED'; reason: string; failures: number }
);

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1';

/** Why a poll comes to nothing. */
class Failure extends Error {
  /** Milliseconds that we were told to wait. */
  readonly told: number;

  constructor(reason: string, told = 0) {
    super(reason);
    this.told = told;
  }
}

/** null where it was broken off. Throws what is no fault of the feed. */
export async function poll(
  parts: PollParts,
  claimed: Claimed,
  signal: AbortSignal,
): Promise<PollReport | null> {
  const { claims, now } = parts;
  try {
    const answer = await ask(parts, claimed, signal);
    const report = answer.status === 304 ? await notModified(answer) : await changed(answer);
    if (signal.aborted) {
      await claims.release(claimed, {});
      return null;
    }
    return report;
  } catch (error) {
    if (signal.aborted || !(error instanceof Failure)) {
      await claims.release(claimed, {});
      if (signal.aborted) return null;
      throw error;
    }
    return failed(error);
  }

  async function notModified({ headers }: Answer): Promise<PollReport> {
    const nextAt = await succeed(headers, {
      ttl: claimed.ttl,
      etag: headers.etag ?? claimed.etag,
      lastModified: headers['last-modified'] ?? claimed.lastModified,
    });
    return { url: claimed.url, outcome: 'UNCHANGED', nextAt };
  }

  async function changed(answer: Answer): Promise<PollReport> {
    const { headers } = answer;
    const { format, reading, ttl, isWhole } = readFeed(answer);
    const { id, full, url } = claimed;
    const { items, isUnfinished } = await takeItems(parts, {
      follow: { id, full },
      articles: full ? withAnnounced(reading) : reading.articles,
      from: `${format} ${url}`,
      signal,
      renew: () => claims.renew(claimed),
    });
    const isAgain = isUnfinished || !isWhole;
    const nextAt = signal.aborted
      ? claimed.nextAt
      : await succeed(headers, {
          ttl,
          etag: isAgain ? null : (headers.etag ?? null),
          lastModified: isAgain ? null : (headers['last-modified'] ?? null),
        });
    const refused = reading.refused
      .filter(({ announced }) => !full || announced?.url == null)
      .map(({ position, reason }): ItemReport => ({
        kind: 'REFUSED',
        what: `item ${position + 1}`,
        reason,
      }));
    return { url, outcome: 'CHANGED', items: [...items, ...refused], nextAt };
  }

  async function succeed(
    headers: IncomingHttpHeaders,
    known: { ttl: number | null; etag: string | null; lastModified: string | null },
  ): Promise<number> {
    const told = freshFor(headers, known.ttl);
    const lastAt = now();
    const nextAt = lastAt + Math.max(claimed.every, told);
    await claims.release(claimed, { ...known, told, nextAt, lastAt, failures: 0, lastError: null });
    return nextAt;
  }

  async function failed({ message: reason, told }: Failure): Promise<PollReport> {
    const { url, every } = claimed;
    const failures = claimed.failures + 1;
    const lastAt = now();
    const nextAt = lastAt + backoff({ failures, every, told }, parts.random());
    await claims.release(claimed, { nextAt, lastAt, told, failures, lastError: reason });
    return { url, outcome: 'FAILED', reason, failures, nextAt };
  }
}

/** Throws Failure where it answers anything but the feed, or that this has not changed. */
async function ask({ web, now }: PollParts, claimed: Claimed, signal: AbortSignal): Promise<Answer> {
  const { url, etag, lastModified } = claimed;
  const headers = {
    accept: ACCEPT,
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
  let answer: Answer;
  try {
    answer = await web.get(url, { headers, signal });
  } catch (error) {
    if (error instanceof WebError) throw new Failure(error.message);
    throw error;
  }
  const { status } = answer;
  const isKnown = etag !== null || lastModified !== null;
  if (status === 200 || (status === 304 && isKnown)) return answer;
  throw new Failure(`it answered with status ${status}`, retryAfter(answer.headers, now()));
}

interface FeedRead {
  format: string;
  reading: Reading;
  ttl: number | null;
  /** Whether it came to its end. */
  isWhole: boolean;
}

/** Those too whose text is on their pages alone, each in its place. */
function withAnnounced(reading: Reading): ArticleContent[] {
  const places = placesOf(reading);
  const placed = [
    ...reading.articles.map((article, index) => ({ article, place: places[index] ?? index })),
    ...reading.refused.flatMap(({ announced, position }) =>
      announced?.url == null ? [] : [{ article: announced, place: position }],
    ),
  ];
  return placed.toSorted((one, other) => one.place - other.place).map(({ article }) => article);
}

/** By its content, whatever type its server says that it has. Throws Failure. */
function readFeed({ body, headers, url }: Answer): FeedRead {
  const text = decoded(body, headers['content-type']);
  const format = FEED_FORMATS.find((one) => one.recognizes(text));
  if (format === undefined) throw new Failure('it is no feed: neither RSS, nor Atom, nor JSON Feed');
  const reading = readAs(format, text, url);
  if (isUnreadable(reading)) throw new Failure(reading.refused[0]?.reason ?? 'it cannot be read');
  const isWhole = /^\s*\{/.test(text) || /<\/(?:\w+:)?(?:rss|rdf|feed)\s*>/i.test(text);
  // Of an item that breaks off, half would be published.
  if (!isWhole) reading.articles.pop();
  return { format: format.name, reading, ttl: feedTtl(text), isWhole };
}

function decoded(body: Uint8Array, contentType: string | undefined): string {
  try {
    return decode(body, { charset: charsetOf(contentType), isLenient: true });
  } catch (error) {
    if (error instanceof UndecodableError) throw new Failure(error.message);
    throw error;
  }
}

/** What nobody has thought of is in feeds. */
function readAs(format: Format, text: string, url: string): Reading {
  try {
    return format.read(text, url);
  } catch (error) {
    throw new Failure(failureOf(error));
  }
}
