/** Every tab that GraphiQL opens with runs as it stands on the sample edition, and shows something. */
import { getOperationAST, parse } from 'graphql';
import { expect, it } from 'vitest';
import { EXAMPLES } from '../../src/http/examples.ts';
import { useNewswire } from '../support/newswire.ts';

const newswire = useNewswire({ samples: true });
const tabs = EXAMPLES.map(({ query, variables = '{}' }) => {
  const operation = getOperationAST(parse(query));
  return {
    name: operation?.name?.value ?? 'without a name',
    kind: operation?.operation,
    query,
    variables: JSON.parse(variables) as Record<string, unknown>,
  };
});

it('has queries, a mutation and a subscription', () => {
  expect(new Set(tabs.map(({ kind }) => kind))).toEqual(new Set(['query', 'mutation', 'subscription']));
});

it.each(tabs.filter(({ kind }) => kind === 'query'))('$name finds several', async ({ query, variables }) => {
  const answer = await newswire().client.data<Record<string, { totalCount: number; edges: unknown[] }>>(
    query,
    variables,
  );
  for (const { totalCount, edges } of Object.values(answer)) {
    expect(totalCount).toBeGreaterThan(1);
    expect(edges.length).toBeGreaterThan(1);
  }
});

it.each(tabs.filter(({ kind }) => kind === 'mutation'))('$name publishes', async ({ query, variables }) => {
  const { client, key } = newswire();
  const answer = await client.data<Record<string, { __typename: string }>>(query, variables, {
    key: await key('editor'),
  });
  expect(Object.values(answer)).toEqual([
    expect.objectContaining({
      __typename: 'ArticleSaved',
      article: expect.objectContaining({
        quotes: { edges: [{ node: expect.objectContaining({ speaker: 'Tom Arden' }) }, expect.anything()] },
      }),
    }),
  ]);
});

it.each(tabs.filter(({ kind }) => kind === 'subscription'))('$name begins at once', async (tab) => {
  const events = newswire().client.subscribe('WebSocket', tab.query, tab.variables);
  expect(await events.take(3)).toHaveLength(3);
});
