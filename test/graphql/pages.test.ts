/** Pages of every list: forwards, backwards, between two cursors, and while new articles arrive. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { brief, generateEdition, photo, statement } from '../support/edition.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { idsOf, LISTS, partsOf, readPage, walk } from '../support/pages.ts';

const COUNT = 61;
const rich = brief('Much to see', {
  blocks: Array.from({ length: 9 }, (_, index) =>
    paragraph(statement(`Word number ${index} it was`, 'Dagny Holt')),
  ),
  photos: Array.from({ length: 9 }, (_, index) => photo(`rich-${index}`)),
  publishedAt: Date.parse('2026-09-01T00:00:00Z'),
});

describe('the pages of', () => {
  const newswire = useNewswire({}, async ({ publish }) => {
    await publish(rich, ...generateEdition({ seed: 21, count: COUNT }));
  });

  describe.each([...LISTS, ...partsOf('much-to-see')])('$name', (list) => {
    it.each([1, 7])('are the whole list, forwards and backwards, by %i', async (size) => {
      const { client } = newswire();
      const whole = idsOf(await readPage(client, list, { first: 100 }));
      expect(whole.length).toBeGreaterThan(7);
      expect(new Set(whole).size).toBe(whole.length);
      if (size === 1 && whole.length > 20) return;

      const forward = await walk(client, list, { size });
      expect(forward.flatMap(idsOf)).toEqual(whole);
      const backward = await walk(client, list, { size, backward: true });
      expect(backward.toReversed().flatMap(idsOf)).toEqual(whole);

      for (const [index, { edges, pageInfo, totalCount }] of forward.entries()) {
        expect(totalCount).toBe(whole.length);
        expect(pageInfo).toEqual({
          hasNextPage: index < forward.length - 1,
          hasPreviousPage: index > 0,
          startCursor: edges[0]?.cursor,
          endCursor: edges.at(-1)?.cursor,
        });
      }
      for (const [index, { pageInfo }] of backward.entries()) {
        expect([pageInfo.hasPreviousPage, pageInfo.hasNextPage]).toEqual([
          index < backward.length - 1,
          index > 0,
        ]);
      }
    });

    it('are cut by both bounds, from either end', async () => {
      const { client } = newswire();
      const { edges } = await readPage(client, list, { first: 100 });
      const between = { after: edges[1]?.cursor ?? '', before: edges[6]?.cursor ?? '' };
      const inside = edges.slice(2, 6).map(({ node }) => node.id);
      expect(idsOf(await readPage(client, list, { first: 20, ...between }))).toEqual(inside);
      expect(idsOf(await readPage(client, list, { last: 20, ...between }))).toEqual(inside);
      const first = await readPage(client, list, { first: 3, ...between });
      expect(idsOf(first)).toEqual(inside.slice(0, 3));
      expect(first.pageInfo.hasNextPage).toBe(true);
      const last = await readPage(client, list, { last: 3, ...between });
      expect(idsOf(last)).toEqual(inside.slice(1));
      expect(last.pageInfo.hasPreviousPage).toBe(true);
      const nothing = await readPage(client, list, {
        first: 3,
        after: between.before,
        before: between.after,
      });
      expect(idsOf(nothing)).toEqual([]);
    });

    it('hold 20 where no size is asked for, and none where 0 is', async () => {
      const { client } = newswire();
      const { totalCount } = await readPage(client, list, { first: 100 });
      expect((await readPage(client, list, {})).edges).toHaveLength(Math.min(20, totalCount));
      const none = await readPage(client, list, { first: 0 });
      expect([none.edges, none.totalCount, none.pageInfo.endCursor]).toEqual([[], totalCount, null]);
    });
  });
});

describe('while articles are published between pages, each that was there is met once on', () => {
  it.each(LISTS)('$name', async (list) => {
    const { client, publish } = await startNewswire();
    await publish(...generateEdition({ seed: 22, count: 45 }));
    const snapshot = idsOf(await readPage(client, list, { first: 100 }));
    let published = 0;
    /** One that is new, and one that comes in between those that are there already. */
    const between = async () => {
      published += 1;
      const more = {
        section: breadcrumbOfPath('news/coast'),
        blocks: [paragraph(statement('We counted the boats twice', 'Tomás Oribe'))],
        photos: [photo(`late-${published}`)],
      };
      await publish(
        brief(`Late ${published}`, more),
        brief(`Early ${published}`, { ...more, publishedAt: Date.parse('2026-10-01T09:30:00Z') }),
      );
    };
    for (const backward of [false, true]) {
      const pages = await walk(client, list, { size: 5, backward, between });
      const met = (backward ? pages.toReversed() : pages).flatMap(idsOf);
      expect(met.filter((id) => snapshot.includes(id))).toEqual(snapshot);
      expect(new Set(met).size).toBe(met.length);
    }
    expect(published).toBeGreaterThan(0);
  });
});
