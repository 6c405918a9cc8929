/**
 * One subscriber on the live wire: at its place in the log while it is behind, and in a circle with those alike once it has come to the
 * end. There may be tens of thousands, most of them in their circles: what each keeps there is what an idle subscriber costs.
 */
import type { Place } from '../../log/cursor.ts';
import { type LogSource, readOn } from '../../log/follow.ts';
import type { Feed, Told } from './feed.ts';

export interface Named {
  cursor: string;
}

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
  /** Called once, last: null where it was ended, or why it cannot go on, such as CURSOR_OTHER_LOG. */
  over(error: unknown): void;
}

/** Of one key all take the same. */
export interface NamedFeed<Event> extends Feed<Event> {
  readonly key: string;
}

/** Those who stand together and take the same. */
export interface Circle {
  feedKey: string;
  /** Of the selection. */
  key: string;
  /** Each at its `seat`: a list is walked faster than a set, and is smaller. */
  members: Station[];
}

/** Where those meet who have come to the end of the log. */
export interface Hub {
  readonly source: LogSource;
  /** Aborts when nobody is to read any more. */
  readonly ending: AbortSignal;
  make<Event extends Named, Made>(selection: Selection<Event, Made>, event: Event): Promise<Made>;
  /** Where all members of the circles stand; null while they are being told. */
  place(): Place | null;
  /** Resolves when they have moved. */
  moved(): Promise<void>;
  join(station: Station): Circle;
  leave(circle: Circle, station: Station): void;
}

export class Station {
  readonly feed: NamedFeed<Named>;
  readonly listener: Listener<Named, unknown>;
  /** Who came later has a greater one. */
  readonly number: number;
  /** Where it stands in its circle's list. */
  seat = 0;
  readonly #hub: Hub;
  #circle: Circle | null = null;
  /** Where it stands by itself; null in a circle, and while it is being told. */
  #at: Place | null = null;
  #isEnded = false;

  constructor(
    hub: Hub,
    feed: NamedFeed<Named>,
    { listener, number }: { listener: Listener<Named, unknown>; number: number },
  ) {
    this.#hub = hub;
    this.feed = feed;
    this.listener = listener;
    this.number = number;
  }

  place(): Place | null {
    return this.#circle === null ? this.#at : this.#hub.place();
  }

  begin(from: Place, first: (() => Promise<Named[]>) | null): void {
    if (first === null) this.#guard(this.#follow(from));
    else
      this.#guard(
        first()
          .then((events) => this.#give(events))
          .then(() => this.#follow(from)),
      );
  }

  /** Leaves the circle, and goes on by itself from `place`. */
  goOn(place: Place): void {
    this.#leave();
    this.#at = place;
    this.#guard(this.listener.ready().then(() => this.#follow(place)));
  }

  end(): void {
    if (this.#isEnded) return;
    this.#at = this.place();
    this.#leave();
    this.#isEnded = true;
    this.listener.over(null);
  }

  #leave(): void {
    if (this.#circle !== null) this.#hub.leave(this.#circle, this);
    this.#circle = null;
  }

  #guard(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.#isEnded) return;
      this.#isEnded = true;
      this.listener.over(error);
    });
  }

  /** Reads what comes after `from`, until it stands with the others. */
  async #follow(from: Place): Promise<void> {
    for (let at = from; !this.#isEnded;) {
      this.#at = at;
      if (isSame(at, this.#hub.place())) {
        this.#circle = this.#hub.join(this);
        this.#at = null;
        return;
      }
      const { source, ending } = this.#hub;
      const { told, after } = await readAfter(this.feed, at, { source, signal: ending });
      if (ending.aborted) return this.end();
      if (told !== null) await this.#give(told.map(({ event }) => event));
      at = after;
      if (told === null && !isSame(at, this.#hub.place())) await this.#hub.moved();
    }
  }

  async #give(events: readonly Named[]): Promise<void> {
    this.#at = null;
    for (const event of events) {
      const body = await this.#hub.make(this.listener.selection, event);
      if (this.#isEnded) return;
      if (!this.listener.take(body)) await this.listener.ready();
      if (this.#isEnded) return;
    }
  }
}

function isSame(one: Place, other: Place | null): boolean {
  return other !== null && one.part === null && one.seq === other.seq && one.stretch === other.stretch;
}

/** What a feed has after `at` in the rows that are there, null where there are none, and the place after them. */
export async function readAfter<Event>(
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
