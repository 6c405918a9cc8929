/**
 * Where everything is kept: the seam between one query language and several engines. The code above writes ordinary
 * Drizzle against `tables`; what an engine does in its own way stands behind the other members.
 *
 * A `write` is a transaction, and the only way to change anything. Reads through `db` see committed data only.
 */
import type { AnyColumn, SQL, Table } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { SearchQuery } from '../news/search-query.ts';
import type { SaidWords, SearchableWords } from '../news/searchable.ts';
import type * as sqliteTables from './sqlite/tables.ts';

export type Tables = typeof sqliteTables;

type Database = BaseSQLiteDatabase<'async', unknown, Tables>;
export type ReadDb = Pick<Database, 'select' | 'selectDistinct'>;
export type WriteDb = Pick<Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

export type MaybePromise<T> = T | Promise<T>;

/** A statement prepared once; it answers at once on an engine in this process, by promise on one over a network. */
export type Statement<Row> = (params: Readonly<Record<string, unknown>>) => MaybePromise<Row[]>;

/** What Drizzle's `select` gives before it is run. */
export interface Preparable<Row> extends PromiseLike<Row[]> {
  prepare(...args: never[]): unknown;
}

export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  /** Where it is, for people: never with a password in it. */
  readonly location: string;
  readonly tables: Tables;
  readonly db: ReadDb;
  readonly search: SearchIndexes;
  /** Empty where the engine has none, or none is named. */
  readonly replicas: readonly Replica[];
  prepare<Row>(query: Preparable<Row>): Statement<Row>;
  /** A read within the transaction; `build` is called the first time that `name` is wanted, where the engine keeps statements. */
  statementIn<Row>(tx: WriteDb, name: string, build: (tx: WriteDb) => Preparable<Row>): Statement<Row>;
  /** Inserts rows the fastest way that the engine has; answers their generated ids, in the order of the rows. Ids that all of them bring are kept: `settle` follows. */
  insertRows<Into extends Table>(
    tx: WriteDb,
    table: Into,
    rows: readonly Into['$inferInsert'][],
  ): Promise<number[]>;
  /** After rows were inserted with ids of another store: those that are generated from now on come after those of `last`, and the engine's planner knows the rows. */
  settle(tx: WriteDb, last: LastIds): Promise<void>;
  /** Lets `work` read one state of the store, whatever is committed meanwhile. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** Runs `read`, whose statements that answer at once see one state of the store; what it waits for does not. */
  together<T>(read: () => T): T;
  /** `column`, in a condition that is no reason to go by an index of its own, where the engine can be told so. */
  byTheWay(column: AnyColumn): SQL;
  /** `column` is one of the values of the list that is bound to the placeholder `name` by `list`. */
  among(column: AnyColumn | SQL, name: string): SQL<boolean>;
  /** A table expression `alias` with one column `value`: the values of the list bound to `name`. */
  each(name: string, alias: string, type: 'number' | 'text'): SQL;
  /** A list as `among` and `each` want it bound. */
  list(values: readonly (string | number)[]): unknown;
  /** Runs `work` in one transaction, after those begun before it; what it throws undoes all of it. */
  write<T>(work: (tx: WriteDb) => Promise<T>): Promise<T>;
  /** Does a little of what makes searching faster where much was written; answers whether there is more to do. Nobody is told of a commit. */
  tidy(): Promise<boolean>;
  /** Calls `listener` after a commit, here or in another process. It says only "look again"; one call may stand for many. */
  onCommit(listener: () => void): () => void;
  /** Another number than before where anything was committed in between, here or in another process; null where only a statement can tell. */
  version(): number | null;
  /** Writes a consistent copy of the store to a new file while it is in use. */
  backup(file: string): Promise<void>;
  /** Answers whether the store can be read now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** A server that follows the store's, behind it by as much as it is: for reading. It need not be there. */
export interface Replica {
  /** Where it is, for people: never with a password in it. */
  readonly location: string;
  /** The store, with reads that go to the replica. Whatever fails there is STORE_UNAVAILABLE: the primary may know better. */
  readonly store: Store;
  /** Calls `listener` when a connection to it is lost. What answers after that may be behind what answered before. */
  onLost(listener: () => void): void;
}

/** The greatest id that was ever generated for each table, by the table's name; those that generated none may be missing. */
export type LastIds = ReadonlyMap<string, number>;

export interface Snapshot {
  readonly tables: Tables;
  readonly db: ReadDb;
  /** Some may be greater than the state's own. */
  lastIds(): Promise<LastIds>;
}

/** The engine's indexes over the words that `news/words` cuts. They hold what is public only. */
export interface SearchIndexes {
  readonly articles: ArticleIndex;
  readonly quotes: QuoteIndex;
  /** A query as the engine wants it bound to a placeholder, for `matches` and `found` of articles. */
  expression(query: SearchQuery): string;
  /** The same for `ranked`. */
  ranking(query: SearchQuery): string;
  /** The same for `matches` of quotes. */
  saying(query: SearchQuery): string;
}

/** What filters ask of very many articles: an engine may keep it beside the words. */
export type Criteria = Pick<
  Tables['articles']['$inferSelect'],
  'sectionId' | 'language' | 'urgency' | 'hasPhoto' | 'source'
>;

/** An article that the public sees, as an index knows it by. `publicAt` does not change. */
export interface Indexed {
  id: number;
  publicAt: number;
}

export interface ArticleIndex {
  /** For articles that the index does not hold: take their words out first where it does, also when only the criteria change. */
  add(
    tx: WriteDb,
    rows: readonly (Indexed & { criteria: Criteria; words: SearchableWords })[],
  ): Promise<void>;
  remove(tx: WriteDb, articles: readonly Indexed[]): Promise<void>;
  /** Takes all out. */
  clear(tx: WriteDb): Promise<void>;
  /** `id` is one that the expression bound to `name` finds. */
  matches(id: AnyColumn, name: string): SQL<boolean>;
  /** A table expression `alias` (id): all that the expression bound to `name` finds. */
  found(name: string, alias: string, only: Only): SQL;
  /**
   * A table expression `alias` (id, weight, public_at): of each of the levels in news/ranking the newest finds, with the weight
   * of their greatest level. All finds are on a level, so none is missing where there are no more than `most`.
   */
  ranked(name: string, alias: string, options: RankedOptions): SQL;
}

/** Which finds are wanted. */
export interface Only {
  /** Those that meet a condition on rows of `articles`. */
  also: SQL | undefined;
  /** The same condition says that they were published at this time or after it; and before this one. */
  since: SQL | undefined;
  until: SQL | undefined;
}

export interface RankedOptions extends Only {
  /** Finds of one level. */
  most: number;
}

/** By the quote's id: the words said. */
export interface QuoteIndex {
  add(tx: WriteDb, rows: readonly { id: number; words: SaidWords }[]): Promise<void>;
  remove(tx: WriteDb, ids: readonly number[]): Promise<void>;
  clear(tx: WriteDb): Promise<void>;
  matches(id: AnyColumn, name: string): SQL<boolean>;
}

/** What a backup holds, and what it would take the place of. */
export interface Restoration {
  /** Where the store is, for people. */
  location: string;
  /** Articles in the backup. */
  articles: number;
  /** Articles in the store; null where it is new or empty. */
  replaced: number | null;
}
