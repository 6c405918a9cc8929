/** Editors who change one article at once: each change is made to what its editor saw, or is told that it was not. */
import { expect, it } from 'vitest';
import { change, eventsOf, idOf } from '../../support/changing.ts';
import { brief } from '../../support/edition.ts';
import { startNewswire } from '../../support/newswire.ts';
import { isLong } from '../../support/runs.ts';

const UPDATES = isLong ? 1_000 : 50;
const EDITORS = 2;

it(
  'versions go up by one without gap or repeat, and each conflict is told',
  async () => {
    const first = await startNewswire();
    // On a machine of its own.
    const second = await startNewswire({ databaseUrl: first.databaseUrl });
    await first.publish(brief('Raced'));
    const id = await idOf(first.client, 'raced');
    const key = await first.key('editor');
    const made: number[] = [];
    let conflicts = 0;
    let left = UPDATES;

    async function edit(editor: number): Promise<void> {
      const { client } = editor % 2 === 0 ? first : second;
      for (let version = 1; left > 0;) {
        const input = { headline: `Raced by ${editor} from ${version}` };
        const answer = await change(client, 'updateArticle', { id, version, input, key });
        const now = answer.article?.version ?? 0;
        if (answer.__typename === 'ArticleSaved') {
          expect([now, answer.article?.headline]).toEqual([version + 1, input.headline]);
          made.push(now);
          left -= 1;
        } else {
          expect(answer.__typename).toBe('ConflictError');
          expect(now).toBeGreaterThan(version);
          conflicts += 1;
        }
        version = now;
      }
    }

    // More than one request of each is under way, so that they do race.
    await Promise.all(Array.from({ length: EDITORS * 2 }, (_, editor) => edit(editor)));
    expect(conflicts).toBeGreaterThan(0);
    const versions = made.toSorted((a, b) => a - b);
    expect(versions).toEqual(versions.map((_, index) => index + 2));
    const events = await eventsOf(second.client);
    expect(events.map(({ version }) => version)).toEqual([1, ...versions].slice(0, 1_000));
    const { article } = await first.client.data<{ article: { versions: { version: number }[] } }>(
      '{ article(slug: "raced") { versions { version headline } } }',
      {},
      { key },
    );
    expect(article.versions.map(({ version }) => version)).toEqual([1, ...versions].toReversed());
  },
  isLong ? 300_000 : 20_000,
);
