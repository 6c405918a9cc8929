/**
 * The log as its readers see it: events. A subscription and a pull of `changes` read the same rows by the same rules, so
 * they tell the same story: everything after a cursor, in order, and what the filter takes of it.
 */
import { LRUCache } from 'lru-cache';
import { badInput } from '../../errors.ts';
import { cursorOf, type Place } from '../../log/cursor.ts';
import type { Log, LogEntry } from '../../log/log.ts';
import { BATCH, type Window } from '../../log/window.ts';
import { type SpeakerName, speakerName } from '../../news/quotes/speaker.ts';
import { type ArticleFilter, checkFilter } from '../filter.ts';
import type { Member } from '../read/family.ts';
import type { PartName } from '../read/rows.ts';
import type { Reader } from '../read/reader.ts';
import { closable } from './closable.ts';
import { createFactReader } from './facts.ts';
import {
  type ArticleEvent,
  articleEvents,
  createArticleFeeds,
  createPartFeed,
  type Feed,
  type PartEvent,
  partTold,
} from './feed.ts';
import { newestEntries, newestParts } from './newest.ts';
import type { Listener, NamedFeed } from './station.ts';
import { createWire, type Listening } from './wire.ts';

export type { ArticleEvent, PartEvent } from './feed.ts';

export interface EventQuery {
  filter?: ArticleFilter | null | undefined;
  after?: string | null | undefined;
  /** Begin with the newest so many that match. */
  last?: number | null | undefined;
}

export interface ChangeQuery {
  first: number;
  after?: string | null | undefined;
  filter?: ArticleFilter | null | undefined;
}

export interface ChangePage {
  events: Member<ArticleEvent>[];
  endCursor: string;
  hasMore: boolean;
}

export interface Events {
  logHead(): Promise<string>;
  /** The log's number that this process has seen last: what was read of an event's article is good until it moves. */
  seen(): number;
  /** The cursor of a row that this process has written. */
  cursorAt(seq: number): Promise<string>;
  /** The log after a cursor, or from the oldest row that it holds. */
  changes(query: ChangeQuery): Promise<ChangePage>;
  /** PUBLISHED rows. */
  published(query: EventQuery): Promise<Source<Member<ArticleEvent>>>;
  /** Rows of every kind. */
  changed(query: EventQuery): Promise<Source<Member<ArticleEvent>>>;
  photos(query: EventQuery): Promise<Source<PartEvent>>;
  quotes(query: EventQuery & { speaker?: string | null | undefined }): Promise<Source<PartEvent>>;
  close(): Promise<void>;
}

/** A subscription that has been agreed to. */
export interface Source<Event> {
  /** Event by event, for who pulls. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Event>;
  /** Gives the listener what comes, together with others where it can, until it is ended. */
  listen<Made>(listener: Listener<Event, Made>): Listening;
}

/** The most that `last` may ask for. */
export const MAX_LAST = 100;
/** The most that `first` of `changes` may ask for. */
export const MAX_CHANGES = 1_000;
/** Rows that one pull looks at before it answers with what it has found. */
const SCAN = 20_000;

export interface EventParts {
  reader: Reader;
  log: Log;
  window: Window;
  /** What subscriptions read through once they are open: it waits for a store that is away. */
  patient: { reader: Reader; log: Log };
  /** Told of what fails in the background. */
  failed: (error: unknown) => void;
}

