/** Who may do and see what: with no key, with a key of each role, with a wrong one, and with one that was revoked. */
import { createClient, type Client as WsClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { TRANSPORTS, webSocketAddress } from '../support/client.ts';
import { brief } from '../support/edition.ts';
import { type Running, startNewswire, useNewswire } from '../support/newswire.ts';
import { minimal, publishArticle } from '../support/publishing.ts';
import { inTime, until } from '../support/until.ts';

const SEEN = '{ article(slug: "noted") { headline editorialNote versions { version kind by headline } } }';
const note = { editorialNote: 'Ring the miller.' };

describe('publishArticle', () => {
  const newswire = useNewswire();

  it.each(['no', 'a reader’s'])('with %s key is ForbiddenError as data', async (whose) => {
    const { client, key } = newswire();
    const options = whose === 'no' ? {} : { key: await key('reader') };
    const answer = await publishArticle(client, minimal('Never'), options);
    expect(answer).toEqual({
      __typename: 'ForbiddenError',
      message: expect.stringMatching(/publishArticle wants an API key .*Authorization: Bearer/),
    });
    expect(await client.data('{ article(slug: "never") { slug } }')).toEqual({ article: null });
  });

  it.each(['editor', 'admin'] as const)('with a key of role %s publishes', async (role) => {
    const { client, key } = newswire();
    const answer = await publishArticle(client, minimal(`By ${role}`), { key: await key(role) });
    expect(answer).toMatchObject({ __typename: 'ArticleSaved', article: { slug: `by-${role}`, version: 1 } });
  });
});

describe('what is for key holders', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(brief('Noted', note));
  });

  it.each([
    ['nobody', null, null, 0],
    ['a reader', 'reader', note.editorialNote, 0],
    ['an editor', 'editor', note.editorialNote, 1],
    ['an admin', 'admin', note.editorialNote, 1],
  ] as const)('%s sees of notes and versions what is theirs', async (_who, role, editorialNote, versions) => {
    const { client, key } = newswire();
    const options = role === null ? {} : { key: await key(role) };
    const { article } = await client.data<{ article: { editorialNote: string | null; versions: unknown[] } }>(
      SEEN,
      {},
      options,
    );
    expect(article.editorialNote).toBe(editorialNote);
    expect(article.versions).toEqual(
      [{ version: 1, kind: 'PUBLISHED', by: 'test', headline: 'Noted' }].slice(0, versions),
    );
  });

  it.each(TRANSPORTS)('is the same in an event over %s', async (transport) => {
    const { client, key } = newswire();
    const document =
      'subscription { articlePublished(last: 1) { article { editorialNote versions { version } } } }';
    const open = client.subscribe(transport, document);
    expect(await open.next()).toEqual({
      articlePublished: { article: { editorialNote: null, versions: [] } },
    });
    const editor = client.subscribe(transport, document, {}, { key: await key('editor') });
    expect(await editor.next()).toEqual({
      articlePublished: { article: { editorialNote: note.editorialNote, versions: [{ version: 1 }] } },
    });
  });
});

it('subscribers who differ in nothing but their rights never share an answer', async () => {
  const { client, key, publish } = await startNewswire();
  await publish(brief('Before'));
  const document = `subscription {
    articlePublished(last: 1) { article { editorialNote versions { version } } }
  }`;
  const { editorialNote } = note;
  const seen = [
    [null, null, 0],
    ['reader', editorialNote, 0],
    ['editor', editorialNote, 1],
    ['admin', editorialNote, 1],
  ] as const;
  const all = await Promise.all(
    TRANSPORTS.flatMap((transport) =>
      seen.map(async ([role, ...sees]) => {
        const options = role === null ? {} : { key: await key(role) };
        const subscription = client.subscribe<Noted>(transport, document, {}, options);
        await subscription.next();
        return { sees, subscription };
      }),
    ),
  );
  await publish(brief('Noted', note));
  for (const { sees, subscription } of all) {
    const { article } = (await subscription.next()).articlePublished;
    expect([article.editorialNote, article.versions.length]).toEqual(sees);
  }
});

interface Noted {
  articlePublished: { article: { editorialNote: string | null; versions: unknown[] } };
}

