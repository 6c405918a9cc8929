/** Facets: what the articles of a connection are about, with counts. */
import { COUNTED, type FacetCount, FACETS } from '../newsroom/read/facets.ts';
import { builder } from './builder.ts';
import { ArticleConnection } from './page-types.ts';
import { SearchConnection } from './search.ts';

const FacetEnum = builder.enumType('Facet', {
  description: "What the filter's articles are about, most first.",
  values: FACETS,
});

const FacetCountRef = builder.objectRef<FacetCount>('FacetCount');
FacetCountRef.implement({
  fields: (t) => ({
    value: t.exposeString('value', { description: 'What ArticleFilter takes.' }),
    label: t.exposeString('label', { description: 'What a person reads.' }),
    count: t.exposeInt('count'),
  }),
});

/** As many fields as take about as long to answer. */
const COST = 50;

for (const connection of [ArticleConnection, SearchConnection]) {
  builder.objectField(connection, 'facets', (t) =>
    t.field({
      type: [FacetCountRef],
      description: `Values with the number of the list's articles that have them, the greatest first. Of a list of more than ${COUNTED} its newest are counted.`,
      args: {
        by: t.arg({ type: FacetEnum, required: true }),
        first: t.arg.int({ defaultValue: 10 }),
      },
      complexity: ({ first }) => ({ field: COST, multiplier: Math.max(first ?? 10, 0) }),
      resolve: ({ facets }, { by, first }) => facets?.({ by, first: first ?? 10 }) ?? [],
    }),
  );
}
