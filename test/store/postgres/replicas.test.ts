/**
 * Reads from a standby that follows the primary. A replica that is behind is made by pausing its replay, so what is
 * answered tells which of the two was asked.
 */
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskOptions } from '../../support/client.ts';
import { makePostgres, runSql } from '../../support/database.ts';
import { paragraph } from '../../../src/news/block.ts';
import { brief, statement } from '../../support/edition.ts';
import { type Running, type StartOptions, startNewswire } from '../../support/newswire.ts';
import { dropNotifications } from '../../support/postgres-proxy.ts';
import { startProxy } from '../../support/proxy.ts';
import { minimal, publishArticle } from '../../support/publishing.ts';
import { type Pair, startPair } from '../../support/standby.ts';
import { until } from '../../support/until.ts';

const NEWEST = '{ articles(first: 1) { edges { node { headline section { path } } } } }';
const AWAY = { code: 'STORE_UNAVAILABLE' };
/** Nobody listens there. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

interface Newest {
  articles: { edges: { node: { headline: string } }[] };
}

let pair: Pair;
beforeAll(async () => {
  pair = await startPair();
});
afterAll(() => pair.stop());

async function newDatabase(): Promise<string> {
  return (await makePostgres(pair.url)).url;
}

/** The same database on the standby. */
function onStandby(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.host = new URL(pair.standby.url).host;
  return url.href;
}

interface Replicated extends StartOptions {
  databaseUrl: string;
  replicas: string[];
}

/** Resolves when it reads from a replica. */
async function startReplicated({ replicas, ...options }: Replicated): Promise<Running> {
  const environment = { ...options.environment, DATABASE_REPLICA_URLS: replicas.join(', ') };
  const running = await startNewswire({ ...options, environment });
  await caughtUp(running);
  return running;
}

async function caughtUp({ newswire }: Running): Promise<void> {
  await until(() => newswire.newsroom.replicas.choose(null), 'a replica to be where the primary is');
}

interface NewestOptions extends AskOptions {
  document?: string;
}

async function newest({ client }: Running, options: NewestOptions = {}): Promise<string> {
  const { articles } = await client.data<Newest>(options.document ?? NEWEST, {}, options);
  return articles.edges[0]?.node.headline ?? '';
}

const showing = (cursor: string | undefined) => ({ headers: { 'x-newswire-cursor': cursor ?? '' } });

it('while the primary is away the public reads on, and all that wants the primary is told', async () => {
  const databaseUrl = await newDatabase();
  // Ended last: it sees that no socket is left, the proxy's own neither.
  const other = await startNewswire({ databaseUrl, idle: true });
  const way = await startProxy(databaseUrl);
  const running = await startReplicated({ databaseUrl: way.url, replicas: [onStandby(databaseUrl)] });
  const { client, publish } = running;
  await publish(brief('First'));
  await caughtUp(running);
  await way.cut();

  expect(await newest(running)).toBe('First');
  const { data } = await client.ask<{ search: { totalCount: number } }>(
    '{ search(query: "valley") { totalCount } }',
  );
  expect(data).toEqual({ search: { totalCount: 1 } });
  for (const document of [
    '{ logHead }',
    '{ changes { hasMore } }',
    `query Page { ...Both } fragment Both on Query { articles { totalCount } logHead }`,
  ]) {
    expect((await client.ask(document)).errors).toMatchObject([{ extensions: AWAY }]);
  }
  expect(await client.subscribe('WebSocket', NEWEST).refusal()).toMatchObject(AWAY);

  // What the primary has committed meanwhile this process has yet to hear of.
  await other.publish(brief('Second'));
  await until(async () => (await newest(running)) === 'Second', 'the standby to have followed');
});

it('a replica that has yet to hear of what was indexed anew is not asked', async () => {
  const databaseUrl = await newDatabase();
  const before = await startNewswire({ databaseUrl, idle: true });
  await before.publish(brief('Quoted', { blocks: [paragraph(statement('We came', 'Dagny Holt'))] }));
  await before.close();
  await runSql(databaseUrl, "UPDATE quotes SET speaker_family = 'dagny'");
  await runSql(databaseUrl, "UPDATE indexings SET version = 'of yesterday' WHERE id = 2");
  const replica = onStandby(databaseUrl);
  await until(async () => {
    const [row] = await runSql(replica, 'SELECT version FROM indexings WHERE id = 2').catch(() => []);
    return (row as { version: string } | undefined)?.version === 'of yesterday';
  }, 'the standby to be as the earlier version left it');
  await pair.standby.pause();
  const running = await startNewswire({ databaseUrl, environment: { DATABASE_REPLICA_URLS: replica } });
  for (let asked = 0; asked < 20; asked += 1) {
    const document = `{ quotes(speaker: "Holt", first: ${asked}) { totalCount } }`;
    expect(await running.client.data(document)).toEqual({ quotes: { totalCount: 1 } });
  }
  expect(running.newswire.newsroom.replicas.choose(null)).toBeNull();
  await pair.standby.resume();
  await caughtUp(running);
  expect(await running.client.data('{ quotes(speaker: "Holt") { totalCount } }')).toEqual({
    quotes: { totalCount: 1 },
  });
});

