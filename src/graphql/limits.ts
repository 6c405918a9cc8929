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
import type { Context } from './context.ts';

export interface DocumentLimits {
  maxTokens: number;
  maxDepth: number;
  maxAliases: number;
  maxDirectives: number;
  maxCost: number;
}

export function limitPlugins(limits: DocumentLimits): Plugin<Context>[] {
  const report = {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, error: GraphQLError) =>
        context?.reportError(refusal(error.message.replace(/^Syntax Error: /, ''))),
    ],
  };
  return [
    maxTokensPlugin({ n: limits.maxTokens, onReject: [throwRefusal], propagateOnRejection: false }),
    maxDepthPlugin({ n: limits.maxDepth, flattenFragments: true, ...report }),
    maxAliasesPlugin({ n: limits.maxAliases, ...report }),
    maxDirectivesPlugin({ n: limits.maxDirectives, ...report }),
    costPlugin(limits.maxCost),
  ];
}

function throwRefusal(_context: unknown, error: GraphQLError): never {
  throw refusal(error.message.replace(/^Syntax Error: /, ''));
}

function costPlugin(maxCost: number): Plugin<Context> {
  const check = ({
    args,
    stop,
  }: {
    args: ExecutionArgs;
    stop: (result: { errors: GraphQLError[] }) => void;
  }) => {
    const cost = costOf(args);
    if (cost > maxCost) {
      stop({
        errors: [
          refusal(
            `The query may cost ${cost} (each field, as often as its lists may hold it), and the limit is ${maxCost}: ask for smaller pages or fewer fields.`,
          ),
        ],
      });
    }
  };
  return {
    onExecute: ({ args, setResultAndStopExecution }) => check({ args, stop: setResultAndStopExecution }),
    onSubscribe: ({ args, setResultAndStopExecution }) => check({ args, stop: setResultAndStopExecution }),
  };
}

/** 0 where the operation or its variables are wrong: execution tells that better. */
function costOf({ document, schema, contextValue, operationName, variableValues }: ExecutionArgs): number {
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

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400 } } });
}
