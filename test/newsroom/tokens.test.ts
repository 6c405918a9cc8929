/** Who comes with a token of an identity provider: what it must be, what its subject may, and that it ends when it says. */
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/newswire.ts';
import { brief } from '../support/edition.ts';
import { startNewswire, temporaryFolder, useNewswire } from '../support/newswire.ts';
import { minimal, publishArticle } from '../support/publishing.ts';
import { connectRawSocket, INIT, openRawSocket } from '../support/raw-socket.ts';

const provider = await generateKeyPair('ES256');
const stranger = await generateKeyPair('ES256');
const ISSUER = 'https://login.example';
const AUDIENCE = 'newswire';
const CLAIM = 'https://news.example/role';
const NOW = Date.parse('2031-04-05T06:00:00Z');
const environment = {
  NEWSWIRE_JWT_PUBLIC_KEY: `${await exportSPKI(provider.publicKey)}\n`,
  NEWSWIRE_JWT_ROLE_CLAIM: CLAIM,
  NEWSWIRE_JWT_ISSUER: ISSUER,
  NEWSWIRE_JWT_AUDIENCE: AUDIENCE,
};

const FACTS = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', exp: NOW / 1_000 + 3_600, [CLAIM]: 'editor' };

function sign(facts: Record<string, unknown> = FACTS, key = provider.privateKey): Promise<string> {
  return new SignJWT(facts).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key);
}

