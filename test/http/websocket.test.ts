/** GraphQL over WebSocket, as graphql-transport-ws has it: everything that HTTP answers, and several things at once. */
import { type Client, createClient } from 'graphql-ws';
import { expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { webSocketAddress } from '../support/client.ts';
import { brief, photo } from '../support/edition.ts';
import { type Running, startNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';
import { inTime, until } from '../support/until.ts';

function connectTo({ client }: Running, key?: string): Client {
  const socket = createClient({
    url: webSocketAddress(client.endpoint),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
    ...(key === undefined ? {} : { connectionParams: { Authorization: `Bearer ${key}` } }),
  });
  onTestFinished(() => socket.dispose());
  return socket;
}

async function ask(socket: Client, query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const answered = new Promise((resolve) => {
    socket.subscribe({ query, variables }, { next: resolve, error: resolve, complete: () => resolve(null) });
  });
  return inTime(answered, () => `an answer to ${query}`);
}

it('answers queries as HTTP does', async () => {
  const running = await startNewswire({ samples: true });
  const socket = connectTo(running);
  const document = `query ($first: Int!) {
    articles(first: $first) { totalCount edges { node { headline leadPhoto { url } } } } sections { path }
  }`;
  const overHttp = await running.client.data(document, { first: 5 });
  expect(await ask(socket, document, { first: 5 })).toEqual({ data: overHttp });
});

it('publishes for who has the key, by connectionParams', async () => {
  const running = await startNewswire();
  const publish = 'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }';
  expect(await ask(connectTo(running), publish, { input: minimal('No') })).toEqual({
    data: { publishArticle: { __typename: 'ForbiddenError' } },
  });
  const socket = connectTo(running, await running.key('editor'));
  expect(await ask(socket, publish, { input: minimal('Yes') })).toEqual({
    data: { publishArticle: { __typename: 'ArticleSaved' } },
  });
});

it('carries many subscriptions on one connection, each of its own', async () => {
  const running = await startNewswire();
  const { publish } = running;
  await publish(brief('Begin', { photos: [photo('begin')] }));
  const socket = connectTo(running);
  const heard = new Map<string, unknown[]>();
  const subscribe = (name: string, query: string) => {
    const events: unknown[] = [];
    heard.set(name, events);
    return socket.subscribe(
      { query },
      { next: ({ data }) => events.push(data), error: () => undefined, complete: () => undefined },
    );
  };
  const endFirst = subscribe('all', 'subscription { articlePublished(last: 1) { slug } }');
  subscribe('urgent', 'subscription { articlePublished(last: 1, filter: { breaking: true }) { slug } }');
  subscribe('photos', 'subscription { photoPublished(last: 1) { photo { caption } } }');
  await until(() => heard.get('all')?.length === 1 && heard.get('photos')?.length === 1, 'the first events');
  await publish(brief('Urgent', { urgency: 1 }), brief('Pictured', { photos: [photo('pictured')] }));
  await until(() => heard.get('all')?.length === 3 && heard.get('photos')?.length === 2, 'the next events');
  endFirst();
  await publish(brief('Urgent again', { urgency: 2 }));
  await until(() => heard.get('urgent')?.length === 2, 'the last event');
  expect(Object.fromEntries(heard)).toEqual({
    all: ['begin', 'urgent', 'pictured'].map((slug) => ({ articlePublished: { slug } })),
    urgent: ['urgent', 'urgent-again'].map((slug) => ({ articlePublished: { slug } })),
    photos: ['begin', 'pictured'].map((name) => ({
      photoPublished: { photo: { caption: `Picture ${name}` } },
    })),
  });
});

it.each([
  ['{ nothing }', /Cannot query field "nothing"/],
  ['{ logHead ', /Syntax Error/],
  ['query A { logHead } query B { logHead }', /operation/i],
  [
    'query ($first: Int!) { articles(first: $first) { totalCount } }',
    /"\$first" of required type "Int!" was not provided/,
  ],
  ['{ articles(first: 101) { totalCount edges { cursor } } }', /a page holds 0 to 100/],
])('says what is wrong with %s, and goes on', async (query, message) => {
  const socket = connectTo(await startNewswire());
  const answer = JSON.stringify(await ask(socket, query)).replaceAll('\\"', '"');
  expect(answer).toMatch(message);
  // The status that HTTP would answer is HTTP's.
  expect(answer).not.toContain('"http"');
  expect(await ask(socket, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
});

it('hears what another Newswire on the same store publishes', async () => {
  const running = await startNewswire();
  const other = await startNewswire({ databaseUrl: running.databaseUrl, idle: true });
  const events = running.client.subscribe<{ articlePublished: { slug: string } }>(
    'WebSocket',
    'subscription ($last: Int) { articlePublished(last: $last) { slug } }',
    { last: 1 },
  );
  await other.publish(brief('From elsewhere'));
  expect(await events.next()).toEqual({ articlePublished: { slug: 'from-elsewhere' } });
  await other.publish(brief('And again'));
  expect(await events.next()).toEqual({ articlePublished: { slug: 'and-again' } });
  await other.close();
});
