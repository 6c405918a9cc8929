/**
 * What one document may cost. The shape is bounded by maintained rules before anything runs, the cost by the rows its
 * pages may hold. Each refusal says the limit and the figure, with status 400.
 */
import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesPlugin } from '@escape.tech/graphql-armor-max-directives';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  Kind,
  type ValidationContext,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { NewswireError } from '../errors.ts';
import type { Context } from './context.ts';

/** Of lists and objects in each other: more than any filter may have, and less than the stack takes. */
const MAX_VARIABLE_DEPTH = 300;

export interface DocumentLimits {
  maxTokens: number;
  maxDepth: number;
  maxAliases: number;
  maxDirectives: number;
  maxCost: number;
}

export function limitPlugins(limits: DocumentLimits): Plugin<Context>[] {
  return [
    maxTokensPlugin({ n: limits.maxTokens, ...refuse('NEWSWIRE_MAX_TOKENS') }),
    maxDepthPlugin({ n: limits.maxDepth, flattenFragments: true, ...refuse('NEWSWIRE_MAX_DEPTH') }),
    maxAliasesPlugin({ n: limits.maxAliases, ...refuse('NEWSWIRE_MAX_ALIASES') }),
    maxDirectivesPlugin({ n: limits.maxDirectives, ...refuse('NEWSWIRE_MAX_DIRECTIVES') }),
    costPlugin(limits.maxCost),
  ];
}

/** As they come the rules throw "Syntax Error" with status 200. While a document is parsed there is no context to report to. */
function refuse(setting: string) {
  return {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, { message }: GraphQLError) => {
        const what = message.replace(/^Syntax Error: /, '').replace(/\.$/, '');
        const sentence = `${what}: ask in smaller documents, or raise ${setting}.`;
        // Yoga would take an error of GraphQL's that ends parsing for one of syntax, with status 200 again.
        if (context === null) throw new NewswireError('LIMIT_EXCEEDED', sentence);
        context.reportError(refusal(sentence));
      },
    ],
  };
}

function costPlugin(maxCost: number): Plugin<Context> {
  const check = ({
    args,
    stop,
  }: {
    args: ExecutionArgs;
    stop: (result: { errors: GraphQLError[] }) => void;
  }) => {
    if (isTooDeep(args.variableValues)) {
      const depth = depthOf(args.variableValues);
      const sentence = `The variables are nested ${depth} deep, and the limit is ${MAX_VARIABLE_DEPTH}: send flatter ones.`;
      return stop({ errors: [refusal(sentence)] });
    }
    const cost = costOf(args);
    if (cost > maxCost) {
      const sentence = `The query may cost ${cost} (each field, as often as its lists may hold it), and the limit is ${maxCost}: ask for smaller pages or fewer fields, or raise NEWSWIRE_MAX_COST.`;
      stop({ errors: [refusal(sentence)] });
    }
  };
  return {
    onExecute: ({ args, setResultAndStopExecution }) => check({ args, stop: setResultAndStopExecution }),
    onSubscribe: ({ args, setResultAndStopExecution }) => check({ args, stop: setResultAndStopExecution }),
  };
}

/** Of lists and objects in each other: more than any filter may have. */
export function isTooDeep(variables: unknown): boolean {
  // Most are flat.
  return Object.values(variables ?? {}).some(isObject) && depthOf(variables) > MAX_VARIABLE_DEPTH;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function depthOf(variables: unknown): number {
  let depth = -1;
  // Layer by layer: whoever goes down into them has only so much stack.
  for (let layer = [variables]; layer.length > 0; depth += 1) {
    layer = layer.flatMap((value): unknown[] => (isObject(value) ? Object.values(value) : []));
  }
  return depth;
}

/** 0 where the operation or its variables are wrong: execution tells that better. */
export function costOf({
  document,
  schema,
  contextValue,
  operationName,
  variableValues,
}: ExecutionArgs): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const alone: DocumentNode = { ...document, definitions: [operation, ...fragments] };
  try {
    const options = { schema, ctx: contextValue as object, variables: { ...variableValues } };
    return complexityFromQuery(alone, options).complexity;
  } catch {
    return 0;
  }
}

/** `spec: false`: also where a client accepts plain JSON, for which Yoga would answer 200. */
function refusal(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400, spec: false } },
  });
}
