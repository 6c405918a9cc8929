/** Documents that are known by an id: sent once by a client, or trusted by whoever runs the server. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient as createWsClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createNewswire, readConfig } from '../../src/newswire.ts';
import { webSocketAddress } from '../support/client.ts';
import { brief } from '../support/edition.ts';
import { type Running, startNewswire, temporaryFolder, useNewswire } from '../support/newswire.ts';

const COUNT = '{ articles { totalCount } }';
const LIVE = 'subscription { articlePublished(last: 1) { article { headline } } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });

async function post({ url }: Running, body: object): Promise<[status: number, answer: unknown]> {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return [response.status, await response.json()];
}

async function get({ url }: Running, parameters: Record<string, string>): Promise<[number, unknown]> {
  const response = await fetch(`${url}/graphql?${new URLSearchParams(parameters)}`);
  return [response.status, await response.json()];
}

/** The first answer over WebSocket. */
async function overWebSocket({ url }: Running, payload: object): Promise<unknown> {
  const client = createWsClient({
    url: webSocketAddress(`${url}/graphql`),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  try {
    for await (const answer of client.iterate({ query: '', ...payload })) return answer;
    return null;
  } catch (error) {
    return { errors: error };
  } finally {
    await client.dispose();
  }
}

const counted = (totalCount: number) => ({ data: { articles: { totalCount } } });
const heard = (headline: string) => ({ data: { articlePublished: { article: { headline } } } });
const NOT_FOUND = {
  errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
};

describe('a document that a client sent once', () => {
  const newswire = useNewswire({}, async ({ publish }) => void (await publish(brief('One'))));

  it('is asked for by its hash from then on, on every transport', async () => {
    const extensions = persisted(COUNT);
    const asked = { extensions: JSON.stringify(extensions) };
    expect((await post(newswire(), { extensions }))[1]).toMatchObject(NOT_FOUND);
    expect(await get(newswire(), asked)).toMatchObject([200, NOT_FOUND]);
    expect(await post(newswire(), { query: COUNT, extensions })).toEqual([200, counted(1)]);
    expect(await post(newswire(), { extensions })).toEqual([200, counted(1)]);
    expect(await get(newswire(), asked)).toEqual([200, counted(1)]);
    expect(await overWebSocket(newswire(), { extensions })).toEqual(counted(1));
  });

  it('may be a subscription', async () => {
    const extensions = persisted(LIVE);
    expect(await overWebSocket(newswire(), { extensions })).toMatchObject(NOT_FOUND);
    expect(await overWebSocket(newswire(), { query: LIVE, extensions })).toEqual(heard('One'));
    expect(await overWebSocket(newswire(), { extensions })).toEqual(heard('One'));
  });

  it('is not kept under the hash of another', async () => {
    const extensions = persisted('{ sections { path } }');
    const [status, answer] = await post(newswire(), { query: COUNT, extensions });
    expect([status, answer]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'PERSISTED_QUERY_MISMATCH' } }] },
    ]);
    expect((await post(newswire(), { extensions }))[1]).toMatchObject(NOT_FOUND);
  });

  it('is nothing where neither it nor an id is sent', async () => {
    expect(await post(newswire(), { extensions: { persistedQuery: 7 } })).toMatchObject([400, {}]);
    expect(await post(newswire(), { documentId: 'sha256:none' })).toMatchObject([404, NOT_FOUND]);
  });
});

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

describe('trusted documents', () => {
  const FILES = {
    'count.graphql': COUNT,
    'manifest.json': JSON.stringify({ 'live-1': LIVE }),
    'README.md': 'no document',
  };
  const start = async (only: 'on' | 'off') => {
    const NEWSWIRE_TRUSTED_DOCUMENTS = await folderOf(FILES);
    const environment = { NEWSWIRE_TRUSTED_DOCUMENTS, NEWSWIRE_TRUSTED_DOCUMENTS_ONLY: only };
    const running = await startNewswire({ environment });
    await running.publish(brief('One'));
    return running;
  };

  it.each(['on', 'off'] as const)('are asked for by their names and hashes (only: %s)', async (only) => {
    const running = await start(only);
    for (const documentId of ['count', sha256(COUNT), `sha256:${sha256(COUNT)}`]) {
      expect(await post(running, { documentId })).toEqual([200, counted(1)]);
      expect(await get(running, { documentId })).toEqual([200, counted(1)]);
      expect(await overWebSocket(running, { documentId })).toEqual(counted(1));
    }
    expect(await post(running, { extensions: persisted(COUNT) })).toEqual([200, counted(1)]);
    expect(await post(running, { query: COUNT })).toEqual([200, counted(1)]);
    expect(await overWebSocket(running, { documentId: 'live-1' })).toEqual(heard('One'));
  });

  it('may be the only ones', async () => {
    const running = await start('on');
    const other = '{ sections { path } }';
    const refused = { errors: [{ extensions: { code: 'FORBIDDEN' } }] };
    expect(await post(running, { query: other })).toMatchObject([403, refused]);
    expect(await post(running, { query: other, extensions: persisted(other) })).toMatchObject([403, refused]);
    expect(await post(running, { documentId: 'other' })).toMatchObject([403, refused]);
    expect(await get(running, { query: '{ __schema { queryType { name } } }' })).toMatchObject([
      403,
      refused,
    ]);
    expect(await overWebSocket(running, { query: other })).toMatchObject(refused);
    const sneaked = { query: other, documentId: 'count', extensions: persisted(COUNT) };
    expect(await post(running, sneaked)).toMatchObject([403, refused]);
  });

  it.each<[name: string, files: Record<string, string> | null, said: RegExp]>([
    ['a folder that is not there', null, /^NEWSWIRE_TRUSTED_DOCUMENTS: the folder .+ cannot be read/],
    [
      'a document that does not fit',
      { 'a.graphql': '{ nothing }' },
      /the document "a" in .+a\.graphql cannot be executed: Cannot query field "nothing"/,
    ],
    [
      'a document that is none',
      { 'a.graphql': '{' },
      /the document "a" in .+ cannot be executed: Syntax Error/,
    ],
    [
      'a manifest that is none',
      { 'a.json': '[1]' },
      /a\.json cannot be read: it is no object of documents by their ids/,
    ],
    [
      'two of one name',
      { 'a.graphql': COUNT, 'b.json': JSON.stringify({ a: LIVE }) },
      /two documents with the id "a"/,
    ],
  ])('that cannot be used are told when the server starts: %s', async (_name, files, said) => {
    const folder = files === null ? '/nowhere' : await folderOf(files);
    const config = readConfig({ DATABASE_URL: 'file::memory:', NEWSWIRE_TRUSTED_DOCUMENTS: folder });
    const message = expect.stringMatching(said) as string;
    await expect(createNewswire(config)).rejects.toMatchObject({ code: 'BAD_CONFIG', message });
  });

  it('are none where nothing could be asked', () => {
    expect(() => readConfig({ NEWSWIRE_TRUSTED_DOCUMENTS_ONLY: 'on' })).toThrow(/names no folder/);
  });
});
