/**
 * What a subscription selects of its events, as subscribers share it: those alike in document, variables and rights are
 * answered by one execution, whatever their filters are.
 */
import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type GraphQLError,
  type GraphQLFormattedError,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';
import type { Selection } from '../newsroom/events/wire.ts';
import type { Context } from './context.ts';

/** An execution's answer, also as the JSON that every transport sends. */
export interface Answer {
  result: ExecutionResult;
  json: Buffer;
}

/** `tell`: what clients are told of an error. */
export function selectionOf(
  args: ExecutionArgs,
  tell: (error: GraphQLError) => GraphQLFormattedError,
): Selection<object, Answer> {
  return {
    key: keyOf(args),
    async make(event) {
      const result = await execute({ ...args, rootValue: event });
      const { errors, ...rest } = result;
      const told = errors === undefined ? rest : { ...rest, errors: errors.map(tell) };
      return { result, json: Buffer.from(JSON.stringify(told)) };
    },
    // The result beside it is about as large.
    sizeOf: ({ json }) => 2 * json.length,
  };
}

function keyOf({ document, operationName, variableValues, contextValue }: ExecutionArgs): string {
  const { text, variables } = shapeOf(document, operationName);
  const { viewer, publicUrl } = contextValue as Context;
  const values = variables.map((name) => variableValues?.[name] ?? null);
  const all = JSON.stringify([text, values, viewer.role, publicUrl]);
  return createHash('sha256').update(all).digest('base64');
}

interface Shape {
  /** What is selected, and nothing of which events are wanted. */
  text: string;
  /** Variables that the text uses. */
  variables: string[];
}

const shapes = new WeakMap<DocumentNode, Map<string | null, Shape>>();

function shapeOf(document: DocumentNode, operationName: string | null | undefined): Shape {
  const known = shapes.get(document) ?? new Map<string | null, Shape>();
  shapes.set(document, known);
  const name = operationName ?? null;
  const shape = known.get(name) ?? findShape(document, name);
  known.set(name, shape);
  return shape;
}

function findShape(document: DocumentNode, name: string | null): Shape {
  const operation = getOperationAST(document, name);
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const selected: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: operation ? [withoutArguments(operation), ...fragments] : document.definitions,
  };
  const variables = new Set<string>();
  visit(selected, { Variable: ({ name: { value } }) => void variables.add(value) });
  return { text: print(selected), variables: [...variables].toSorted() };
}

/** Its root field says which events are wanted, and what stands below it what of them. */
function withoutArguments(operation: OperationDefinitionNode): OperationDefinitionNode {
  const { selectionSet } = operation;
  const selections = selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? { ...selection, arguments: [] } : selection,
  );
  const { name: _name, variableDefinitions: _variables, ...rest } = operation;
  return { ...rest, selectionSet: { ...selectionSet, selections } };
}
