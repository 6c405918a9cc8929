/** `node` and `nodes`: anything by its global id (Relay Global Object Identification). */
import type { GraphQLResolveInfo } from 'graphql';
import { badInput } from '../errors.ts';
import { articlesById } from '../newsroom/read/articles.ts';
import { andThen } from '../newsroom/read/family.ts';
import { partsById } from '../newsroom/read/parts.ts';
import { sectionsById } from '../newsroom/read/sections.ts';
import type { MaybePromise } from '../store/store.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { globalId, NODE_TYPES, type NodeType, parseGlobalId } from '../news/global-id.ts';
import { NodeRef } from './refs.ts';
import { wantedColumns } from './wanted.ts';

/** The most that `nodes` may be asked for. */
const MAX_NODES = 100;

type NodeShape = typeof NodeRef.$inferType;

builder.queryFields((t) => ({
  node: t.field({
    type: NodeRef,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context, info) =>
      andThen(readNodes([id], context, info), ([node]) => node ?? null),
  }),
  nodes: t.field({
    type: [NodeRef],
    nullable: { list: false, items: true },
    args: { ids: t.arg.idList({ required: true }) },
    complexity: ({ ids }) => ({ field: 1, multiplier: ids.length }),
    resolve: (_root, { ids }, context, info) => {
      if (ids.length > MAX_NODES)
        throw badInput(`nodes was asked for ${ids.length} ids, and the limit is ${MAX_NODES}.`);
      return readNodes(ids, context, info);
    },
  }),
}));

/** In the order of the ids; null for what is not there or may not be seen. One statement a type. */
function readNodes(
  ids: readonly string[],
  { reader }: Context,
  info: GraphQLResolveInfo,
): MaybePromise<(NodeShape | null)[]> {
  const parsed = ids.map(parseGlobalId);
  const read: Record<NodeType, (rowIds: number[]) => MaybePromise<Iterable<NodeShape>>> = {
    Article: (rowIds) =>
      andThen(
        articlesById(reader, rowIds, wantedColumns(info, 'articles')),
        (rows) => rows.values() as Iterable<NodeShape>,
      ),
    Section: (rowIds) => sectionsById(reader, rowIds) as MaybePromise<Iterable<NodeShape>>,
    Photo: (rowIds) =>
      andThen(
        partsById(reader, 'photos', { ids: rowIds, columns: wantedColumns(info, 'photos') }),
        (rows) => rows.values() as Iterable<NodeShape>,
      ),
    Quote: (rowIds) =>
      andThen(
        partsById(reader, 'quotes', { ids: rowIds, columns: wantedColumns(info, 'quotes') }),
        (rows) => rows.values() as Iterable<NodeShape>,
      ),
  };
  const found = new Map<string, NodeShape>();
  const reads = NODE_TYPES.flatMap((type) => {
    const rowIds = parsed.flatMap((node) => (node?.type === type ? [node.id] : []));
    if (rowIds.length === 0) return [];
    return [
      andThen(read[type](rowIds), (rows) => {
        for (const row of rows) found.set(globalId(type, row.id), row);
      }),
    ];
  });
  const answer = () =>
    parsed.map((node) => (node === null ? null : (found.get(globalId(node.type, node.id)) ?? null)));
  const waited = reads.filter((one) => one instanceof Promise);
  return waited.length > 0 ? Promise.all(waited).then(answer) : answer();
}
