/** GraphiQL for a browser: one page with all that it needs, which asks no other host. */
import type { GraphiQLOptions } from 'graphql-yoga';
import { EMBLEM, EMBLEM_ADDRESS } from './emblem.ts';
import { EXAMPLES } from './examples.ts';

export const GRAPHIQL: GraphiQLOptions = {
  title: 'Newswire',
  logo: EMBLEM,
  favicon: EMBLEM_ADDRESS,
  defaultTabs: EXAMPLES,
  subscriptionsProtocol: 'WS',
};

/**
 * GraphiQL 5 keeps tabs where they are only while none has the focus: at the first press on one it jumps by the stale
 * offset of an animation, and the click misses it.
 */
const TABS_STAY = '.graphiql-tab { transform: none !important }';

export async function renderGraphiql(options: GraphiQLOptions): Promise<string> {
  // 190 ms to load, which only a person at a browser wants.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL(options).replace('</style>', `${TABS_STAY}</style>`);
}
