/** What a page cannot be is said clearly, wherever it is asked for. */
import { describe, expect, it } from 'vitest';
import { brief, generateEdition } from '../support/edition.ts';
import { useNewswire } from '../support/newswire.ts';
import { LISTS, partsOf, readPage } from '../support/pages.ts';

const newswire = useNewswire({}, async ({ publish }) => {
  await publish(brief('Nothing to see'), ...generateEdition({ seed: 31, count: 30 }));
});
const text = (decoded: string) => Buffer.from(decoded).toString('base64url');

const REFUSED: [what: string, args: Record<string, unknown>, message: RegExp][] = [
  ['first with last', { first: 3, last: 3 }, /Both first and last are given: ask for one/],
  ['more than 100', { first: 101 }, /first is 101, and a page holds 0 to 100/],
  ['more than 100 from the end', { last: 5_000 }, /last is 5000, and a page holds 0 to 100/],
  ['fewer than none', { first: -1 }, /first is -1, and a page holds 0 to 100/],
  ['fewer than none from the end', { last: -5 }, /last is -5/],
  [
    'after no cursor',
    { first: 3, after: 'yesterday' },
    /"yesterday" is not a cursor of this list in this order/,
  ],
  ['after nothing', { first: 3, after: '' }, /"" is not a cursor of this list/],
  ['before a cursor with too few values', { last: 3, before: text('n:1') }, /is not a cursor of this list/],
  ['after a cursor that holds no numbers', { after: text('n:a.b') }, /is not a cursor of this list/],
  ['after an endless cursor', { after: 'QQ'.repeat(5_000) }, /"QQ[Q]{0,38}" is not a cursor of this list/],
];

describe.each([...LISTS, ...partsOf('nothing-to-see')])('$name', (list) => {
  it.each(REFUSED)('cannot be asked for %s', async (_what, args, message) => {
    const { status, errors } = await newswire().client.ask(list.document, args);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(status).toBeLessThan(500);
  });
});

describe('a cursor of another list', () => {
  const [newest, oldest, updated] = LISTS;
  const photos = LISTS.find(({ name }) => name === 'photos');

  it.each([
    [newest, oldest],
    [oldest, newest],
    [newest, updated],
    [newest, photos],
    [photos, newest],
  ])('is refused, for it would name another place', async (from, to) => {
    if (from === undefined || to === undefined) throw new Error('the lists have other names');
    const { client } = newswire();
    const { pageInfo } = await readPage(client, from, { first: 2 });
    const { errors } = await client.ask(to.document, { first: 2, after: pageInfo.endCursor });
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toMatch(/is not a cursor of this list in this order/);
  });
});

it('only so many related articles can be asked for', async () => {
  const { client } = newswire();
  for (const first of [-1, 21]) {
    const { errors } = await client.ask(
      'query ($first: Int) { articles(first: 1) { edges { node { related(first: $first) { slug } } } } }',
      { first },
    );
    expect(errors[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining(`first is ${first}`),
    });
  }
});
