import { expect, test } from 'vitest';
import { brief } from '../../support/edition.ts';
import { type Running, useNewswire } from '../../support/newswire.ts';
import { until } from '../../support/until.ts';

const WORDS = ['weir', 'ferry', 'harbour'];
// Answers from memory would be the same whatever the index says.
const newswire = useNewswire({ environment: { NEWSWIRE_MAX_ANSWER_BYTES: '0' } });

/** In the index of articles: every search looks into each of them. */
async function pieces({ runSql }: Running): Promise<number> {
  return (await runSql('select distinct segid from article_terms_idx')).length;
}

async function found({ client }: Running): Promise<unknown[]> {
  const query =
    'query ($word: String!) { search(query: $word, first: 50) { totalCount edges { score node { slug } } } }';
  return Promise.all(WORDS.map((word) => client.data(query, { word })));
}

test('when it is quiet the search index is put in order, and finds what it found', async () => {
  const running = newswire();
  const day = (n: number, description: string) =>
    brief(`The ${WORDS[n % WORDS.length]} of day ${n}`, { source: 'Diary', sourceId: `${n}`, description });
  for (let n = 0; n < 20; n += 1) await running.publish(day(n, 'As it was.'));
  for (let n = 0; n < 20; n += 2) await running.publish(day(n, 'The harbour was closed.'));
  const [before, many] = [await found(running), await pieces(running)];
  expect(many).toBeGreaterThan(2);
  await until(async () => (await pieces(running)) < many, 'fewer pieces');
  await until(async () => (await pieces(running)) <= 2, 'one piece or two');
  expect(await found(running)).toEqual(before);
});