function unsigned(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(FACTS)}.`;
}

describe('a token', () => {
  let now = NOW;
  const newswire = useNewswire({ environment, now: () => now }, async ({ publish }) => {
    await publish(brief('Noted', { editorialNote: 'Ring the miller.' }));
  });
  const NOTED = '{ article(slug: "noted") { editorialNote versions { version } } }';

  it.each([
    ['reader', 0],
    ['editor', 1],
    [['staff', 'reader', 'editor'], 1],
    ['admin', 1],
  ])('with the role %s sees what a key of the role sees', async (role, versions) => {
    const key = await sign({ ...FACTS, [CLAIM]: role });
    const { article } = await newswire().client.data<{ article: { editorialNote: string; versions: [] } }>(
      NOTED,
      {},
      { key },
    );
    expect([article.editorialNote, article.versions.length]).toEqual(['Ring the miller.', versions]);
  });

  it.each([
    ['signed by another', () => sign(FACTS, stranger.privateKey)],
    ['signed by nobody', async () => unsigned({ alg: 'none' })],
    [
      'signed with the public key as a secret',
      () =>
        new SignJWT(FACTS)
          .setProtectedHeader({ alg: 'HS256' })
          .sign(Buffer.from(environment.NEWSWIRE_JWT_PUBLIC_KEY)),
    ],
    ['that has expired', () => sign({ ...FACTS, exp: NOW / 1_000 - 6 })],
    ['that never expires', () => sign({ ...FACTS, exp: undefined })],
    ['that is not good yet', () => sign({ ...FACTS, nbf: NOW / 1_000 + 60 })],
    ['of another issuer', () => sign({ ...FACTS, iss: 'https://other.example' })],
    ['for another audience', () => sign({ ...FACTS, aud: 'mail' })],
    ['of nobody', () => sign({ ...FACTS, sub: undefined })],
    ['without a role', () => sign({ ...FACTS, [CLAIM]: undefined })],
    ['with a role that is none', () => sign({ ...FACTS, [CLAIM]: ['boss', { editor: true }] })],
    ['that is none', async () => 'eyJ.nonsense'],
  ])('%s is refused with 401', async (_what, make) => {
    const { status, data, errors } = await newswire().client.ask(NOTED, {}, { key: await make() });
    expect([status, data]).toEqual([401, null]);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('token'), extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('closes a WebSocket with 4403 where it is refused', async () => {
    const raw = await openRawSocket(newswire().client.endpoint);
    raw.send({ ...INIT, payload: { Authorization: `Bearer ${await sign(FACTS, stranger.privateKey)}` } });
    expect(await raw.closed()).toEqual({ code: 4403, reason: expect.stringContaining('token') });
  });

  it('names its subject as no key can be named, also where requests are told apart', async () => {
    const { client, newswire: ours } = newswire();
    const { keys } = ours.newsroom;
    await expect(keys.create('jwt:alice', 'editor')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const key = await keys.create('alice', 'editor');
    const token = await sign();
    const publish = (headline: string, whose: string) =>
      publishArticle(client, minimal(headline), { key: whose, requestId: 'same' });
    expect(await publish('By the key', key)).toMatchObject({ article: { slug: 'by-the-key' } });
    expect(await publish('By the token', token)).toMatchObject({ article: { slug: 'by-the-token' } });
    const by = async (slug: string) =>
      (
        await client.data<{ article: { versions: { by: string }[] } }>(
          `{ article(slug: "${slug}") { versions { by } } }`,
          {},
          { key },
        )
      ).article.versions[0]?.by;
    expect([await by('by-the-key'), await by('by-the-token')]).toEqual(['alice', 'jwt:alice']);
  });

  it('beside it, keys go on', async () => {
    const { client, key } = newswire();
    expect(await client.data(NOTED, {}, { key: await key('reader') })).toMatchObject({
      article: { editorialNote: 'Ring the miller.' },
    });
  });

  it('ends what is open with it when it expires, and nothing else', async () => {
    const { client, key } = newswire();
    const token = await sign({ ...FACTS, exp: NOW / 1_000 + 60 });
    const [raw, other] = [
      await connectRawSocket(client.endpoint, { key: token }),
      await connectRawSocket(client.endpoint, { key: await key('reader') }),
    ];
    const stream = client.subscribe(
      'SSE',
      'subscription { articlePublished(last: 1) { slug } }',
      {},
      { key: token },
    );
    await stream.next();
    now = NOW + 66_000;
    expect(await raw.closed()).toEqual({ code: 4403, reason: expect.stringContaining('expired') });
    expect(await stream.refusal()).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('expired'),
    });
    expect(await other.untilNow()).toEqual([]);
  });
});

/** An identity provider's address, as far as it matters here. Closed before Newswire is, which counts sockets. */
async function showKeys() {
  const jwk = { ...(await exportJWK(provider.publicKey)), kid: 'one', alg: 'ES256' };
  const shown = { asked: 0, isUp: true };
  const server = createServer((_request, response) => {
    shown.asked += 1;
    response.writeHead(shown.isUp ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(shown, {
    environment: { NEWSWIRE_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

describe('where the provider shows its keys', () => {
  const facts = { sub: 'alice', exp: Date.now() / 1_000 + 3_600, newswire_role: 'reader' };

  it('they are read once, and the role is in newswire_role', async () => {
    await using shown = await showKeys();
    const { client } = await startNewswire(shown);
    for (const key of [await sign(facts), await sign(facts)])
      expect((await client.ask('{ logHead }', {}, { key })).status).toBe(200);
    expect(shown.asked).toBe(1);
    const other = await sign(facts, stranger.privateKey);
    expect((await client.ask('{ logHead }', {}, { key: other })).status).toBe(401);
  });

  it('and is away, who comes with a token is told to come again, and others are served', async () => {
    await using shown = await showKeys();
    const { client } = await startNewswire(shown);
    shown.isUp = false;
    const key = await sign(facts);
    const { status, errors } = await client.ask('{ logHead }', {}, { key });
    expect(status).toBe(503);
    expect(errors).toMatchObject([{ extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE' } }]);
    const raw = await openRawSocket(client.endpoint);
    raw.send({ ...INIT, payload: { Authorization: `Bearer ${key}` } });
    expect(await raw.closed()).toMatchObject({ code: 1013 });
    expect((await client.ask('{ logHead }')).status).toBe(200);
    shown.isUp = true;
    expect((await client.ask('{ logHead }', {}, { key })).status).toBe(200);
  });
});

describe('the settings', () => {
  it('take the public key from a file too', async () => {
    const file = join(await temporaryFolder(), 'provider.pem');
    await writeFile(file, environment.NEWSWIRE_JWT_PUBLIC_KEY);
    const { tokens } = readConfig({ NEWSWIRE_JWT_PUBLIC_KEY: file });
    expect(tokens?.trust).toEqual({ publicKey: environment.NEWSWIRE_JWT_PUBLIC_KEY });
  });

  it.each([
    [
      { NEWSWIRE_JWT_PUBLIC_KEY: '/nowhere.pem' },
      /NEWSWIRE_JWT_PUBLIC_KEY is "\/nowhere.pem": give a public key/,
    ],
    [{ NEWSWIRE_JWKS_URL: 'ftp://login.example' }, /NEWSWIRE_JWKS_URL is "ftp:/],
    [{ ...environment, NEWSWIRE_JWKS_URL: 'https://login.example/jwks' }, /are both set/],
    [{ NEWSWIRE_ANONYMOUS: 'no' }, /NEWSWIRE_ANONYMOUS is "no": give one of on, off/],
  ])('%j are refused in one line', (wrong, message) => {
    expect(() => readConfig(wrong)).toThrow(message);
  });
});
