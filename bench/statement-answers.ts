/**
 * What the hand-written statements of both engines have in common: how they read the variables of the bench's requests, and
 * how what a statement gives becomes the answer, which must be Newswire's.
 */
import { STEMMED, stemOf } from '../src/news/stem.ts';
import { z } from 'zod';

/** By the name of a question's statement: its variables → the answer's JSON. */
export type Answers = Record<string, (variables: unknown) => string | Promise<string>>;

const After = z.object({ after: z.string().nullish() });

export const VARIABLES = {
  front: After,
  section: After.extend({ path: z.string() }),
  article: z.object({ slug: z.string() }),
  /** "wanted -unwanted" */
  search: z.object({ query: z.string() }),
};

/** A page: its edges as JSON, and the place of the last one. */
export const List = z.object({
  edges: z.string(),
  more: z.union([z.boolean(), z.number()]),
  publicAt: z.number(),
  id: z.number(),
});
export const SectionList = List.extend({ name: z.string(), path: z.string() });

/** What a cursor of the newest-first order names. */
export function placeOf({ after }: z.infer<typeof After>): { publicAt: number; id: number } {
  if (after == null) return { publicAt: Number.MAX_SAFE_INTEGER, id: 0 };
  const [publicAt, id] = Buffer.from(after, 'base64url').toString().slice(2).split('.');
  return { publicAt: Number(publicAt), id: Number(id) };
}

export function articlesIn(list: z.infer<typeof List>): string {
  return `{"data":{"articles":${connectionOf(list)}}}`;
}

export function sectionIn(list: z.infer<typeof SectionList>): string {
  const head = `"name":${JSON.stringify(list.name)},"path":${JSON.stringify(list.path)}`;
  return `{"data":{"section":{${head},"articles":${connectionOf(list)}}}}`;
}

/** `json`: the article's. */
export function articleIn(json: unknown): string {
  return `{"data":{"article":${String(json)}}}`;
}

/** `json`: of the edges. */
/** A search's word and the one that is left out, each as the words that an index has for it. */
export function searched(variables: unknown): { wanted: string[]; unwanted: string[] } {
  const [wanted = '', unwanted = ''] = VARIABLES.search.parse(variables).query.split(' -');
  const indexed = (word: string) => [
    word,
    ...STEMMED.map((language) => `${stemOf(word, language)}/${language}`),
  ];
  return { wanted: indexed(wanted), unwanted: indexed(unwanted) };
}

export function searchIn(json: unknown): string {
  return `{"data":{"search":{"edges":${String(json)}}}}`;
}

function connectionOf({ edges, more, publicAt, id }: z.infer<typeof List>): string {
  const end = Buffer.from(`n:${publicAt}.${id}`).toString('base64url');
  return `{"edges":${edges},"pageInfo":{"hasNextPage":${Boolean(more)},"endCursor":"${end}"}}`;
}
