/** Queries at random over the whole schema: fields, arguments as literals and as variables, aliases, the same field twice, fragments. */
import fc from 'fast-check';
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

export interface RandomQuery {
  query: string;
  variables: Record<string, unknown>;
}

/** What a name of an argument is worth asking for; the values that a store has, and some that it has not. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

const NUMBERS = [0, 1, 2, 3, 7, 2, 3, -1, 1_000];
const SCALARS: Record<string, readonly unknown[]> = {
  Int: NUMBERS,
  Boolean: [true, false],
  String: ['bridge', 'en', 'none', ''],
  ID: ['x'],
  Cursor: ['x'],
  DateTime: ['2026-10-02T00:00:00Z', '2027-01-01T00:00:00.000Z'],
};
/** Of pages, which are asked for one by one. */
const CURSORS = new Set(['after', 'before', 'last']);

export function randomQuery(known: Known): fc.Arbitrary<RandomQuery> {
  return fc.gen().map((gen) => new Composer((arbitrary) => gen(() => arbitrary), known).compose());
}

class Composer {
  readonly #draw: Draw;
  readonly #known: Known;
  readonly #declared: string[] = [];
  readonly #fragments: string[] = [];
  readonly #variables: Record<string, unknown> = {};

  constructor(draw: Draw, known: Known) {
    this.#draw = draw;
    this.#known = known;
  }

  compose(): RandomQuery {
    const root = schema.getQueryType();
    if (root == null) throw new Error('the schema has no queries');
    const body = this.#selection(root, 4);
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    return {
      query: [`query Q${declared} ${body}`, ...this.#fragments].join('\n'),
      variables: this.#variables,
    };
  }

  #one<T>(values: readonly T[]): T {
    return this.#draw(fc.constantFrom(...values));
  }

  #often(percent: number): boolean {
    return this.#draw(fc.integer({ min: 1, max: 100 })) <= percent;
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => depth > 0 || isPlain(field.type));
    const parts = Array.from({ length: this.#draw(fc.integer({ min: 1, max: 4 })) }, () => {
      if (fields.length === 0 || this.#often(8)) return '__typename';
      return this.#field(this.#one(fields), depth);
    });
    if (this.#often(10)) parts.push(`... on ${type.name} { __typename }`);
    if (!this.#often(10)) return `{ ${parts.join(' ')} }`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} { ${parts.join(' ')} }`);
    return `{ ...${name} }`;
  }

  #field(
    field: { name: string; args: readonly GraphQLArgument[]; type: GraphQLOutputType },
    depth: number,
  ): string {
    const given = field.args.flatMap((argument) => {
      const isAsked = isNonNullType(argument.type) || this.#often(CURSORS.has(argument.name) ? 4 : 40);
      return isAsked ? [`${argument.name}: ${this.#argument(argument)}`] : [];
    });
    const args = given.length > 0 ? `(${given.join(', ')})` : '';
    // Two of one name with other arguments are no document.
    const alias = this.#often(25) || given.length > 0 ? `a${this.#draw(fc.nat(1_000_000))}: ` : '';
    return `${alias}${field.name}${args} ${this.#below(field.type, depth - 1)}`;
  }

  #below(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    if (isObjectType(named)) return this.#selection(named, depth);
    if (!isAbstractType(named)) return '';
    const each = schema
      .getPossibleTypes(named)
      .map(
        (possible) =>
          `... on ${possible.name} { k${possible.name}: __typename ${this.#inner(possible, depth)} }`,
      );
    return `{ __typename ${each.join(' ')} }`;
  }

  #inner(type: GraphQLObjectType, depth: number): string {
    const plain = Object.values(type.getFields()).filter(
      (field) => isPlain(field.type) && field.args.length === 0,
    );
    const alias = `b${depth}`;
    return plain.length > 0 ? `${alias}${type.name}: ${this.#one(plain).name}` : '';
  }

  #argument({ name, type }: GraphQLArgument): string {
    const value = this.#value(name, type, 2);
    if (!this.#often(50)) return literal(value, type);
    const variable = `v${this.#declared.length}`;
    this.#declared.push(`$${variable}: ${String(type)}`);
    this.#variables[variable] = value;
    return `$${variable}`;
  }

  #value(name: string, type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(name, type.ofType, depth);
    if (isListType(type))
      return [0, 1]
        .slice(0, this.#draw(fc.integer({ min: 0, max: 2 })))
        .map(() => this.#value(name, type.ofType, depth));
    if (isEnumType(type)) return this.#one(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const asked = type.isOneOf
        ? [this.#one(fields)]
        : fields.filter((field) => isNonNullType(field.type) || (depth > 0 && this.#often(20)));
      return Object.fromEntries(
        asked.map((field) => [field.name, this.#value(field.name, field.type, depth - 1)]),
      );
    }
    return this.#one(this.#known[name] ?? SCALARS[type.name] ?? ['x']);
  }
}

function isPlain(type: GraphQLOutputType): boolean {
  return isLeafType(getNamedType(type));
}

/** As a document has it: names of enums bare, and no marks around the names of fields. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type) && Array.isArray(value))
    return `[${value.map((item: unknown) => literal(item, type.ofType)).join(', ')}]`;
  if (isInputObjectType(type) && typeof value === 'object' && value !== null) {
    const fields = type.getFields();
    const parts = Object.entries(value).map(([name, each]) => {
      const field = fields[name];
      return `${name}: ${field === undefined ? 'null' : literal(each, field.type)}`;
    });
    return `{ ${parts.join(', ')} }`;
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}
