/** X-Newswire-Cursor, by which a client shows how far it has come: read with every operation, whether there are replicas or none. */
import { expect, it } from 'vitest';
import { brief } from '../support/edition.ts';
import { useNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';

const newswire = useNewswire({}, async ({ publish }) => {
  await publish(brief('First'));
});
const COUNT = '{ articles { totalCount } }';
const PUBLISH = 'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }';

it.each(['application/json', 'application/graphql-response+json'])(
  'one that is no cursor is told, to who accepts %s, and nothing is done',
  async (accept) => {
    const { client, key } = newswire();
    const headers = { 'x-newswire-cursor': 'yesterday', accept };
    const answers = [
      await client.ask(COUNT, {}, { headers }),
      await client.ask(PUBLISH, { input: minimal('Second') }, { headers, key: await key('editor') }),
    ];
    for (const { status, errors, data } of answers) {
      expect({ status, errors, data }).toEqual({
        status: 400,
        data: null,
        errors: [
          {
            message:
              'The header X-Newswire-Cursor cannot be used: "yesterday" is not a cursor of a publication log: use one that logHead, an event or a mutation gave.',
            extensions: { code: 'BAD_CURSOR' },
          },
        ],
      });
    }
    expect(await client.data(COUNT)).toEqual({ articles: { totalCount: 1 } });
  },
);

it.each([
  ['of the log', ({ logHead }: { logHead: string }) => logHead],
  ['of a row to come', ({ logHead }: { logHead: string }) => encoded(`${stretchOf(logHead)}.99`)],
  ['of another log', () => encoded('otherlog.1')],
])('one %s is answered', async (_what, shown) => {
  const { client } = newswire();
  const headers = { 'x-newswire-cursor': shown(await client.data<{ logHead: string }>('{ logHead }')) };
  expect(await client.data(COUNT, {}, { headers })).toEqual({ articles: { totalCount: 1 } });
});

it('a page of another site may show one', async () => {
  const response = await fetch(newswire().client.endpoint, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://reader.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type, x-newswire-cursor',
    },
  });
  expect(response.headers.get('access-control-allow-headers')).toContain('x-newswire-cursor');
});

const encoded = (text: string) => Buffer.from(text).toString('base64url');
const stretchOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString().split('.')[0] ?? '';
