/** Which web pages may use this server, over WebSocket and over HTTP. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/newswire.ts';
import { useNewswire } from '../support/newswire.ts';
import { openRawSocket } from '../support/raw-socket.ts';

const OWN = 'own';

async function upgrade(endpoint: string, origin: string | null): Promise<unknown> {
  const page = origin === OWN ? new URL(endpoint).origin : origin;
  return openRawSocket(endpoint, { headers: page === null ? {} : { origin: page } }).then(
    () => 'open',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}

async function allowed(endpoint: string, origin: string): Promise<string | null> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: '{"query":"{ __typename }"}',
  });
  expect(response.status).toBe(200);
  return response.headers.get('access-control-allow-origin');
}

describe('by default', () => {
  const newswire = useNewswire();

  it.each([null, OWN, 'https://anywhere.example', 'null'])('%s may', async (origin) => {
    expect(await upgrade(newswire().client.endpoint, origin)).toBe('open');
  });

  it('any may ask over HTTP', async () => {
    const origin = 'https://anywhere.example';
    expect(['*', origin]).toContain(await allowed(newswire().client.endpoint, origin));
  });
});

describe('with NEWSWIRE_ORIGINS', () => {
  const newswire = useNewswire({
    environment: {
      NEWSWIRE_ORIGINS: 'https://News.example:443/, http://localhost:3000',
      NEWSWIRE_PUBLIC_URL: 'https://wire.example/under',
    },
  });

  it.each([null, OWN, 'https://news.example', 'http://localhost:3000', 'https://wire.example'])(
    '%s may',
    async (origin) => {
      expect(await upgrade(newswire().client.endpoint, origin)).toBe('open');
    },
  );

  it.each([
    'http://news.example',
    'https://sub.news.example',
    'https://news.example.evil.example',
    'http://localhost',
    'http://wire.example',
    'null',
    'nonsense',
    '',
  ])('%s is refused with 403', async (origin) => {
    expect(await upgrade(newswire().client.endpoint, origin)).toBe('Unexpected server response: 403');
  });

  it('HTTP tells browsers the same', async () => {
    const { endpoint } = newswire().client;
    expect(await allowed(endpoint, 'https://news.example')).toBe('https://news.example');
    expect(await allowed(endpoint, 'https://evil.example')).toBeNull();
    expect(await allowed(endpoint, 'null')).toBeNull();
  });
});

it.each(['news.example', 'ftp://news.example', ',', 'https://news.example, nowhere'])(
  'NEWSWIRE_ORIGINS cannot be %s',
  (origins) => {
    expect(() => readConfig({ NEWSWIRE_ORIGINS: origins })).toThrow(
      `NEWSWIRE_ORIGINS is "${origins}": give addresses like https://news.example, or *.`,
    );
  },
);
