/** Queries that were answered well before, ready to be executed again: parsed, validated and within the limits of documents. */
import { type DocumentNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { MaybePromise } from '../store/store.ts';
import type { Context } from './context.ts';
import { costOf, type DocumentLimits, isTooDeep } from './limits.ts';
import { type Plan, planOf } from './plan.ts';
import { schema } from './schema.ts';

/** Documents that are kept. */
const KEPT = 500;
/** Costs that are kept of a document: they go by the sizes of its pages, of which few are asked for. */
const COSTS = 100;

export interface Query {
  text: string;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
}

export interface PreparedQueries {
  /** What is answered under `data`; null where that is for all who answer queries to say. */
  answer(query: Query, context: Context): MaybePromise<object | null>;
  /** Takes note of one that was answered without errors. */
  learn(query: Query): void;
}

interface Ready {
  readonly document: DocumentNode;
  /** null: it cannot be made ready. */
  readonly plan: Plan | null;
  readonly costs: Map<string, number>;
}

export function prepareQueries({ maxCost }: Pick<DocumentLimits, 'maxCost'>): PreparedQueries {
  const known = new LRUCache<string, Map<string | null, Ready>>({ max: KEPT });

  function cost({ document, costs }: Ready, { operationName }: Query, variables: Query['variables']): number {
    const sizes = sizesIn(variables);
    const before = costs.get(sizes);
    if (before !== undefined) return before;
    const reckoned = costOf({ schema, document, operationName, variableValues: variables });
    if (costs.size >= COSTS) costs.clear();
    costs.set(sizes, reckoned);
    return reckoned;
  }

  return {
    answer(query, context) {
      const ready = known.get(query.text)?.get(query.operationName);
      if (ready?.plan == null || isTooDeep(query.variables)) return null;
      const { plan } = ready;
      const variables = plan.variables(query.variables);
      if (variables === null || cost(ready, query, query.variables) > maxCost) return null;
      try {
        const data = context.reader.store.together(() => plan.execute(context, variables));
        return data instanceof Promise ? data.catch(() => null) : data;
      } catch {
        // It will be executed again, and told with its place and reason.
        return null;
      }
    },
    learn({ text, operationName }) {
      const operations = known.get(text) ?? new Map<string | null, Ready>();
      if (operations.has(operationName)) return;
      const document = parse(text);
      const plan = planOf(schema, document, operationName);
      known.set(text, operations.set(operationName, { document, plan, costs: new Map() }));
    },
  };
}

/** All that a cost can go by: what is written in a variable makes nothing longer. */
function sizesIn(variables: Query['variables']): string {
  if (Object.values(variables).every((value) => typeof value === 'string'))
    return Object.keys(variables).join();
  return JSON.stringify(variables, (_name, value: unknown) => (typeof value === 'string' ? '' : value));
}
