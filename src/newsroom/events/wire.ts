/**
 * The live wire. Who has come to the end of the log is told of what is new together with all others there: each feed is looked at
 * once, and each selection is made once. Who is behind, because it resumes or reads slowly, reads the log by itself
 * until it has caught up. So nobody waits for anybody, and a subscriber costs its place and its turn to be written to.
 */
import { LRUCache } from 'lru-cache';
import { newswireErrorIn } from '../../errors.ts';
import type { Place } from '../../log/cursor.ts';
import { type Batch, type LogSource, readOn } from '../../log/follow.ts';
import type { Head } from '../../log/log.ts';
import type { Feed, Told } from './feed.ts';

/** What subscribers alike are sent of an event. */
export interface Selection<Event, Made> {
  /** Those of the same key make the same. */
  readonly key: string;
  make(event: Event): Promise<Made>;
  /** Bytes that it keeps, at least 1. */
  sizeOf(made: Made): number;
}

export interface Listener<Event, Made> {
  readonly selection: Selection<Event, Made>;
  /** Takes what was made of an event. Answers whether it takes more at once; where not, `ready` says when. */
  take(made: Made): boolean;
  ready(): Promise<void>;
}

export interface Listening {
  /** Resolves when it was ended. Throws CURSOR_OTHER_LOG. */
  over: Promise<void>;
  /** All before it was taken, also what its filter leaves out; null while it is being told. */
  place(): Place | null;
}

/** Of one key all take the same. */
export interface NamedFeed<Event> extends Feed<Event> {
  readonly key: string;
}

export interface Wire {
  /** Gives the listener all that its feed has after `from`, in order, until `signal` aborts. */
  listen<Event extends { cursor: string }, Made>(
    feed: NamedFeed<Event>,
    from: Place,
    listening: { listener: Listener<Event, Made>; signal: AbortSignal },
  ): Listening;
  /** What the selection makes of an event; once for all that are alike, as long as the log stands where it does. */
  make<Event extends { cursor: string }, Made>(
    selection: Selection<Event, Made>,
    event: Event,
  ): Promise<Made>;
  /** The feed's events for who pulls. */
  read<Event>(feed: NamedFeed<Event>, from: Place, signal: AbortSignal): AsyncGenerator<Event>;
  close(): Promise<void>;
}

/** What was made of events is kept for those who come after, up to so many and so many bytes. */
const KEPT = { max: 1_024, maxSize: 8_000_000 };

interface Named {
  cursor: string;
}

interface Member {
  listener: Listener<Named, unknown>;
  /** It stands no longer with the others, but at `place`. */
  leave(place: Place): void;
}

interface Group {
  feed: NamedFeed<Named>;
  /** By the selection's key. */
  members: Map<string, Set<Member>>;
}

