/** publishArticle as a client calls it. */
import type { AskOptions, Client } from './client.ts';

export interface Published {
  __typename: 'ArticleSaved' | 'ValidationError' | 'ConflictError' | 'ForbiddenError';
  message?: string;
  cursor?: string;
  fields?: { path: string; message: string }[];
  article?: {
    id: string;
    slug: string;
    version: number;
    publishedAt: string | null;
    embargoedUntil: string | null;
  };
}

const PUBLISH = `mutation ($input: ArticleInput!, $requestId: String) {
  publishArticle(input: $input, requestId: $requestId) {
    __typename
    ... on ArticleSaved { cursor article { ...Facts } }
    ... on Error { message }
    ... on ValidationError { fields { path message } }
    ... on ConflictError { article { ...Facts } }
  }
}
fragment Facts on Article { id slug version publishedAt embargoedUntil }`;

export interface PublishOptions extends AskOptions {
  requestId?: string;
}

export async function publishArticle(
  client: Client,
  input: Record<string, unknown>,
  { requestId, ...options }: PublishOptions,
): Promise<Published> {
  const variables = { input, ...(requestId === undefined ? {} : { requestId }) };
  return (await client.data<{ publishArticle: Published }>(PUBLISH, variables, options)).publishArticle;
}

/** As little as can be published. */
export function minimal(headline: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { headline, section: 'news/valley', paragraphs: [`${headline}, as the valley heard it.`], ...more };
}
