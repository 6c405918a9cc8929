/** Connections: how a listing becomes one, and what one costs. */
import type { GraphQLResolveInfo } from 'graphql';
import { andThen } from '../newsroom/read/family.ts';
import type { Facets } from '../newsroom/read/facets.ts';
import { DEFAULT_PAGE, type Page, type PageArgs } from '../newsroom/read/page.ts';
import type { MaybePromise } from '../store/store.ts';
import { wants } from './wanted.ts';

export interface ConnectionShape<Edge> {
  edges: Edge[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  count: () => MaybePromise<number>;
  facets?: Facets | undefined;
}

/** Few ask for a cursor, which is made for who does. */
class Edge<Row> {
  readonly node: Row;
  readonly #page: Page<Row>;

  constructor(node: Row, page: Page<Row>) {
    this.node = node;
    this.#page = page;
  }

  get cursor(): string {
    return this.#page.cursor(this.node);
  }
}

class PageInfo<Row> {
  readonly #page: Page<Row>;

  constructor(page: Page<Row>) {
    this.#page = page;
  }

  get hasNextPage(): boolean {
    return this.#page.hasNextPage;
  }

  get hasPreviousPage(): boolean {
    return this.#page.hasPreviousPage;
  }

  get startCursor(): string | null {
    return this.#cursorOf(this.#page.rows[0]);
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.#page.rows.at(-1));
  }

  #cursorOf(row: Row | undefined): string | null {
    return row === undefined ? null : this.#page.cursor(row);
  }
}

interface Source<Row> {
  page(): MaybePromise<Page<Row>>;
  count(): MaybePromise<number>;
  facets?: Facets | undefined;
}

/** Rows are read only where edges or pageInfo are asked for, and counted only where the count is. */
export function connection<Row>(
  listing: Source<Row>,
  info: GraphQLResolveInfo,
): MaybePromise<ConnectionShape<{ cursor: string; node: Row }>> {
  return connectionOf(listing, info, (node, page) => new Edge(node, page));
}

export function connectionOf<Row, Edge extends { cursor: string }>(
  source: Source<Row>,
  info: GraphQLResolveInfo,
  edge: (row: Row, page: Page<Row>) => Edge,
): MaybePromise<ConnectionShape<Edge>> {
  const count = () => source.count();
  const { facets } = source;
  if (!wants(info, ['edges', 'pageInfo'])) return { ...NOTHING, count, facets };
  return andThen(source.page(), (page) => {
    const edges = page.rows.map((row) => edge(row, page));
    return {
      edges,
      pageInfo: new PageInfo(page),
      count,
      facets,
    };
  });
}

/** For who may not know what there is. */
export function emptyConnection(): ConnectionShape<never> {
  return { ...NOTHING, count: () => 0 };
}

const NOTHING = {
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};

/** A page costs its rows as often as it may hold them. */
export function pageCost({ first, last }: PageArgs): { field: number; multiplier: number } {
  return { field: 1, multiplier: Math.max(first ?? last ?? DEFAULT_PAGE, 0) };
}
