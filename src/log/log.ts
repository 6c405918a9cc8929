/**
 * The publication log: one row a change, appended in the transaction of the change, numbered in the order of commits.
 * Everything live reads it; nothing is sent beside it.
 */
import { asc, desc, eq, gt, min, sql } from 'drizzle-orm';
import { NewswireError } from '../errors.ts';
import type { ChangeKind } from '../news/lifecycle.ts';
import type { MaybePromise, Store, WriteDb } from '../store/store.ts';
import { cursorOf, type Place, placeOf } from './cursor.ts';

export interface LogEntry {
  seq: number;
  /** Milliseconds since 1970, UTC. */
  at: number;
  kind: ChangeKind;
  articleId: number;
  slug: string;
  /** The article's version that the change made. */
  version: number;
  note: string | null;
  removedIds: string[];
}

export interface Head {
  stretch: string;
  seq: number;
}

export interface Bounds extends Head {
  /** The number of the oldest row that is held, or of the next where none is. */
  oldest: number;
}

export interface Log {
  /** Appends within the transaction of the changes, in their order, and answers the rows' numbers. */
  append(tx: WriteDb, entries: readonly Omit<LogEntry, 'seq'>[]): Promise<number[]>;
  head(): Promise<Head>;
  /** At once where the engine answers at once. */
  bounds(): MaybePromise<Bounds>;
  /** The furthest place that was read or committed here, and so may have been told to somebody; null before the first. */
  heard(): Head | null;
  /** Notes a place that a transaction of this process has made. */
  committed(seq: number): void;
  /** The head as a transaction sees it. */
  headIn(tx: WriteDb): Promise<Head>;
  /** Up to `limit` rows after `seq`, oldest first. */
  read(seq: number, limit: number): MaybePromise<LogEntry[]>;
  /** The place that a cursor names, after seeing that this log can go on from there. Throws the CURSOR_ and BAD_CURSOR codes. */
  resume(cursor: string): Promise<Place>;
  /** Throws CURSOR_OTHER_LOG where the log was left before `place`. */
  check(place: Place): Promise<void>;
  /** Throws CURSOR_EXPIRED where rows after `place` are gone. */
  checkHeld(place: Place): Promise<void>;
}

export function createLog(store: Store): Log {
  const { log, stretches } = store.tables;
  const newest = sql<number>`coalesce((select max(${log.seq}) from ${log}), ${stretches.beganAfter})`.mapWith(
    Number,
  );
  const head = store.prepare(
    store.db
      .select({
        stretch: stretches.token,
        seq: newest,
        oldest: sql<number | null>`(select min(${log.seq}) from ${log})`.mapWith(log.seq),
      })
      .from(stretches)
      .orderBy(desc(stretches.id))
      .limit(1),
  );
  const rows = store.prepare(
    store.db
      .select()
      .from(log)
      .where(gt(log.seq, sql.placeholder('seq')))
      .orderBy(asc(log.seq))
      .limit(sql.placeholder('limit')),
  );

  let heard: Head | null = null;

  function bounds(): MaybePromise<Bounds> {
    const rows = head({});
    return rows instanceof Promise ? rows.then(boundsIn) : boundsIn(rows);
  }

  function boundsIn([row]: Awaited<ReturnType<typeof head>>): Bounds {
    if (row === undefined) throw new Error('the store has no stretch of a log');
    const { stretch, seq } = row;
    if (heard?.stretch !== stretch || seq > heard.seq) heard = { stretch, seq };
    return { ...row, oldest: row.oldest ?? row.seq + 1 };
  }

  /** The place after which `stretch` was left; null where it is the one that goes on. */
  async function leftAfter(stretch: string): Promise<number | null> {
    const [own] = await store.db.select().from(stretches).where(eq(stretches.token, stretch));
    if (own === undefined) return -1;
    const [left] = await store.db
      .select({ after: min(stretches.beganAfter) })
      .from(stretches)
      .where(gt(stretches.id, own.id));
    return left?.after ?? null;
  }

  async function check(place: Place): Promise<void> {
    const left = await leftAfter(place.stretch);
    if (left === null || place.seq <= left) return;
    throw new NewswireError(
      'CURSOR_OTHER_LOG',
      'This cursor is of another log, or of one that this store left when a backup was restored: read the articles anew and subscribe after logHead.',
    );
  }

  return {
    append: (tx, entries) => store.insertRows(tx, log, entries),
    async head() {
      const { stretch, seq } = await bounds();
      return { stretch, seq };
    },
    bounds,
    heard: () => heard,
    committed(seq) {
      if (heard !== null && seq > heard.seq) heard = { stretch: heard.stretch, seq };
    },
    async headIn(tx) {
      const [row] = await tx
        .select({ stretch: stretches.token, seq: newest })
        .from(stretches)
        .orderBy(desc(stretches.id))
        .limit(1);
      if (row === undefined) throw new Error('the store has no stretch of a log');
      return row;
    },
    read: (seq, limit) => rows({ seq, limit }),
    check,
    checkHeld: async (place) => seeThatItIsHeld(place, await bounds()),
    async resume(cursor) {
      const place = placeOf(cursor);
      await check(place);
      const { stretch, seq, oldest } = await bounds();
      if (place.seq > seq) {
        throw new NewswireError(
          'CURSOR_IN_FUTURE',
          `This cursor is of place ${place.seq}, and the log has come to ${seq}: use one that this server gave.`,
        );
      }
      seeThatItIsHeld(place, { stretch, oldest });
      return { ...place, stretch };
    },
  };
}

function seeThatItIsHeld(
  { seq, part }: Place,
  { stretch, oldest }: { stretch: string; oldest: number },
): void {
  // A cursor inside a row wants that row once more.
  const wanted = part === null ? seq + 1 : seq;
  if (wanted >= oldest) return;
  throw new NewswireError(
    'CURSOR_EXPIRED',
    `The log no longer holds what came after this cursor: its oldest row is ${oldest}; read the articles anew and go on from extensions.oldest.`,
    { details: { oldest: cursorOf({ stretch, seq: oldest - 1, part: null }) } },
  );
}
