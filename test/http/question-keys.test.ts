import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Incoming } from '../../src/http/incoming.ts';
import { createQuestionKeys } from '../../src/http/question-keys.ts';
import { runs } from '../support/runs.ts';

const headers = fc.record(
  {
    host: fc.constantFrom('news.example', 'wire.example'),
    accept: fc.constantFrom('application/json', '*/*', ''),
    'content-type': fc.constant('application/json'),
    origin: fc.constantFrom('https://a.example', 'https://b.example'),
    'x-newswire-cursor': fc.constantFrom('one', 'two'),
  },
  { requiredKeys: [] },
);
const asked = fc
  .record({
    method: fc.constantFrom('GET', 'POST'),
    url: fc.constantFrom('/graphql', '/graphql?query={a}'),
    headers,
    body: fc.option(fc.constantFrom('', '{a}', '{é}').map((text) => Buffer.from(text))),
  })
  .map(({ body, ...message }) => new Incoming(message as unknown as IncomingMessage, body));

test('over whichever connection and after whatever it asked, a question has the key that it has by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(asked, fc.nat({ max: 1 })), { maxLength: 12 }), (questions) => {
      const keys = createQuestionKeys();
      const connections = [{}, {}] as const;
      for (const [incoming, place] of questions) {
        const key = keys.keyOf(incoming, connections[place] ?? null);
        expect(key).toBe(createQuestionKeys().keyOf(incoming, null));
        expect(keys.keyOf(incoming, connections[place] ?? null)).toBe(key);
      }
    }),
    runs(500),
  );
});
