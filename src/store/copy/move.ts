/**
 * Moves a store into a new one, of the same engine or another: the same log goes on there, so cursors stay good. It is
 * written in many transactions, each of which also notes how far it came, so that a move that was broken off goes on where
 * it stopped; until it is done the target says that it is half of a store, and nobody else opens it.
 */
import { asc, count, desc, max, sql, sum } from 'drizzle-orm';
import { NewswireError } from '../../errors.ts';
import { openStore, storeExists, withoutPassword } from '../open.ts';
import type { MaybePromise, ReadDb, Snapshot, Store, Tables, WriteDb } from '../store.ts';
import { clear, MOVED, type Moved, type Place, readBatches, writeBatch } from './batches.ts';

export interface MoveWatcher {
  /** How the move begins: anew, where another broke off, or all over because the source has changed since. */
  begins(how: 'new' | 'resumed' | 'over', rows: { done: number; total: number }): MaybePromise<void>;
  wrote(rows: number): void;
}

export interface Move {
  /** Where the stores are, for people. */
  from: string;
  to: string;
  /** Rows by table. */
  counts: Record<Moved, number>;
  head: { stretch: string; seq: number };
  /** Something was written to the source while it was copied, and is not in the copy. */
  sourceWentOn: boolean;
}

/** Throws STORE_UNUSABLE or BAD_USER_INPUT where one is no store, or where the target is not empty. */
export async function moveStore(from: string, to: string, watcher: MoveWatcher): Promise<Move> {
  if (!(await storeExists(from))) {
    throw new NewswireError(
      'STORE_UNUSABLE',
      `There is no store at ${withoutPassword(from)}: name the one to copy.`,
    );
  }
  const source = await openStore(from);
  try {
    const target = await openStore(to, { unfinished: true });
    try {
      return await source.snapshot((snapshot) => move({ source, snapshot, target }, watcher));
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

interface Stores {
  source: Store;
  snapshot: Snapshot;
  target: Store;
}

async function move({ source, snapshot, target }: Stores, watcher: MoveWatcher): Promise<Move> {
  const { moves } = target.tables;
  const state = await stateOf(snapshot);
  const total = totalOf(state.counts);
  const begun = await begin({ source, snapshot, target }, state);
  await watcher.begins(begun.how, { done: total - rowsLeft(state, begun.place), total });
  for await (const batch of readBatches(snapshot, begun.place)) {
    await target.write(async (tx) => {
      await writeBatch(target, tx, batch);
      await tx.update(moves).set({ place: batch.place });
    });
    watcher.wrote(batch.rows.length);
  }
  const last = await snapshot.lastIds();
  await target.write(async (tx) => {
    seeThatAllIsThere(state, await stateOf({ db: tx, tables: target.tables }));
    await target.settle(tx, last);
    await tx.delete(moves);
  });
  const now = await stateOf({ db: source.db, tables: source.tables });
  return {
    from: source.location,
    to: target.location,
    counts: state.counts,
    head: state.head,
    sourceWentOn: textOf(now) !== textOf(state),
  };
}

/** Sees that the target is new, empty, or half a copy of this source, and notes in it what comes. */
async function begin(
  { source, snapshot, target }: Stores,
  state: State,
): Promise<{ how: 'new' | 'resumed' | 'over'; place: Place | null }> {
  const { moves } = target.tables;
  const origin = await originOf(snapshot);
  const text = textOf(state);
  return target.write(async (tx) => {
    const [unfinished] = await tx.select().from(moves);
    if (unfinished === undefined) await seeThatItIsEmpty({ source, target, origin }, tx);
    else if (unfinished.source !== origin) {
      throw new NewswireError(
        'BAD_USER_INPUT',
        `${target.location} holds an unfinished copy of ${unfinished.location}: copy that one again, or name a new store.`,
      );
    } else if (unfinished.state === text) {
      return { how: 'resumed', place: unfinished.place as Place | null } as const;
    }
    await clear(target, tx);
    await tx.delete(moves);
    await tx
      .insert(moves)
      .values({ id: 1, source: origin, location: source.location, state: text, place: null });
    // With the first of its rows: a store without a stretch begins one of its own.
    let place: Place | null = null;
    for await (const batch of readBatches(snapshot, null)) {
      if (batch.place.table !== 'stretches') break;
      await writeBatch(target, tx, batch);
      place = batch.place;
    }
    await tx.update(moves).set({ place });
    return { how: unfinished === undefined ? 'new' : 'over', place } as const;
  });
}

async function seeThatItIsEmpty(
  { source, target, origin }: { source: Store; target: Store; origin: string },
  tx: WriteDb,
): Promise<void> {
  if (origin === (await originOf({ db: tx, tables: target.tables }))) {
    throw new NewswireError(
      'BAD_USER_INPUT',
      `${target.location} is ${source.location} itself, or was copied from it: name a new store to copy to.`,
    );
  }
  const { counts } = await stateOf({ db: tx, tables: target.tables });
  const { articles, log, apiKeys, ...others } = counts;
  if (totalOf(counts) === counts.stretches) return;
  throw new NewswireError(
    'BAD_USER_INPUT',
    `${target.location} is not empty (${articles} articles, ${log} rows of the log, ${apiKeys} keys, ${totalOf(others) - others.stretches} rows of other tables): name a new store to copy to.`,
  );
}

/** What tells one state of a store from another, as far as that is cheap. */
interface State {
  counts: Record<Moved, number>;
  head: { stretch: string; seq: number };
  /** Of changes that neither the log nor a count tells. */
  touched: (number | null)[];
}

function textOf(state: State): string {
  return JSON.stringify(state);
}

interface Readable {
  db: Pick<ReadDb, 'select'>;
  tables: Tables;
}

async function stateOf({ db, tables }: Readable): Promise<State> {
  const counts = {} as Record<Moved, number>;
  for (const name of MOVED) {
    const [row] = await db.select({ rows: count() }).from(tables[name]);
    counts[name] = row?.rows ?? 0;
  }
  const { articles, apiKeys, log, stretches } = tables;
  const [stretch] = await db.select().from(stretches).orderBy(desc(stretches.id)).limit(1);
  const [newest] = await db.select({ seq: max(log.seq) }).from(log);
  const [updated] = await db.select({ at: max(articles.updatedAt) }).from(articles);
  const [keys] = await db
    .select({
      used: sum(apiKeys.lastUsedAt).mapWith(Number),
      revoked: sql<number>`count(${apiKeys.revokedAt})`.mapWith(Number),
    })
    .from(apiKeys);
  return {
    counts,
    head: { stretch: stretch?.token ?? '', seq: newest?.seq ?? stretch?.beganAfter ?? 0 },
    touched: [updated?.at ?? null, keys?.used ?? null, keys?.revoked ?? null],
  };
}

/** The first stretch of a store's log is that of all its copies. */
async function originOf({ db, tables: { stretches } }: Readable): Promise<string> {
  const [first] = await db
    .select({ token: stretches.token })
    .from(stretches)
    .orderBy(asc(stretches.id))
    .limit(1);
  return first?.token ?? '';
}

function rowsLeft({ counts }: State, place: Place | null): number {
  if (place === null) return totalOf(counts);
  // The table that was under way counts as not begun.
  return MOVED.slice(MOVED.indexOf(place.table)).reduce((sum, name) => sum + counts[name], 0);
}

function totalOf(counts: Partial<Record<Moved, number>>): number {
  return Object.values(counts).reduce((all, rows) => all + rows, 0);
}

function seeThatAllIsThere(wanted: State, found: State): void {
  if (textOf(wanted) === textOf(found)) return;
  const missing = MOVED.filter((name) => wanted.counts[name] !== found.counts[name]).map(
    (name) => `${name} ${found.counts[name]} instead of ${wanted.counts[name]}`,
  );
  throw new NewswireError(
    'STORE_UNUSABLE',
    `The copy is not what it was made of (${missing.join(', ') || 'its log ends elsewhere'}): something else wrote to it; remove it, and copy to a new store.`,
  );
}