describe('while a replica is behind', () => {
  it('whoever has published reads its own publication, and what this process has told of is read', async () => {
    const databaseUrl = await newDatabase();
    // Ended last: it sees that no socket is left, the proxy's own neither.
    await startNewswire({ databaseUrl, idle: true });
    // What it publishes itself, too, it hears of by the clock only.
    const pooler = await dropNotifications(databaseUrl);
    const running = await startReplicated({ databaseUrl: pooler.url, replicas: [onStandby(databaseUrl)] });
    const { client, key, newswire } = running;
    const editor = await key('editor');
    await running.publish(brief('Before'));
    await caughtUp(running);
    await pair.standby.pause();
    const { cursor } = await publishArticle(client, minimal('Mine'), { key: editor });
    expect(await newest(running)).toBe('Mine');
    expect(await newest(running, showing(cursor))).toBe('Mine');
    expect(newswire.newsroom.replicas.choose(null)).toBeNull();

    await pair.standby.resume();
    await caughtUp(running);
    expect(await newest(running, showing(cursor))).toBe('Mine');
  });

  it('also at another machine that has yet to hear of it; editors, and who asks for logHead too, read the primary', async () => {
    const databaseUrl = await newDatabase();
    const writer = await startReplicated({ databaseUrl, replicas: [onStandby(databaseUrl)] });
    const pooler = await dropNotifications(databaseUrl);
    const other = await startReplicated({
      databaseUrl: pooler.url,
      replicas: [onStandby(databaseUrl)],
      // Who keeps answers asks the primary each time how far the log has come.
      environment: { NEWSWIRE_MAX_ANSWER_BYTES: '0' },
    });
    const editor = await writer.key('editor');
    await writer.publish(brief('Item 0'));

    let stale = 0;
    for (let round = 1; stale === 0; round += 1) {
      await until(async () => (await newest(other)) === `Item ${round - 1}`, 'the last one to be heard of');
      await caughtUp(other);
      await pair.standby.pause();
      const { cursor } = await publishArticle(writer.client, minimal(`Item ${round}`), { key: editor });
      // Unless its clock has struck meanwhile, and it has heard of it.
      if ((await newest(other)) === `Item ${round - 1}`) stale += 1;
      const answers = await Promise.all([
        newest(other, showing(cursor)),
        newest(other, { key: editor }),
        newest(other, { document: NEWEST.replace(/}$/, 'logHead }') }),
      ]);
      expect(answers).toEqual(Array(3).fill(`Item ${round}`));
      await pair.standby.resume();
    }
    expect(pooler.dropped()).toBeGreaterThan(0);
  });
});

it('where answers are kept, also who has yet to hear of a publication answers with it', async () => {
  const databaseUrl = await newDatabase();
  const writer = await startNewswire({ databaseUrl });
  const pooler = await dropNotifications(databaseUrl);
  const other = await startReplicated({ databaseUrl: pooler.url, replicas: [onStandby(databaseUrl)] });
  for (let round = 1; round <= 20; round += 1) {
    await pair.standby.pause();
    await writer.publish(brief(`Item ${round}`));
    expect([await newest(other), await newest(other)]).toEqual(Array(2).fill(`Item ${round}`));
    await pair.standby.resume();
  }
  expect(pooler.dropped()).toBeGreaterThan(0);
});

describe('no client hears of it when', () => {
  it('a replica goes, or was never there; one that comes back is read again', async () => {
    const databaseUrl = await newDatabase();
    const replicas = [NOWHERE, onStandby(databaseUrl)];
    const running = await startReplicated({ databaseUrl, replicas });
    await running.publish(brief('First'));
    await caughtUp(running);
    const over = new AbortController();
    const answers: string[] = [];
    const asking = Promise.all(
      [1, 2, 3].map(async () => {
        while (!over.signal.aborted) answers.push(await newest(running));
      }),
    );
    await pair.standby.stop();
    const before = answers.length;
    await until(() => answers.length > before + 10, 'the primary to answer');
    expect(running.newswire.newsroom.replicas.choose(null)).toBeNull();
    await pair.standby.start();
    await caughtUp(running);
    over.abort();
    await asking;
    expect(new Set(answers)).toEqual(new Set(['First']));
  });

  it('a replica hangs', async () => {
    const databaseUrl = await newDatabase();
    const other = await startNewswire({ databaseUrl, idle: true });
    await other.publish(brief('First'));
    let isHeld = false;
    const held: (() => void)[] = [];
    const way = await startProxy(onStandby(databaseUrl), (server: Socket, client: Socket) => {
      server.on(
        'data',
        (piece) => void (isHeld ? held.push(() => client.write(piece)) : client.write(piece)),
      );
    });
    const impatient = new URL(way.url);
    impatient.searchParams.set('query_timeout', '250');
    const running = await startReplicated({ databaseUrl, replicas: [impatient.href] });
    isHeld = true;
    expect(await Promise.all([newest(running), newest(running)])).toEqual(['First', 'First']);
    await until(() => running.newswire.newsroom.replicas.choose(null) === null, 'it to be known');
    isHeld = false;
    for (const go of held) go();
    await caughtUp(running);
  });

  it('a statement fails on a replica only: the whole answer is the primary’s', async () => {
    const databaseUrl = await newDatabase();
    const statements: string[] = [];
    const other = await startNewswire({ databaseUrl, idle: true });
    await other.publish(brief('First'));
    // It knows the log, what is indexed and the articles, and no sections.
    const part = (await makePostgres(pair.url)).url;
    const schemaOf = (url: string) => new URL(url).searchParams.get('options')?.split('=')[1] ?? '';
    for (const table of ['log', 'stretches', 'indexings', 'articles']) {
      await runSql(part, `CREATE VIEW ${table} AS SELECT * FROM ${schemaOf(databaseUrl)}.${table}`);
    }
    const trace = (statement: string) => statements.push(statement);
    const running = await startReplicated({ databaseUrl, replicas: [onStandby(part)], trace });
    const count = (part: RegExp) => statements.filter((one) => part.test(one)).length;
    expect(await newest(running)).toBe('First');
    expect([count(/"headline".* from "articles"/), count(/from "sections"/)]).toEqual([2, 2]);
  });
});
