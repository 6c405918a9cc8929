/** One execution of what was planned: values are put in their places at once, or when they have come. */
import type { GraphQLField, GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { getArgumentValues } from 'graphql';
import type { Context } from './context.ts';

export type Variables = Readonly<Record<string, unknown>>;
type Values = Record<string, unknown>;

/** Of what a resolver gave, what is answered. */
export type Complete = (run: Run, value: unknown, info: GraphQLResolveInfo) => unknown;

export interface PlannedField {
  readonly key: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly resolve: GraphQLFieldResolver<unknown, Context>;
  readonly complete: Complete;
  /** null: they go by the variables. */
  readonly given: Values | null;
  readonly info: GraphQLResolveInfo;
  /** Among all fields that were planned. */
  readonly place: number;
}

/** Ends the execution: something is not as it should be, and graphql-js is to say what. */
export function leave(): never {
  throw new Error('this is not for a plan to answer');
}

export class Run {
  readonly context: Context;
  readonly #variables: Variables;
  /** Arguments of fields, which are the same whichever object they are of. */
  readonly #given: (Values | undefined)[] = [];
  readonly #coming: Promise<unknown>[] = [];

  constructor(context: Context, variables: Variables) {
    this.context = context;
    this.#variables = variables;
  }

  object(fields: readonly PlannedField[], parent: unknown): Values {
    const values: Values = {};
    for (const field of fields) {
      const { info } = field;
      const given = field.given ?? (this.#given[field.place] ??= this.#argumentsOf(field));
      const value: unknown = field.resolve(parent, given, this.context, info);
      if (value instanceof Promise) {
        // Its place in the answer.
        values[field.key] = null;
        this.#await(value, (come) => (values[field.key] = field.complete(this, come, info)));
      } else values[field.key] = field.complete(this, value, info);
    }
    return values;
  }

  list(items: readonly unknown[], complete: Complete, info: GraphQLResolveInfo): unknown[] {
    const values: unknown[] = [];
    for (const item of items) {
      const place = values.length;
      if (item instanceof Promise) {
        values.push(null);
        this.#await(item, (come) => (values[place] = complete(this, come, info)));
      } else values.push(complete(this, item, info));
    }
    return values;
  }

  /** Resolves when all values are in their places. */
  async end(): Promise<void> {
    // More come while these do.
    for (let come = this.#coming.pop(); come !== undefined; come = this.#coming.pop()) await come;
  }

  #await(value: Promise<unknown>, put: (come: unknown) => unknown): void {
    const coming = value.then(put);
    // Where the first of them fails nobody asks for the others.
    coming.catch(() => undefined);
    this.#coming.push(coming);
  }

  #argumentsOf({ definition, info }: PlannedField): Values {
    const [node] = info.fieldNodes;
    return node === undefined ? {} : getArgumentValues(definition, node, this.#variables);
  }
}
