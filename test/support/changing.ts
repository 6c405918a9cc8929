/** Changes of an article as a client makes them, and what became of it as everybody may ask. */
import type { AskOptions, Client } from './client.ts';

export interface Changed {
  __typename: 'ArticleSaved' | 'ValidationError' | 'NotFoundError' | 'ConflictError' | 'ForbiddenError';
  message?: string;
  cursor?: string;
  fields?: { path: string; message: string }[];
  article?: ChangedArticle;
}

export interface ChangedArticle {
  id: string;
  slug: string;
  version: number;
  pubStatus: string;
  headline: string;
  publishedAt: string | null;
  photos: { edges: { node: { id: string; url: string; caption: string | null } }[] };
  quotes: { edges: { node: QuoteFacts }[] };
}

export interface QuoteFacts {
  id: string;
  text: string;
  type: 'DIRECT' | 'MIXED';
  speaker: string | null;
  speakerRole: string | null;
  via: string | null;
  paragraph: number;
  start: number;
  end: number;
  reviewed: boolean;
}

const TYPES: Record<string, string> = {
  id: 'ID!',
  version: 'Int!',
  note: 'String!',
  notice: 'String',
  requestId: 'String',
};
const INPUTS: Record<string, string> = {
  draftArticle: 'ArticleInput!',
  publishArticle: 'ArticleInput!',
  reviewQuote: 'QuoteReview!',
};
const DEMANDED = new Set(['cancelArticle', 'cancelPhoto']);

/** Calls the mutation with what is given. */
export async function change(
  client: Client,
  mutation: string,
  { key, ...args }: Record<string, unknown> & AskOptions,
): Promise<Changed> {
  const typeOf = (name: string) =>
    name === 'input'
      ? (INPUTS[mutation] ?? 'ArticlePatch!')
      : `${TYPES[name]}${name === 'notice' && DEMANDED.has(mutation) ? '!' : ''}`;
  const names = Object.keys(args);
  const document = `mutation (${names.map((name) => `$${name}: ${typeOf(name)}`).join()}) {
    ${mutation}(${names.map((name) => `${name}: $${name}`).join()}) {
      __typename
      ... on ArticleSaved { cursor article { ...Facts } }
      ... on Error { message }
      ${mutation === 'reviewQuote' ? '' : '... on ConflictError { article { ...Facts } }'}
      ${/^(withhold|reinstate|cancel)/.test(mutation) ? '' : '... on ValidationError { fields { path message } }'}
    }
  }
  fragment Facts on Article {
    id slug version pubStatus headline publishedAt
    photos { edges { node { id url caption } } }
    quotes { edges { node { id text type speaker speakerRole via paragraph start end reviewed } } }
  }`;
  const answer = await client.data<Record<string, Changed>>(document, args, key === undefined ? {} : { key });
  return answer[mutation] as Changed;
}

export interface ChangeEvent {
  kind: string;
  slug: string;
  version: number;
  articleId: string;
  article: { headline: string } | null;
  removedIds: string[];
  note: string | null;
}

const EVENTS = `query ($after: Cursor, $filter: ArticleFilter) {
  changes(first: 1000, after: $after, filter: $filter) {
    events { kind slug version articleId article { headline } removedIds note }
  }
}`;

export async function eventsOf(client: Client, args: Record<string, unknown> = {}): Promise<ChangeEvent[]> {
  return (await client.data<{ changes: { events: ChangeEvent[] } }>(EVENTS, args)).changes.events;
}

/** The global id of the article with this slug. */
export async function idOf(client: Client, slug: string): Promise<string> {
  const { article } = await client.data<{ article: { id: string } }>(
    'query ($slug: String!) { article(slug: $slug) { id } }',
    { slug },
  );
  return article.id;
}
