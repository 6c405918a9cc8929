/** GraphQL over HTTP: the audits of the graphql-http package, what must be and what should be. */
import { serverAudits } from 'graphql-http';
import { expect, it } from 'vitest';
import { useNewswire } from '../support/newswire.ts';

const newswire = useNewswire();
const audits = serverAudits({ url: () => newswire().client.endpoint });

it('has audits of both kinds', () => {
  for (const kind of ['MUST', 'SHOULD']) {
    expect(audits.filter(({ name }) => name.startsWith(kind)).length).toBeGreaterThan(12);
  }
});

it.each(audits)('$id $name', async ({ fn }) => {
  const result = await fn();
  // A failure says why; the answer that it holds would be printed without end.
  expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
});
