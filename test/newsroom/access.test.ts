/** Who is let in where everyone needs a key, and what becomes of who is in when a key is revoked. */
import { describe, expect, it } from 'vitest';
import { TRANSPORTS } from '../support/client.ts';
import { brief } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { connectRawSocket, INIT, openRawSocket, subscribe } from '../support/raw-socket.ts';
import { until } from '../support/until.ts';

const LIVE = 'subscription { articlePublished(last: 1) { slug article { editorialNote } } }';
const UNAUTHENTICATED = { extensions: { code: 'UNAUTHENTICATED' }, message: expect.stringMatching(/ key/) };

/** Reads what comes with it to the end: what is left unread keeps its socket. */
async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

describe('with NEWSWIRE_ANONYMOUS=off', () => {
  const newswire = useNewswire({ environment: { NEWSWIRE_ANONYMOUS: 'off' }, samples: true });
  const photo = async (key: string) => {
    const document = '{ photos(first: 1) { edges { node { url } } } }';
    const { photos } = await newswire().client.data<{ photos: { edges: [{ node: { url: string } }] } }>(
      document,
      {},
      { key },
    );
    return photos.edges[0].node.url;
  };

  it.each(['{ logHead }', '{ nothing', '{ nothingOfTheKind }', '{ __schema { queryType { name } } }', ''])(
    'whoever asks "%s" without a key is answered 401 and nothing else',
    async (document) => {
      const { status, data, errors, headers } = await newswire().client.ask(document);
      expect([status, data, headers.get('www-authenticate')]).toEqual([401, null, 'Bearer']);
      expect(errors).toEqual([expect.objectContaining(UNAUTHENTICATED)]);
    },
  );

  it('a key of any role reads, over each transport', async () => {
    const { client, key } = newswire();
    const reader = await key('reader');
    expect((await client.ask('{ logHead }', {}, { key: reader })).status).toBe(200);
    for (const transport of TRANSPORTS)
      expect(await client.subscribe(transport, LIVE, {}, { key: reader }).next()).toMatchObject({
        articlePublished: { slug: expect.any(String) },
      });
  });

  it('a WebSocket without a key is closed with 4403, which says what is wanted', async () => {
    const raw = await openRawSocket(newswire().client.endpoint);
    raw.send(INIT);
    expect(await raw.closed()).toEqual({ code: 4403, reason: expect.stringContaining('wants a key') });
  });

  it('pictures want the key too, and are for no shared cache', async () => {
    const key = await newswire().key('reader');
    const url = await photo(key);
    expect(await statusOf(url)).toBe(401);
    const shown = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    await shown.arrayBuffer();
  });

  it('GraphiQL’s page and the checks of health stay open', async () => {
    const { url } = newswire();
    for (const path of ['/health', '/ready', '/graphql'])
      expect(await statusOf(`${url}${path}`, { accept: 'text/html' })).toBe(200);
  });
});

describe('when a key is revoked by another process', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(brief('Before'));
  });
  const revoke = (name: string) =>
    newswire().runSql(`UPDATE api_keys SET revoked_at = 1 WHERE name = '${name}'`);

  it('its WebSockets are closed with 4403 within a moment, idle ones too, and no others', async () => {
    const { client, newswire: ours } = newswire();
    const [key, other] = [
      await ours.newsroom.keys.create('away', 'reader'),
      await ours.newsroom.keys.create('stays', 'reader'),
    ];
    const idle = await connectRawSocket(client.endpoint, { key });
    const open = await connectRawSocket(client.endpoint, { key });
    open.send(subscribe('a', LIVE));
    await open.next();
    const others = [
      await connectRawSocket(client.endpoint),
      await connectRawSocket(client.endpoint, { key: other }),
    ];
    await revoke('away');
    const since = performance.now();
    const closing = { code: 4403, reason: expect.stringContaining('no longer in use') };
    expect([await idle.closed(), await open.closed()]).toEqual([closing, closing]);
    // A look is due every 200 ms; the rest is for machines that are busy.
    expect(performance.now() - since).toBeLessThan(1_000);
    for (const raw of others) expect(await raw.untilNow()).toEqual([]);
  });

  it('its event streams are told why, and end', async () => {
    const { client, newswire: ours } = newswire();
    const key = await ours.newsroom.keys.create('listens', 'reader');
    const response = await fetch(client.endpoint, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
      },
      body: JSON.stringify({ query: LIVE }),
    });
    const text = response.text();
    await revoke('listens');
    const [last, complete] = (await text).trimEnd().split('\n\n').slice(-2);
    expect(last).toMatch(/^event: next\ndata: \{"errors":\[\{"message":"Your key is no longer in use/);
    expect(last).toContain('"code":"UNAUTHENTICATED"');
    expect(complete).toBe('event: complete\ndata:');
  });
});

it('the keys are looked at only while somebody is connected with one', async () => {
  const looks = { left: 0, stays: 0 };
  const connect = async (name: keyof typeof looks) => {
    const { client, key } = await startNewswire({
      trace: (statement) => void (looks[name] += /^select "hash" from .?"api_keys/.test(statement) ? 1 : 0),
    });
    const raw = await connectRawSocket(client.endpoint, { key: await key('reader') });
    await until(() => looks[name] > 0, 'the keys to be looked at');
    return raw;
  };
  const raw = await connect('left');
  raw.socket.close();
  await raw.closed();
  const { left } = looks;
  await connect('stays');
  // Another's clock says that time has passed.
  await until(() => looks.stays > 2, 'more looks');
  expect(looks.left - left).toBeLessThanOrEqual(1);
});
