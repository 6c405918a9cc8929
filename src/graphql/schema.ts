/** The whole schema, built once: it holds no state, and reaches the news through the context alone. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import './scalars.ts';
import './refs.ts';
import './article.ts';
import './section.ts';
import './photo.ts';
import './quote.ts';
import './search.ts';
import './node.ts';
import './changes.ts';
import './desk.ts';
import './facets.ts';
import './editing/publishing.ts';
import './editing/changing.ts';
import './editing/importing.ts';
import './editing/reviewing.ts';

builder.queryType({});

export const schema = builder.toSchema();

/** As schema.graphql holds it. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
