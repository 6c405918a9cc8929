/** What is no message of graphql-transport-ws closes the connection, at once and quietly. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { brief } from '../support/edition.ts';
import { untilHeard } from '../support/hearing.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';
import { connectRawSocket, subscribe } from '../support/raw-socket.ts';

const QUERY = '{ __typename }';
const LIVE = 'subscription { articlePublished { slug } }';
const PUBLISH = 'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }';

const newswire = useNewswire();
const endpoint = () => newswire().client.endpoint;

const { payload } = subscribe('a', QUERY);
it.each([
  ['', /JSON/],
  ['nonsense', /JSON/],
  ['{"type":"ping"', /JSON/],
  ['null', /object/],
  ['[]', /object/],
  ['"ping"', /object/],
  ['{}', /type/],
  ['{"type":1}', /type/],
  ['{"type":"start"}', /start/],
  [`{"type":"${'x'.repeat(500)}"}`, /type/],
  ['{"type":"ping","payload":1}', /payload/],
  ['{"type":"pong","payload":[]}', /payload/],
  ['{"type":"connection_init","payload":"key"}', /payload/],
  [JSON.stringify({ type: 'subscribe', payload }), /id/],
  [JSON.stringify({ type: 'subscribe', id: '', payload }), /id/],
  [JSON.stringify({ type: 'subscribe', id: 1, payload }), /id/],
  [JSON.stringify({ type: 'subscribe', id: 'a' }), /payload/],
  [JSON.stringify({ type: 'subscribe', id: 'a', payload: {} }), /query/],
  [JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: 1 } }), /query/],
  [JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: QUERY, variables: [] } }), /variables/],
  [
    JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: QUERY, operationName: 1 } }),
    /operationName/,
  ],
  [JSON.stringify({ type: 'subscribe', id: 'a', payload: { query: QUERY, extensions: 1 } }), /extensions/],
  ['{"type":"complete"}', /id/],
  ['{"type":"complete","id":""}', /id/],
  // These are a server's.
  ['{"type":"connection_ack"}', /connection_ack/],
  ['{"type":"next","id":"a","payload":{}}', /next/],
  ['{"type":"error","id":"a","payload":[{"message":"a"}]}', /error/],
])('closes the connection with 4400: %s', async (message, reason) => {
  const raw = await connectRawSocket(endpoint());
  raw.send(message);
  expect(await raw.closed()).toEqual({ code: 4400, reason: expect.stringMatching(reason) });
});

it('what is no message closes the connection with 4400 where it is binary', async () => {
  const raw = await connectRawSocket(endpoint());
  raw.send(Buffer.from(JSON.stringify(subscribe('a', QUERY))));
  expect(await raw.closed()).toEqual({ code: 4400, reason: 'Messages are text, not binary' });
});

it('what is no message closes it at once: what stands behind it is not done', async () => {
  const raw = await connectRawSocket(endpoint(), { key: await newswire().key('editor') });
  raw.send('nonsense', subscribe('a', PUBLISH, { input: minimal('Not done') }));
  expect(await raw.closed()).toMatchObject({ code: 4400 });
  expect(await newswire().client.data('{ articles { totalCount } }')).toEqual({
    articles: { totalCount: 0 },
  });
});

it('what is no message ends what was under way, and nobody is told of it as a fault', async () => {
  const said = vi.spyOn(console, 'error');
  onTestFinished(() => said.mockRestore());
  const running = await startNewswire({ environment: { NEWSWIRE_MAX_BODY_BYTES: '1000' } });
  for (const message of ['nonsense', 'x'.repeat(2_000)]) {
    const raw = await connectRawSocket(running.client.endpoint);
    raw.send(subscribe('a', LIVE));
    await untilHeard(running, raw, ['a']);
    raw.send(message);
    expect((await raw.closed()).code).toBe(message === 'nonsense' ? 4400 : 1009);
  }
  await running.publish(brief('To nobody'));
  expect(said).not.toHaveBeenCalled();
});

it('what is no UTF-8 closes the connection with 1007', async () => {
  const raw = await connectRawSocket(endpoint());
  raw.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
  expect((await raw.closed()).code).toBe(1007);
});
