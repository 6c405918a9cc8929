/**
 * A query's document made ready, so that executing it goes through its fields and nothing else: what graphql-js finds anew at each
 * execution (which fields, of which types, with which arguments) is found once. It answers what graphql-js would where all goes well,
 * and nothing where anything does not (an error, a null that may not be): that is then graphql-js's to answer. A property
 * test holds the two to the same bytes.
 */
import {
  BREAK,
  defaultFieldResolver,
  defaultTypeResolver,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLNonNull,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
  TypeNameMetaFieldDef,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { MaybePromise } from '../store/store.ts';
import type { Context } from './context.ts';
import { type Complete, leave, type PlannedField, Run, type Variables } from './plan-run.ts';

/** Fields of a document that is made ready: those that have more are rare, and would be kept. */
const MAX_FIELDS = 2_000;

export interface Plan {
  /** As the operation declares them; null where they are wrong. */
  variables(given: Variables): Variables | null;
  /** What is answered under `data`. Throws where that is graphql-js's to say. */
  execute(context: Context, variables: Variables): MaybePromise<object>;
}

/** `operationName`: null where the document has one operation. null: what it asks for cannot be made ready. */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Plan | null {
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== 'query' || root == null) return null;
  const planning = new Planning(schema, operation, document);
  const fields = planning.fields(root, [operation.selectionSet]);
  if (!planning.isWhole) return null;
  const definitions = operation.variableDefinitions ?? [];
  const areTexts = definitions.every(isText);
  const names = definitions.map(({ variable }) => variable.name.value);
  return {
    variables(given) {
      if (areTexts && names.every((name) => typeof given[name] === 'string')) return given;
      return getVariableValues(schema, definitions, given).coerced ?? null;
    },
    execute(context, variables) {
      const run = new Run(context, variables);
      const data = run.object(fields, undefined);
      const coming = run.end();
      return coming === null ? data : coming.then(() => data);
    },
  };
}

type GraphQLNullableOutputType = Exclude<GraphQLOutputType, GraphQLNonNull<GraphQLNullableType>>;

class Planning {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Record<string, FragmentDefinitionNode> = {};
  /** Whether all that was met can be made ready. */
  isWhole = true;
  size = 0;

  constructor(schema: GraphQLSchema, operation: OperationDefinitionNode, document: DocumentNode) {
    this.#schema = schema;
    this.#operation = operation;
    for (const each of document.definitions)
      if (each.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[each.name.value] = each;
  }

  /** In the order of the answer (GraphQL, 6.3.2). */
  fields(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): PlannedField[] {
    const nodes = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) this.#collect(type, set, { nodes, spread });
    return [...nodes].flatMap(([key, ofKey]) => this.#field(type, key, ofKey) ?? []);
  }

  #collect(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    met: { nodes: Map<string, FieldNode[]>; spread: Set<string> },
  ): void {
    for (const selection of set.selections) {
      // What is left out goes by the variables.
      if ((selection.directives?.length ?? 0) > 0) this.isWhole = false;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = met.nodes.get(key);
        if (nodes === undefined) met.nodes.set(key, [selection]);
        else nodes.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#spread(selection.name.value, met.spread);
      if (fragment !== undefined && this.#takes(fragment.typeCondition, type))
        this.#collect(type, fragment.selectionSet, met);
    }
  }

  #spread(name: string, spread: Set<string>): FragmentDefinitionNode | undefined {
    if (spread.has(name)) return undefined;
    spread.add(name);
    return this.#fragments[name];
  }

  #takes(condition: FragmentDefinitionNode['typeCondition'] | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined) return true;
    const conditional = typeFromAST(this.#schema, condition);
    return conditional === type || (isAbstractType(conditional) && this.#schema.isSubType(conditional, type));
  }

  #field(type: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): PlannedField | null {
    const [node] = nodes;
    const name = node?.name.value ?? '';
    const definition = name === '__typename' ? TypeNameMetaFieldDef : type.getFields()[name];
    // What is asked of the schema itself, and a name that is none for an object's.
    if (node === undefined || definition === undefined || key === '__proto__' || this.size >= MAX_FIELDS) {
      this.isWhole = false;
      return null;
    }
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    this.size += 1;
    return {
      key,
      place: this.size - 1,
      definition,
      resolve: definition.resolve ?? defaultFieldResolver,
      complete: this.#complete(definition.type, sets),
      given: hasVariables(node) ? null : Object.freeze(getArgumentValues(definition, node)),
      info: {
        fieldName: name,
        fieldNodes: nodes,
        returnType: definition.type,
        parentType: type,
        // The places in lists are left out: nothing here goes by them.
        path: { prev: undefined, key, typename: type.name },
        schema: this.#schema,
        fragments: this.#fragments,
        rootValue: undefined,
        operation: this.#operation,
        // They are of an execution, and this is not: whoever asks for them is answered by graphql-js.
        get variableValues() {
          return leave();
        },
      },
    };
  }

  #complete(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Complete {
    if (isNonNullType(type)) {
      const { ofType } = type;
      // Most fields are such.
      if (isLeafType(ofType)) return (_run, value) => (value == null ? leave() : serialized(ofType, value));
      const complete = this.#complete(type.ofType, sets);
      return (run, value, info) => complete(run, value, info) ?? leave();
    }
    const complete = this.#completeValue(type, sets);
    return (run, value, info) => {
      if (value == null) return null;
      return value instanceof Error ? leave() : complete(run, value, info);
    };
  }

  #completeValue(type: GraphQLNullableOutputType, sets: readonly SelectionSetNode[]): Complete {
    if (isListType(type)) {
      const complete = this.#complete(type.ofType, sets);
      return (run, values, info) => (Array.isArray(values) ? run.list(values, complete, info) : leave());
    }
    if (isObjectType(type)) return this.#completeObject(type, sets);
    if (isAbstractType(type)) return this.#completeAbstract(type, sets);
    return (_run, value) => serialized(type, value);
  }

  #completeObject(type: GraphQLObjectType<unknown, Context>, sets: readonly SelectionSetNode[]): Complete {
    const fields = this.fields(type, sets);
    const { isTypeOf } = type;
    if (isTypeOf == null) return (run, value) => run.object(fields, value);
    return (run, value, info) =>
      isTypeOf(value, run.context, info) === true ? run.object(fields, value) : leave();
  }

  /** Each type that may be there as if it alone could be. */
  #completeAbstract(type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): Complete {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const possible = this.#schema.getPossibleTypes(type);
    const completes = new Map(
      possible.map((each: GraphQLObjectType<unknown, Context>) => [
        each.name,
        this.#completeObject(each, sets),
      ]),
    );
    return (run, value, info) => {
      const name: unknown = resolveType(value, run.context, info, type);
      const complete = typeof name === 'string' ? completes.get(name) : undefined;
      return complete === undefined ? leave() : complete(run, value, info);
    };
  }
}

function serialized(type: GraphQLLeafType, value: unknown): unknown {
  return value instanceof Error ? leave() : (type.serialize(value) ?? leave());
}

/** Whether a string that is given for it is its value. */
function isText({ type }: VariableDefinitionNode): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return named.kind === Kind.NAMED_TYPE && (named.name.value === 'String' || named.name.value === 'ID');
}

function hasVariables(node: FieldNode): boolean {
  let has = false;
  for (const argument of node.arguments ?? [])
    visit(argument, {
      Variable() {
        has = true;
        return BREAK;
      },
    });
  return has;
}
