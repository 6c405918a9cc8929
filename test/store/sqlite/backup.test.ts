/** A backup is the store as it was; opened in place, it begins a new stretch of the log, so that no cursor skips anything. */
import { copyFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Client, TRANSPORTS } from '../../support/client.ts';
import { brief } from '../../support/edition.ts';
import { startNewswire, temporaryFolder } from '../../support/newswire.ts';

const CHANGES = 'query ($after: Cursor) { changes(after: $after) { endCursor events { slug } } }';

async function head(client: Client): Promise<string> {
  return (await client.data<{ logHead: string }>('{ logHead }')).logHead;
}

async function slugsAfter(client: Client, after: string): Promise<string[]> {
  const { changes } = await client.data<{ changes: { events: { slug: string }[] } }>(CHANGES, { after });
  return changes.events.map(({ slug }) => slug);
}

describe('a backup', () => {
  it('lets a cursor from before go on; one of what the backup does not have is CURSOR_OTHER_LOG', async () => {
    const folder = await temporaryFolder();
    const file = `${folder}/newswire.db`;
    const first = await startNewswire({ databaseUrl: `file:${file}` });
    await first.publish(brief('One'));
    const early = await head(first.client);
    await first.publish(brief('Two'));
    const atBackup = await head(first.client);
    await first.newswire.newsroom.store.backup(`${folder}/backup.db`);
    await first.publish(brief('Lost'));
    const late = await head(first.client);
    await first.close();

    await copyFile(`${folder}/backup.db`, file);
    const { client, publish } = await startNewswire({ databaseUrl: `file:${file}` });
    expect(await client.data('{ articles { totalCount } }')).toEqual({ articles: { totalCount: 2 } });
    const begun = await head(client);
    expect(begun).not.toBe(atBackup);
    // It has the very number that the lost one had.
    await publish(brief('Three'));

    expect(await slugsAfter(client, early)).toEqual(['two', 'three']);
    expect(await slugsAfter(client, atBackup)).toEqual(['three']);
    expect(await slugsAfter(client, begun)).toEqual(['three']);
    const refused = await client.ask(CHANGES, { after: late });
    expect(refused.errors).toMatchObject([{ extensions: { code: 'CURSOR_OTHER_LOG' } }]);
    for (const transport of TRANSPORTS) {
      const document = 'subscription ($after: Cursor) { articlePublished(after: $after) { cursor slug } }';
      const lost = client.subscribe(transport, document, { after: late });
      expect(await lost.refusal()).toMatchObject({ code: 'CURSOR_OTHER_LOG' });
      const going = client.subscribe<{ articlePublished: { cursor: string } }>(transport, document, {
        after: atBackup,
      });
      const { articlePublished } = await going.next();
      expect(articlePublished).toMatchObject({ slug: 'three', cursor: await head(client) });
    }
  });

  it('of a backup keeps the cursors of every stretch apart', async () => {
    const folder = await temporaryFolder();
    const heads: string[] = [];
    let file = `${folder}/0.db`;
    for (let round = 0; round < 3; round += 1) {
      const { client, publish, newswire, close } = await startNewswire({ databaseUrl: `file:${file}` });
      await publish(brief(`Round ${round}`));
      heads.push(await head(client));
      const next = `${folder}/${round + 1}.db`;
      await newswire.newsroom.store.backup(next);
      await publish(brief(`Lost in round ${round}`));
      heads.push(await head(client));
      await close();
      file = next;
    }
    const { client, publish } = await startNewswire({ databaseUrl: `file:${file}` });
    await publish(brief('Now'));
    const codes = await Promise.all(
      heads.map(
        async (after) => (await client.ask(CHANGES, { after })).errors[0]?.extensions?.code ?? 'good',
      ),
    );
    expect(codes).toEqual([
      'good',
      'CURSOR_OTHER_LOG',
      'good',
      'CURSOR_OTHER_LOG',
      'good',
      'CURSOR_OTHER_LOG',
    ]);
    expect(await slugsAfter(client, heads[0] ?? '')).toEqual(['round-1', 'round-2', 'now']);
  });

  it('opened again, begins no further stretch', async () => {
    const folder = await temporaryFolder();
    const file = `${folder}/backup.db`;
    const { newswire } = await startNewswire({ samples: true });
    await newswire.newsroom.store.backup(file);
    const heads: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      const { client, close } = await startNewswire({ databaseUrl: `file:${file}` });
      heads.push(await head(client));
      await close();
    }
    expect(heads[0]).toBe(heads[1]);
  });

  it('is never written over what is there', async () => {
    const { newswire } = await startNewswire();
    const { store } = newswire.newsroom;
    await expect(store.backup(store.location)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('exists already'),
    });
  });
});
