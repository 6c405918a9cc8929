/** One article, and everything that the public can ask which might show it: of it nothing is there while it is hidden. */
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { keepPicture } from '../../src/newsroom/pictures.ts';
import { brief, photo, statement } from './edition.ts';
import type { Running } from './newswire.ts';

export const secret = brief('The secret lantern', {
  section: breadcrumbOfPath('vault/deep'),
  url: 'https://courier.example/secret',
  source: 'Courier',
  sourceId: 's-1',
  keywords: ['Weir', 'Secrets'],
  urgency: 1,
  blocks: [paragraph(statement('Nobody may know', 'Wen Halloran'))],
  photos: [photo('secret', { url: '/photos/secret.svg', caption: 'A covered lantern' })],
});

// Everything but the log, which tells of what was public.
const EVERYWHERE = `query ($ids: [ID!]!, $id: ID!) {
  article(slug: "the-secret-lantern") { slug }
  bySlug: articleByIdentifier(identifier: { slug: "the-secret-lantern" }) { slug }
  byUrl: articleByIdentifier(identifier: { url: "https://courier.example/secret" }) { slug }
  bySource: articleByIdentifier(identifier: { sourceId: { source: "Courier", id: "s-1" } }) { slug }
  byId: articleByIdentifier(identifier: { id: $id }) { slug }
  node(id: $id) { __typename }
  nodes(ids: $ids) { __typename }
  newest: articles(filter: $none) { ...Listed }
  oldest: articles(orderBy: OLDEST, filter: { keywords: ["secrets"] }) { ...Listed }
  updated: articles(orderBy: UPDATED, filter: { speakers: ["Wen Halloran"] }) { ...Listed }
  text: articles(filter: { text: "secret lantern" }) { ...Listed }
  notOther: articles(filter: { not: { keywords: ["other"] } }) { ...Listed }
  search(query: "secret OR covered OR nobody") { totalCount edges { node { slug } } }
  photos(filter: { sources: ["Courier"] }) { totalCount edges { node { caption } } }
  quotes(speaker: "Wen Halloran") { totalCount edges { node { text } } }
  said: quotes(search: "nobody") { totalCount edges { node { text } } }
  section(path: "vault/deep") { path }
  above: section(path: "vault") { path children { path } articles { ...Listed } }
}
fragment Listed on ArticleConnection { totalCount edges { node { slug } } }`.replace(
  '(filter: $none)',
  '(filter: { sources: ["Courier"] })',
);

const NONE = { totalCount: 0, edges: [] };

export const NOWHERE = {
  article: null,
  bySlug: null,
  byUrl: null,
  bySource: null,
  byId: null,
  node: null,
  nodes: [null, null, null, null],
  newest: NONE,
  oldest: NONE,
  updated: NONE,
  text: NONE,
  notOther: NONE,
  search: NONE,
  photos: NONE,
  quotes: NONE,
  said: NONE,
  section: null,
  above: null,
  picture: 404,
};

const found = { slug: 'the-secret-lantern' };
const one = { totalCount: 1, edges: [{ node: found }] };

export const SHOWN = {
  article: found,
  bySlug: found,
  byUrl: found,
  bySource: found,
  byId: found,
  node: { __typename: 'Article' },
  nodes: ['Article', 'Section', 'Photo', 'Quote'].map((__typename) => ({ __typename })),
  newest: one,
  oldest: one,
  updated: one,
  text: one,
  notOther: one,
  search: one,
  photos: { totalCount: 1, edges: [{ node: { caption: 'A covered lantern' } }] },
  quotes: { totalCount: 1, edges: [{ node: { text: 'Nobody may know,' } }] },
  said: { totalCount: 1, edges: [{ node: { text: 'Nobody may know,' } }] },
  section: { path: 'vault/deep' },
  above: { path: 'vault', children: [{ path: 'vault/deep' }], articles: one },
  picture: 200,
};

/** Of the second article of a store, in the fourth section, with the first photo and quote: a guess that anybody may make. */
export const GUESSED = ['Article:2', 'Section:4', 'Photo:1', 'Quote:1'].map((id) =>
  Buffer.from(id).toString('base64url'),
);

/** Of the secret article, where it is the second of its store. */
export async function lookEverywhere({ client, url }: Running, key?: string): Promise<unknown> {
  const variables = { ids: GUESSED, id: GUESSED[0] };
  const answer = await client.data<object>(EVERYWHERE, variables, key === undefined ? {} : { key });
  return { ...answer, picture: (await fetch(`${url}/photos/secret.svg`)).status };
}

export async function keepSecretPicture({ newswire }: Running): Promise<void> {
  const { store } = newswire.newsroom;
  const picture = { name: 'secret.svg', mediaType: 'image/svg+xml', bytes: Buffer.from('<svg/>') };
  await store.write((tx) => keepPicture(store, tx, picture));
}
