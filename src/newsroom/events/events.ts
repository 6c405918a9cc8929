/**
 * The log as its readers see it: events. A subscription and a pull of `changes` read the same rows by the same rules, so
 * they tell the same story: everything after a cursor, in order, and what the filter takes of it.
 */
import { badInput } from '../../errors.ts';
import { cursorOf, type Place } from '../../log/cursor.ts';
import { type Batch, follow } from '../../log/follow.ts';
import type { Log, LogEntry } from '../../log/log.ts';
import { BATCH, type Window } from '../../log/window.ts';
import { indexText } from '../../news/words.ts';
import { type ArticleFilter, checkFilter, filterPredicate } from '../filter.ts';
import { family, type Member } from '../read/family.ts';
import { type PartName, partsOfArticles } from '../read/parts.ts';
import type { Reader } from '../read/reader.ts';
import { createFactReader } from './facts.ts';
import { newestEntries, newestParts } from './newest.ts';
import { closable } from './closable.ts';

export interface ArticleEvent extends LogEntry {
  cursor: string;
}

/** A photo or a quote that an article brought. */
export interface PartEvent {
  cursor: string;
  at: number;
  /** The id of the photo or the quote. */
  id: number;
}

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
  published(query: EventQuery): Promise<AsyncIterableIterator<Member<ArticleEvent>>>;
  /** Rows of every kind. */
  changed(query: EventQuery): Promise<AsyncIterableIterator<Member<ArticleEvent>>>;
  photos(query: EventQuery): Promise<AsyncIterableIterator<PartEvent>>;
  quotes(
    query: EventQuery & { speaker?: string | null | undefined },
  ): Promise<AsyncIterableIterator<PartEvent>>;
}

/** The most that `last` may ask for. */
export const MAX_LAST = 100;
/** The most that `first` of `changes` may ask for. */
export const MAX_CHANGES = 1_000;
/** Rows that one pull looks at before it answers with what it has found. */
const SCAN = 20_000;

/** Live events whose articles are read together. */
const READ_TOGETHER = 16;

export interface EventParts {
  reader: Reader;
  log: Log;
  window: Window;
  /** What subscriptions read through once they are open: it waits for a store that is away. */
  patient: { reader: Reader; log: Log };
}

export function createEvents({ reader, log, window, patient }: EventParts): Events {
  const facts = createFactReader(reader);
  const liveFacts = createFactReader(patient.reader);

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

  function eventsOf(entries: readonly LogEntry[], stretch: string): Member<ArticleEvent>[] {
    return family(
      'Event',
      entries.map((entry) => ({ ...entry, cursor: cursorOf({ stretch, seq: entry.seq, part: null }) })),
    );
  }

  /** The same in small families: a slow subscriber has each read anew where the log has moved on meanwhile. */
  function* liveEventsOf(entries: readonly LogEntry[], stretch: string): Generator<Member<ArticleEvent>> {
    for (let from = 0; from < entries.length; from += READ_TOGETHER) {
      yield* eventsOf(entries.slice(from, from + READ_TOGETHER), stretch);
    }
  }

  /** The rows that the filter takes, batch by batch. */
  async function* matching(
    from: Place,
    { filter, signal }: { filter: EventQuery['filter']; signal: AbortSignal },
  ): AsyncGenerator<Batch> {
    const takes = filterPredicate(filter);
    // A cursor inside a row wants that row once more.
    const start = { ...from, seq: from.part === null ? from.seq : from.seq - 1 };
    for await (const { stretch, entries } of follow({ log: patient.log, window }, start, signal)) {
      const known = await liveFacts.of(entries, filter);
      const taken = entries.filter((_, index) => {
        const fact = known[index];
        return fact != null && takes(fact);
      });
      if (taken.length > 0) yield { stretch, entries: taken };
    }
  }

  async function articles(query: EventQuery, kinds: 'PUBLISHED' | 'ALL') {
    const { from, last } = await begin(query);
    return closable(async function* (signal) {
      if (last > 0) {
        const newest = await newestEntries(patient.reader, {
          filter: query.filter,
          kinds,
          upTo: from.seq,
          count: last,
        });
        yield* liveEventsOf(newest, from.stretch);
      }
      for await (const { stretch, entries } of matching(from, { filter: query.filter, signal })) {
        const wanted = kinds === 'ALL' ? entries : entries.filter(({ kind }) => kind === 'PUBLISHED');
        yield* liveEventsOf(wanted, stretch);
      }
    });
  }

  async function parts(name: PartName, query: EventQuery, speaker: string | null) {
    const { from, last } = await begin(query);
    const key = speaker === null ? null : indexText(speaker);
    return closable(async function* (signal): AsyncGenerator<PartEvent> {
      if (last > 0) {
        const asked = { filter: query.filter, upTo: from.seq, count: last, speakerKey: key };
        for (const { seq, at, id } of await newestParts(patient.reader, name, asked)) {
          yield { at, id, cursor: cursorOf({ stretch: from.stretch, seq, part: id }) };
        }
      }
      for await (const { stretch, entries } of matching(from, { filter: query.filter, signal })) {
        const brought = await partsOfArticles(patient.reader, name, {
          ids: entries.map(({ articleId }) => articleId),
          columns: name === 'quotes' ? (['speakerKey'] as never) : [],
        });
        for (const { seq, at, articleId, version } of entries) {
          const had = seq === from.seq ? (from.part ?? 0) : 0;
          const ids = brought
            .filter((part) => part.articleId === articleId && part.sinceVersion === version)
            .filter((part) => key === null || ('speakerKey' in part && part.speakerKey === key))
            .map(({ id }) => id)
            .filter((id) => id > had)
            .toSorted((a, b) => a - b);
          for (const id of ids) yield { at, id, cursor: cursorOf({ stretch, seq, part: id }) };
        }
      }
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
      const takes = filterPredicate(filter);
      const found: LogEntry[] = [];
      let seq = from.part === null ? from.seq : from.seq - 1;
      // A window that has yet to see the newest commit, or a restored backup whose log it is not.
      const seen = window.head();
      const isCurrent = seen.stretch === head.stretch && seen.seq >= head.seq;
      for (let scanned = 0; found.length < first && scanned < SCAN;) {
        const entries = isCurrent ? await window.after(seq) : await log.read(seq, BATCH);
        if (entries.length === 0) break;
        scanned += entries.length;
        const known = await facts.of(entries, filter);
        for (const [index, entry] of entries.entries()) {
          if (found.length === first) break;
          seq = entry.seq;
          const fact = known[index];
          if (fact != null && takes(fact)) found.push(entry);
        }
      }
      return {
        events: eventsOf(found, head.stretch),
        endCursor: cursorOf({ stretch: head.stretch, seq, part: null }),
        hasMore: seq < head.seq,
      };
    },
    published: (query) => articles(query, 'PUBLISHED'),
    changed: (query) => articles(query, 'ALL'),
    photos: (query) => parts('photos', query, null),
    quotes: (query) => parts('quotes', query, query.speaker ?? null),
  };
}