export function createEvents({ reader, log, window, patient, failed }: EventParts): Events {
  const facts = createFactReader(reader);
  const live = { reader: patient.reader, facts: createFactReader(patient.reader) };
  const articleFeed = createArticleFeeds(live.facts);
  const articleFeeds = createFeeds<Member<ArticleEvent>>();
  const partFeeds = createFeeds<PartEvent>();
  const wire = createWire({ log: patient.log, window }, failed);

  /** Where a subscription begins, after seeing that its arguments can be met. */
  async function begin({ filter, after, last }: EventQuery): Promise<{ from: Place; last: number }> {
    checkFilter(filter, reader.limits);
    if (after != null && last != null) throw badInput('Both after and last are given: ask for one of them.');
    if (last != null && (last < 0 || last > MAX_LAST)) {
      throw badInput(`last is ${last}, and a subscription begins with 0 to ${MAX_LAST} events.`);
    }
    const from = after != null ? await log.resume(after) : { ...(await log.head()), part: null };
    return { from, last: last ?? 0 };
  }

  /** What `first` gives, where it is there, and then what the feed has after `from`. */
  function sourceOf<Event extends { cursor: string }>(
    feed: NamedFeed<Event>,
    from: Place,
    first: (() => Promise<Event[]>) | null,
  ): Source<Event> {
    return {
      [Symbol.asyncIterator]: () =>
        closable(async function* (signal) {
          if (first) yield* await first();
          yield* wire.read(feed, from, signal);
        }),
      listen: (listener) => wire.listen(feed, from, { listener, first }),
    };
  }

  async function articles(query: EventQuery, kinds: 'PUBLISHED' | 'ALL') {
    const { from, last } = await begin(query);
    const { filter } = query;
    const feed = articleFeeds.of(`${kinds} ${JSON.stringify(filter ?? {})}`, () =>
      articleFeed(filter, kinds),
    );
    if (last === 0) return sourceOf(feed, from, null);
    return sourceOf(feed, from, async () => {
      const asked = { filter, kinds, upTo: from.seq, count: last };
      return articleEvents(await newestEntries(live, asked), from.stretch);
    });
  }

  async function parts(name: PartName, query: EventQuery, speaker: string | null) {
    const { from, last } = await begin(query);
    const { filter } = query;
    const said: SpeakerName | null = speaker === null ? null : speakerName(speaker);
    const key = `${name} ${JSON.stringify([filter ?? {}, said])}`;
    const feed = partFeeds.of(key, () => createPartFeed(live, name, { filter, speaker: said }));
    if (last === 0) return sourceOf(feed, from, null);
    return sourceOf(feed, from, async () => {
      const asked = { filter, upTo: from.seq, count: last, speaker: said };
      const newest = await newestParts(live, name, asked);
      return newest.map((part) => partTold({ stretch: from.stretch, ...part }).event);
    });
  }

  return {
    seen: () => window.head().seq,
    async logHead() {
      return cursorOf({ ...(await log.head()), part: null });
    },
    async cursorAt(seq) {
      return cursorOf({ stretch: (await log.head()).stretch, seq, part: null });
    },
    async changes({ first, after, filter }) {
      checkFilter(filter, reader.limits);
      if (first < 0 || first > MAX_CHANGES) {
        throw badInput(
          `first is ${first}, and a pull of changes holds 0 to ${MAX_CHANGES}: ask for more after its endCursor.`,
        );
      }
      const head = await log.head();
      const from = after != null ? await log.resume(after) : { stretch: head.stretch, seq: 0, part: null };
      const taking = facts.taking(filter);
      const found: LogEntry[] = [];
      let seq = from.part === null ? from.seq : from.seq - 1;
      // A window that has yet to see the newest commit, or a restored backup whose log it is not.
      const seen = window.head();
      const isCurrent = seen.stretch === head.stretch && seen.seq >= head.seq;
      for (let scanned = 0; found.length < first && scanned < SCAN;) {
        const entries = isCurrent ? await window.after(seq) : await log.read(seq, BATCH);
        if (entries.length === 0) break;
        scanned += entries.length;
        const taken = new Set(await taking(entries));
        for (const entry of entries) {
          if (found.length === first) break;
          seq = entry.seq;
          if (taken.has(entry)) found.push(entry);
        }
      }
      return {
        events: articleEvents(found, head.stretch),
        endCursor: cursorOf({ stretch: head.stretch, seq, part: null }),
        hasMore: seq < head.seq,
      };
    },
    published: (query) => articles(query, 'PUBLISHED'),
    changed: (query) => articles(query, 'ALL'),
    photos: (query) => parts('photos', query, null),
    quotes: (query) => parts('quotes', query, query.speaker ?? null),
    close: wire.close,
  };
}

/** Of those that were asked for last: who asks for the same shares one. */
const FEEDS = 1_000;

function createFeeds<Event>() {
  const known = new LRUCache<string, NamedFeed<Event>>({ max: FEEDS });
  return {
    of(key: string, make: () => Feed<Event>): NamedFeed<Event> {
      const feed = known.get(key) ?? { key, ...make() };
      known.set(key, feed);
      return feed;
    },
  };
}