describe('a key that is not in use', () => {
  it.each(['Bearer nw_wrong', 'Bearer', 'Basic bnc6bnc=', 'nw_wrong', 'Bearer a b'])(
    'sent as "%s" is refused with 401, whatever is asked',
    async (authorization) => {
      const { client } = await startNewswire();
      for (const document of [
        '{ logHead }',
        'mutation { publishArticle(input: { headline: "a", section: "a" }) { __typename } }',
      ]) {
        const { status, errors, data } = await client.ask(document, {}, { headers: { authorization } });
        expect([status, data]).toEqual([401, null]);
        expect(errors).toMatchObject([
          { message: expect.stringMatching(/holds no key in use/), extensions: { code: 'UNAUTHENTICATED' } },
        ]);
      }
    },
  );

  it('closes a WebSocket with 4403, given either way', async () => {
    const newswire = await startNewswire();
    for (const options of [
      { connectionParams: { Authorization: 'Bearer nw_wrong' } },
      { connectionParams: { authorization: 'Bearer nw_wrong' } },
    ]) {
      expect(await closeCode(newswire, options)).toBe(4403);
    }
  });

  it('is refused on an SSE request', async () => {
    const { client } = await startNewswire();
    const response = await fetch(client.endpoint, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: 'Bearer nw_wrong',
      },
      body: JSON.stringify({ query: 'subscription { articlePublished { slug } }' }),
    });
    expect([response.status, await response.text()]).toEqual([
      401,
      expect.stringContaining('UNAUTHENTICATED'),
    ]);
  });
});

describe('a key that was revoked', () => {
  it('is refused from the next request', async () => {
    const { client, key, newswire } = await startNewswire();
    const editor = await key('editor');
    expect(await publishArticle(client, minimal('One'), { key: editor })).toMatchObject({
      __typename: 'ArticleSaved',
    });
    await newswire.newsroom.keys.revoke('editor 1');
    expect((await client.ask('{ logHead }', {}, { key: editor })).status).toBe(401);
    await expect(newswire.newsroom.keys.revoke('editor 1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can do nothing more over a WebSocket that is open', async () => {
    const running = await startNewswire();
    const editor = await running.key('editor');
    const socket = createClient({
      url: webSocketAddress(running.client.endpoint),
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      connectionParams: { Authorization: `Bearer ${editor}` },
      onNonLazyError: () => undefined,
    });
    const publish = (headline: string) =>
      over(
        socket,
        `mutation { publishArticle(input: { headline: "${headline}", section: "a", paragraphs: ["b"] }) { __typename } }`,
      );
    expect(await publish('While it lasts')).toMatchObject({
      data: { publishArticle: { __typename: 'ArticleSaved' } },
    });
    await running.newswire.newsroom.keys.revoke('editor 1');
    expect(JSON.stringify(await publish('Too late'))).not.toContain('ArticleSaved');
    await socket.dispose();
    expect(await running.client.data('{ articles { edges { node { slug } } } }')).toEqual({
      articles: { edges: [{ node: { slug: 'while-it-lasts' } }] },
    });
  });
});

it('keys are named once, listed without themselves, and noted when they are used', async () => {
  const { client, newswire, runSql } = await startNewswire();
  const { keys } = newswire.newsroom;
  const key = await keys.create('desk', 'reader');
  await expect(keys.create('desk', 'editor')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(keys.create('', 'editor')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await keys.list()).toEqual([
    { name: 'desk', role: 'reader', createdAt: expect.any(Number), lastUsedAt: null, revokedAt: null },
  ]);
  await client.data('{ logHead }', {}, { key });
  await until(async () => (await keys.list())[0]?.lastUsedAt, 'the use of the key to be noted');
  const kept = JSON.stringify(await runSql('SELECT * FROM api_keys'));
  expect(kept).not.toContain(key.slice(3));
});

async function closeCode(
  { client }: Running,
  options: { connectionParams: Record<string, unknown> },
): Promise<number> {
  const closed = new Promise<number>((resolve) => {
    const socket = createClient({
      url: webSocketAddress(client.endpoint),
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: { closed: (event) => resolve((event as { code: number }).code) },
      ...options,
    });
    void socket;
  });
  return inTime(closed, () => 'the connection to be closed');
}

async function over(socket: WsClient, query: string): Promise<unknown> {
  const answered = new Promise((resolve) => {
    socket.subscribe({ query }, { next: resolve, error: resolve, complete: () => resolve(null) });
  });
  return inTime(answered, () => 'an answer');
}
