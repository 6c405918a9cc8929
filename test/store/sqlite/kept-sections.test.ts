import { expect, test } from 'vitest';
import { brief } from '../../support/edition.ts';
import { useNewswire } from '../../support/newswire.ts';

const OF_SECTIONS = 'from "sections"';
let statements = 0;
const trace = (statement: string) => {
  if (statement.includes(OF_SECTIONS)) statements += 1;
};
const newswire = useNewswire({ trace }, async ({ publish }) => {
  await publish(brief('Weir opened'), brief('Weir shut'));
});

test('an article’s section is read once for all who ask, until something is published', async () => {
  const { client, publish } = newswire();
  const cost = async (slug: string) => {
    const before = statements;
    const { article } = await client.data<{ article: { section: object } }>(
      'query ($slug: String!) { article(slug: $slug) { section { name path } } }',
      { slug },
    );
    expect(article.section).toEqual({ name: expect.any(String), path: expect.any(String) });
    return statements - before;
  };
  expect([await cost('weir-opened'), await cost('weir-shut')]).toEqual([1, 0]);
  await publish(brief('Weir mended'));
  expect([await cost('weir-mended'), await cost('weir-opened')]).toEqual([1, 0]);
});
