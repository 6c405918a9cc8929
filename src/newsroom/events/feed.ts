/**
 * What a filter takes of the log: the events of a batch of rows, as subscribers hear them. Those who listen to the same feed,
 * and feeds that read the same batch, share what is read for it.
 */
import { cursorOf, type Place } from '../../log/cursor.ts';
import type { Batch } from '../../log/follow.ts';
import type { LogEntry } from '../../log/log.ts';
import type { SpeakerName } from '../../news/quotes/speaker.ts';
import type { ArticleFilter } from '../filter.ts';
import { family, type Member } from '../read/family.ts';
import { partsOfArticles } from '../read/parts.ts';
import type { PartName } from '../read/rows.ts';
import type { Reader } from '../read/reader.ts';
import { isSaidBy } from '../speakers.ts';
import type { FactReader } from './facts.ts';

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

/** An event, and the place after it. */
export interface Told<Event> {
  event: Event;
  place: Place;
}

export interface Feed<Event> {
  /** In the order of the log. A photo or a quote comes after each row that brought it. */
  of(batch: Batch): Promise<Told<Event>[]>;
}

/** Live events whose articles are read together. */
const READ_TOGETHER = 16;

export function createArticleFeeds(facts: FactReader) {
  /** The events of a batch, in small families: a slow subscriber has each read anew where the log has moved on meanwhile. */
  const shared = new WeakMap<Batch, Map<LogEntry, Told<Member<ArticleEvent>>>>();

  function eventsOf(batch: Batch): Map<LogEntry, Told<Member<ArticleEvent>>> {
    const known = shared.get(batch);
    if (known) return known;
    const events = new Map<LogEntry, Told<Member<ArticleEvent>>>();
    for (let from = 0; from < batch.entries.length; from += READ_TOGETHER) {
      const entries = batch.entries.slice(from, from + READ_TOGETHER);
      for (const [index, event] of articleEvents(entries, batch.stretch).entries()) {
        const entry = entries[index];
        if (entry) events.set(entry, { event, place: placeAfter(entry, batch.stretch) });
      }
    }
    shared.set(batch, events);
    return events;
  }

  return (
    filter: ArticleFilter | null | undefined,
    kinds: 'PUBLISHED' | 'ALL',
  ): Feed<Member<ArticleEvent>> => {
    const taking = facts.taking(filter);
    return {
      async of(batch) {
        const taken = await taking(batch.entries);
        const events = eventsOf(batch);
        return taken.flatMap((entry) => {
          const isOfKind = kinds === 'ALL' || entry.kind === 'PUBLISHED';
          return (isOfKind ? events.get(entry) : null) ?? [];
        });
      },
    };
  };
}

export function createPartFeed(
  { reader, facts }: { reader: Reader; facts: FactReader },
  name: PartName,
  { filter, speaker }: { filter: ArticleFilter | null | undefined; speaker: SpeakerName | null },
): Feed<PartEvent> {
  const taking = facts.taking(filter);
  return {
    async of({ stretch, entries }) {
      const taken = await taking(entries);
      if (taken.length === 0) return [];
      const brought = await partsOfArticles(reader, name, {
        ids: taken.map(({ articleId }) => articleId),
        columns: name === 'quotes' ? (['speakerFamily', 'speakerGiven'] as never) : [],
      });
      return taken.flatMap(({ seq, at, kind, articleId, version }) =>
        brought
          .filter((part) => part.articleId === articleId && isBrought(part, { kind, version }))
          .filter((part) => speaker === null || ('speakerFamily' in part && isSaidBy(part, speaker)))
          .map(({ id }) => id)
          .toSorted((a, b) => a - b)
          .map((id) => partTold({ stretch, seq, at, id })),
      );
    },
  };
}

/** A publication brings all that its article has: one that comes from another store is told at the version that it had there. */
function isBrought(
  { sinceVersion }: { sinceVersion: number },
  { kind, version }: Pick<LogEntry, 'kind' | 'version'>,
): boolean {
  return kind === 'PUBLISHED' ? sinceVersion <= version : sinceVersion === version;
}

export function partTold({ stretch, seq, at, id }: { stretch: string; seq: number; at: number; id: number }) {
  const place = { stretch, seq, part: id };
  return { event: { at, id, cursor: cursorOf(place) }, place };
}

export function articleEvents(entries: readonly LogEntry[], stretch: string): Member<ArticleEvent>[] {
  return family(
    'Event',
    entries.map((entry) => ({ ...entry, cursor: cursorOf(placeAfter(entry, stretch)) })),
  );
}

function placeAfter({ seq }: LogEntry, stretch: string): Place {
  return { stretch, seq, part: null };
}
