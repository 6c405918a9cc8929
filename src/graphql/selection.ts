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
import type { Selection } from '../newsroom/events/station.ts';
import type { Context } from './context.ts';

/** An execution's answer to an event. */
export interface Answer {
  readonly result: ExecutionResult;
  /** The JSON that every transport sends. */
  json(): Buffer;
  /** As a block of an event stream, whose id is the event's cursor (WHATWG HTML, 9.2; GraphQL over SSE). */
  block(): Buffer;
}

/** What an answer keeps beside its JSON is about as large; so is each form in which it is sent: a block, and what a transport makes of either. */
const KEPT = 5;
/** Bytes, about, of an answer that has an error. */
const OF_AN_ERROR = 2_000;

/** `tell`: what clients are told of an error. */
export function selectionOf(
  args: ExecutionArgs,
  tell: (error: GraphQLError) => GraphQLFormattedError,
): Selection<{ cursor: string }, Answer> {
  // Whoever gave them may want to keep less of them.
  const asked = { ...args };
  return {
    key: keyOf(args),
    make: async (event) => answerOf(event.cursor, await execute({ ...asked, rootValue: event }), tell),
    sizeOf: (answer) => (answer.result.errors ? OF_AN_ERROR : KEPT * answer.json().length),
  };
}

/** What was told of an error is logged: not before somebody wants it in this form. */
function answerOf(
  cursor: string,
  result: ExecutionResult,
  tell: (error: GraphQLError) => GraphQLFormattedError,
): Answer {
  let json: Buffer | undefined;
  let block: Buffer | undefined;

  /** Once for all who have it, and so is what it logs. */
  function toJson(): Buffer {
    const { errors, ...rest } = result;
    const told = errors === undefined ? rest : { ...rest, errors: errors.map(tell) };
    return Buffer.from(JSON.stringify(told));
  }

  const jsonOnce = () => (json ??= toJson());
  return {
    result,
    json: jsonOnce,
    block: () => (block ??= Buffer.concat([blockBegin(cursor), jsonOnce(), BLOCK_END])),
  };
}

const BLOCK_END = Buffer.from('\n\n');

function blockBegin(cursor: string): Buffer {
  return Buffer.from(`id: ${cursor}\nevent: next\ndata: `);
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
