/** The schema builder: types of the context, scalars and rights, and how connections and results are named. */
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { may } from '../news/role.ts';
import type { Facets } from '../newsroom/read/facets.ts';
import type { MaybePromise } from '../store/store.ts';
import type { Context } from './context.ts';
import { Forbidden } from './errors.ts';

export interface SchemaTypes {
  Context: Context;
  Scalars: {
    /** Milliseconds since 1970, UTC. */
    DateTime: { Input: number; Output: number };
    Cursor: { Input: string; Output: string };
    ID: { Input: string; Output: string };
  };
  AuthScopes: { reader: boolean; editor: boolean; admin: boolean };
  Connection: { count: () => MaybePromise<number>; facets?: Facets | undefined };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}

/** A field that shows lists costs as much as all their items may. */
export const DEFAULT_LIST_COST = 10;

export const builder = new SchemaBuilder<SchemaTypes>({
  // Errors before rights, so that a missing right is data where a field answers a union.
  plugins: [ComplexityPlugin, ErrorsPlugin, ScopeAuthPlugin, RelayPlugin],
  defaultFieldNullability: false,
  // The cost is checked by a validation rule, before anything runs: see limits.ts.
  complexity: { disabled: true, defaultListMultiplier: DEFAULT_LIST_COST },
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
    },
  },
  scopeAuth: {
    authScopes: ({ viewer }) => ({
      reader: may(viewer, 'reader'),
      editor: may(viewer, 'editor'),
      admin: may(viewer, 'admin'),
    }),
    unauthorizedError: (_parent, _context, info) => new Forbidden(info.fieldName),
  },
  relay: {
    cursorType: 'String',
    edgesFieldOptions: { nullable: { list: false, items: false }, complexity: { field: 1, multiplier: 1 } },
    nodeFieldOptions: { nullable: false },
  },
});