export function createWire(source: LogSource, failed: (error: unknown) => void): Wire {
  const { window } = source;
  const ending = new AbortController();
  const made = new LRUCache<string, Promise<unknown>>(KEPT);
  /** By the feed's key. */
  const groups = new Map<string, Group>();
  const waiting = new Set<() => void>();
  /** Where all members of the groups stand. */
  let position: Head = window.head();
  /** They are being told of a batch, and stand partly before and partly after it. */
  let isBusy = false;

  function make<Event extends { cursor: string }, Made>(
    selection: Selection<Event, Made>,
    event: Event,
  ): Promise<Made> {
    const { stretch, seq } = window.head();
    // What an article is may have changed where the log has moved on.
    const key = `${selection.key} ${stretch} ${seq} ${event.cursor}`;
    const known = made.get(key) as Promise<Made> | undefined;
    if (known) return known;
    const making = selection.make(event);
    made.set(key, making, { size: 1 });
    making.then(
      (done) => made.set(key, making, { size: selection.sizeOf(done) }),
      () => made.delete(key),
    );
    return making;
  }

  async function tellGroup({ feed, members }: Group, batch: Batch): Promise<void> {
    const before: Place = { ...position, part: null };
    const sets = [...members.values()];
    try {
      const told = await feed.of(batch);
      await Promise.all(sets.map((set) => tellSet(set, told, before)));
    } catch {
      // Each meets the error by itself.
      for (const set of sets) for (const member of set) member.leave(before);
    }
  }

  async function tellSet(set: Set<Member>, told: readonly Told<Named>[], before: Place): Promise<void> {
    let at = before;
    try {
      for (const { event, place } of told) {
        const [first] = set;
        if (first === undefined) return;
        const body = await make(first.listener.selection, event);
        for (const member of set) if (!member.listener.take(body)) member.leave(place);
        at = place;
      }
    } catch {
      for (const member of set) member.leave(at);
    }
  }

  function moveTo(place: Head): void {
    position = place;
    isBusy = false;
    for (const wake of waiting) wake();
  }

  async function step(): Promise<void> {
    const batch = await readOn(source, position, ending.signal);
    const newest = batch.entries.at(-1);
    if (newest === undefined) {
      if (batch.stretch !== position.stretch) moveTo({ stretch: batch.stretch, seq: position.seq });
      return window.moved(position, ending.signal);
    }
    isBusy = true;
    await Promise.all([...groups.values()].map((group) => tellGroup(group, batch)));
    moveTo({ stretch: batch.stretch, seq: newest.seq });
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await step();
      } catch (error) {
        if (ending.signal.aborted) return;
        // The log was left behind: each sees for itself whether it can go on.
        for (const { members } of groups.values())
          for (const set of members.values())
            for (const member of set) member.leave({ ...position, part: null });
        if (newswireErrorIn(error) === null) failed(error);
        moveTo(window.head());
      }
    }
  }

  /** With the others, until it leaves them; answers where it stands then. */
  function stay(
    feed: NamedFeed<Named>,
    { listener, signal }: { listener: Listener<Named, unknown>; signal: AbortSignal },
  ): Promise<Place> {
    const group = groups.get(feed.key) ?? { feed, members: new Map<string, Set<Member>>() };
    groups.set(feed.key, group);
    const { key } = listener.selection;
    const set = group.members.get(key) ?? new Set();
    group.members.set(key, set);
    return new Promise((resolve) => {
      const leave = (place: Place) => {
        signal.removeEventListener('abort', end);
        set.delete(member);
        if (set.size === 0 && group.members.get(key) === set) group.members.delete(key);
        if (group.members.size === 0 && groups.get(feed.key) === group) groups.delete(feed.key);
        resolve(place);
      };
      const end = () => leave({ ...position, part: null });
      const member: Member = { listener, leave };
      set.add(member);
      signal.addEventListener('abort', end);
    });
  }

  /** Resolves when the others have moved, or when `signal` aborts. */
  function moved(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      if (signal.aborted) return resolve();
      waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  function isWithTheOthers({ stretch, seq, part }: Place): boolean {
    return !isBusy && part === null && seq === position.seq && stretch === position.stretch;
  }

  const running = run();

  return {
    make,
    listen<Event extends Named, Made>(
      feed: NamedFeed<Event>,
      from: Place,
      { listener, signal }: { listener: Listener<Event, Made>; signal: AbortSignal },
    ) {
      const one = { listener: listener as Listener<Named, unknown>, signal };
      let stands: () => Place | null = () => from;
      const shared = (): Place | null => (isBusy ? null : { ...position, part: null });

      async function listenOn(): Promise<void> {
        let at = from;
        while (!signal.aborted) {
          if (isWithTheOthers(at)) {
            const left = stay(feed, one);
            stands = shared;
            const place = (at = await left);
            stands = () => place;
            if (!signal.aborted) await listener.ready();
            continue;
          }
          const { told, after } = await readAfter(feed, at, { source, signal });
          if (told !== null) {
            stands = () => null;
            await give(told);
          }
          at = after;
          stands = () => after;
          if (told === null && !isWithTheOthers(at)) await moved(signal);
        }
      }

      async function give(told: readonly Told<Event>[]): Promise<void> {
        for (const { event } of told) {
          const body = await make(listener.selection, event);
          if (signal.aborted) return;
          if (!listener.take(body)) await listener.ready();
          if (signal.aborted) return;
        }
      }

      return { over: listenOn(), place: () => stands() };
    },
    async *read(feed, from, signal) {
      let at = from;
      while (!signal.aborted) {
        const { told, after } = await readAfter(feed, at, { source, signal });
        at = after;
        if (told === null) await window.moved(at, signal);
        else for (const { event } of told) yield event;
      }
    },
    async close() {
      ending.abort();
      await running;
    },
  };
}

/** What a feed has after `at` in the rows that are there, null where there are none, and the place after them. */
async function readAfter<Event>(
  feed: Feed<Event>,
  at: Place,
  { source, signal }: { source: LogSource; signal: AbortSignal },
): Promise<{ told: Told<Event>[] | null; after: Place }> {
  // Who stands within a row wants that row once more.
  const start = at.part === null ? at.seq : at.seq - 1;
  const batch = await readOn(source, { stretch: at.stretch, seq: start }, signal);
  const newest = batch.entries.at(-1);
  if (newest === undefined) return { told: null, after: { stretch: batch.stretch, seq: start, part: null } };
  const told = await feed.of(batch);
  return {
    told: told.filter(({ place }) => place.seq !== at.seq || (place.part ?? 0) > (at.part ?? 0)),
    after: { stretch: batch.stretch, seq: newest.seq, part: null },
  };
}
