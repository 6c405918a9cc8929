/** What coming again cannot mend is thrown with its code, and what is wrong here is said before anything is sent. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWire } from '../../src/client/wire.ts';
import { cursorOf } from '../../src/log/cursor.ts';
import { useNewswire } from '../support/newswire.ts';
import { inTime } from '../support/until.ts';
import { PUBLISHED, subscribe, WIRE_TRANSPORTS } from '../support/wire.ts';

const newswire = useNewswire();

describe.each(WIRE_TRANSPORTS)('over %s', (transport) => {
  it.each([
    {
      what: 'a cursor of another log',
      code: 'CURSOR_OTHER_LOG',
      after: cursorOf({ stretch: 'elsewhere', seq: 1, part: null }),
    },
    { what: 'no cursor', code: 'BAD_CURSOR', after: 'yesterday' },
    { what: 'too many to begin with', code: 'BAD_USER_INPUT', variables: { last: 100_000 } },
    { what: 'a variable of another type', code: 'REFUSED', variables: { filter: 'all' } },
    {
      what: 'a document of another schema',
      code: 'GRAPHQL_VALIDATION_FAILED',
      query: PUBLISHED.replace('slug', 'slag'),
    },
  ])('$what', async ({ code, ...subscribing }) => {
    const onLost = vi.fn<() => void>();
    const subscription = subscribe(
      { url: `${newswire().url}/graphql`, transport },
      { ...subscribing, onLost },
    );
    await expect(inTime(subscription.next(), () => 'the refusal')).rejects.toMatchObject({
      name: 'WireError',
      code,
    });
    expect(onLost).not.toHaveBeenCalled();
    // It is over.
    expect(await subscription.next()).toEqual({ done: true, value: undefined });
  });

  it('a key that nobody gave', async () => {
    const subscription = subscribe({ url: `${newswire().url}/graphql`, transport, key: 'nonsense' });
    const code = transport === 'sse' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    await expect(inTime(subscription.next(), () => 'the refusal')).rejects.toMatchObject({ code });
  });
});

it('a place where there is no Newswire', async () => {
  const subscription = subscribe({ url: `${newswire().url}/nowhere`, transport: 'sse' });
  await expect(inTime(subscription.next(), () => 'the refusal')).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.stringMatching(/answered with 40[45]/),
  });
});

describe('before anything is sent', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ['a query', '{ articlePublished(after: $after) { cursor } }', /no subscription/],
    ['no variable', 'subscription { articlePublished { cursor } }', /\(\$after: Cursor\)/],
    ['no cursor', 'subscription ($after: Cursor) { articlePublished(after: $after) { slug } }', /add cursor/],
  ])('a document with %s', (_what, query, message) => {
    const wire = createWire({ url: 'http://news.example/graphql', transport: 'sse' });
    expect(() => wire.subscribe({ query })).toThrow(
      expect.objectContaining({ code: 'BAD_DOCUMENT', message: expect.stringMatching(message) }),
    );
  });

  it('a URL that is none', () => {
    for (const url of ['', '/graphql', 'ftp://news.example/graphql']) {
      expect(() => createWire({ url, transport: 'sse' })).toThrow(
        expect.objectContaining({ code: 'BAD_OPTIONS', message: expect.stringContaining(`"${url}"`) }),
      );
    }
  });

  it('a Node that has no WebSocket', () => {
    vi.stubGlobal('WebSocket', undefined);
    expect(() => createWire({ url: 'http://news.example/graphql' })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTIONS', message: expect.stringContaining('"ws"') }),
    );
  });
});
