/**
 * Which columns a document wants of a type, so that nothing else is read. A field wants the columns that its
 * `extensions.columns` names, or else the one that it exposes. What is found is kept with the document.
 */
import { type FieldNode, type GraphQLResolveInfo, isObjectType, Kind } from 'graphql';
import type { Tables } from '../store/store.ts';

type Table = 'articles' | 'photos' | 'quotes';
export type ColumnName<Name extends Table> = keyof Tables[Name]['$inferSelect'] & string;

const TYPES = { articles: 'Article', photos: 'Photo', quotes: 'Quote' } as const;
/** Names that carry nodes from a connection down. */
export const NODES = ['edges', 'node'] as const;

/** `path`: the fields between this one and the type. */
export function wantedColumns<Name extends Table>(
  info: GraphQLResolveInfo,
  table: Name,
  path: readonly string[] = [],
): readonly ColumnName<Name>[] {
  return foundOnce(info, `${table}:${path.join('.')}`, () => readColumns(info, table, path));
}

/** Whether one of the fields `names` is asked for below this one. */
export function wants(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  const below = foundOnce(
    info,
    'below',
    () => new Set(fieldsOf(info, info.fieldNodes).map(({ name }) => name.value)),
  );
  return names.some((name) => below.has(name));
}

const known = new WeakMap<FieldNode, Map<string, object>>();

/** What `find` gives for this field, by a name that stands for one kind of result. A field that stands in a document more than once is looked through each time. */
function foundOnce<Found extends object>(info: GraphQLResolveInfo, name: string, find: () => Found): Found {
  const [node] = info.fieldNodes;
  if (node === undefined || info.fieldNodes.length > 1) return find();
  let ofNode = known.get(node);
  if (ofNode === undefined) known.set(node, (ofNode = new Map<string, object>()));
  let found = ofNode.get(name);
  if (found === undefined) ofNode.set(name, (found = find()));
  return found as Found;
}

function readColumns<Name extends Table>(
  info: GraphQLResolveInfo,
  table: Name,
  path: readonly string[],
): readonly ColumnName<Name>[] {
  const type = info.schema.getType(TYPES[table]);
  if (!isObjectType(type)) throw new Error(`${TYPES[table]} is no type of the schema`);
  let nodes: readonly FieldNode[] = info.fieldNodes;
  for (const step of path) nodes = fieldsOf(info, nodes).filter(({ name }) => name.value === step);
  const fields = type.getFields();
  const columns = new Set<string>();
  for (const { name } of fieldsOf(info, nodes)) {
    const { columns: named, pothosExposedField: exposed } = fields[name.value]?.extensions ?? {};
    for (const column of Array.isArray(named) ? (named as string[]) : []) columns.add(column);
    if (typeof exposed === 'string') columns.add(exposed);
  }
  return [...columns].toSorted() as ColumnName<Name>[];
}

/**
 * The fields below these, those in fragments too. A fragment is gone into once, however often it is spread, or a short
 * document could take for ever. Fields of other types come along, and cost a column at most.
 */
function fieldsOf(info: GraphQLResolveInfo, parents: readonly FieldNode[]): FieldNode[] {
  const fields: FieldNode[] = [];
  const spread = new Set<string>();
  const sets = parents.flatMap(({ selectionSet }) => selectionSet ?? []);
  // More come while these are gone through.
  for (const { selections } of sets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) sets.push(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = info.fragments[selection.name.value];
        if (fragment) sets.push(fragment.selectionSet);
      }
    }
  }
  return fields;
}
