/** Articles as a program publishes them: by the mutation, over HTTP. */
import { z } from 'zod';
import { pathOf } from '../src/news/section.ts';
import { articleOf } from './edition.ts';
import { ask, bodyOf, postRequest } from './http-connection.ts';

const PUBLISH = `mutation Publish($input: ArticleInput!) {
  publishArticle(input: $input) { __typename ... on ArticleSaved { article { slug } } }
}`;

const Published = z.object({
  data: z.object({ publishArticle: z.object({ article: z.object({ slug: z.string() }) }) }),
});
/** Makes a request ready; what is answered sends it, and resolves with the article's slug when it is published. */
export function publication(port: number, key: string, index: number): () => Promise<string> {
  return sending(port, key, inputOf(index));
}

/** An article with a body of so many bytes; its slug begins with "number-<index>". */
export function longPublication(
  server: { port: number; key: string },
  index: number,
  bytes: number,
): () => Promise<string> {
  const paragraph = 'All work and no news. '.repeat(40);
  const paragraphs = Array.from({ length: Math.ceil(bytes / paragraph.length) }, () => paragraph);
  return sending(server.port, server.key, { headline: `Number ${index}`, section: 'news', paragraphs });
}

function sending(port: number, key: string, input: object): () => Promise<string> {
  const body = Buffer.from(JSON.stringify({ query: PUBLISH, variables: { input } })).toString('latin1');
  const request = postRequest('/graphql', body, { authorization: `Bearer ${key}` });
  return async () => {
    const answer = bodyOf(await ask(port, request)).toString();
    const published = Published.safeParse(JSON.parse(answer));
    if (!published.success) throw new Error(`the article was not published: ${answer}`);
    return published.data.data.publishArticle.article.slug;
  };
}

/** An English article with a photo and a quote, without the rare word that searches of the bench count. */
function inputOf(index: number): object {
  const all = Array.from({ length: 20 }, (_, offset) => articleOf(index * 20 + offset));
  const { headline, section, blocks, description, keywords, photos } =
    all.find(({ language, photos: [photo] }) => language === 'en' && photo !== undefined) ?? articleOf(index);
  return {
    headline,
    section: pathOf(section),
    paragraphs: blocks.slice(1).map(({ text }) => text),
    description,
    keywords,
    photos: photos.map(({ url, caption, creditLine }) => ({ url, caption, creditLine })),
  };
}
