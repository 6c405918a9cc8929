/** What mutations answer: what they did, or why not. */
import type { GraphQLResolveInfo } from 'graphql';
import { type NodeType, parseGlobalId } from '../../news/global-id.ts';
import type { FieldProblem } from '../../news/validate.ts';
import type { ChangeOutcome, Outcome } from '../../newsroom/outcome.ts';
import { anyArticlesById } from '../../newsroom/read/articles.ts';
import type { Member } from '../../newsroom/read/family.ts';
import type { ArticleRow } from '../../newsroom/read/rows.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Conflict, Forbidden, Invalid, Missing } from '../errors.ts';
import { ArticleRef } from '../refs.ts';
import { wantedColumns } from '../wanted.ts';

const ErrorRef = builder.interfaceRef<Error>('Error').implement({
  description: 'Something went wrong for a reason that the caller can mend.',
  fields: (t) => ({ message: t.exposeString('message') }),
});

const FieldErrorRef = builder.objectRef<FieldProblem>('FieldError').implement({
  fields: (t) => ({
    path: t.exposeString('path', { description: '"input.photos.0.url"' }),
    message: t.exposeString('message'),
  }),
});

builder.objectType(Invalid, {
  name: 'ValidationError',
  interfaces: [ErrorRef],
  fields: (t) => ({ fields: t.expose('fields', { type: [FieldErrorRef] }) }),
});

builder.objectType(Conflict, {
  name: 'ConflictError',
  interfaces: [ErrorRef],
  fields: (t) => ({ article: t.expose('article', { type: ArticleRef, description: 'As it is now.' }) }),
});

builder.objectType(Missing, { name: 'NotFoundError', interfaces: [ErrorRef] });

builder.objectType(Forbidden, { name: 'ForbiddenError', interfaces: [ErrorRef] });

export const ArticleSavedRef = builder
  .objectRef<{ article: Member<ArticleRow>; cursor: string }>('ArticleSaved')
  .implement({
    fields: (t) => ({
      article: t.expose('article', { type: ArticleRef }),
      cursor: t.expose('cursor', {
        type: 'Cursor',
        description: "The log's place after this: read, or subscribe, from here.",
      }),
    }),
  });

/** The article as it is after the outcome. Throws what a mutation answers as data. */
export async function savedBy(
  outcome: Outcome | ChangeOutcome,
  { newsroom, reader }: Context,
  info: GraphQLResolveInfo,
): Promise<{ article: Member<ArticleRow>; cursor: string }> {
  if (outcome.kind === 'INVALID') throw new Invalid(outcome.problems);
  if (outcome.kind === 'MISSING') throw new Missing(outcome.message);
  const { articleId } = outcome;
  const columns = wantedColumns(info, 'articles', ['article']);
  const article = (await anyArticlesById(reader, [articleId], columns)).get(articleId);
  if (article === undefined) throw new Error(`article ${articleId} is gone`);
  if (outcome.kind !== 'SAVED') throw new Conflict(outcome.message, article);
  return { article, cursor: await newsroom.events.cursorAt(outcome.seq) };
}

/** Arguments that stand beside the input. */
const BESIDE: ReadonlySet<string> = new Set(['id', 'note', 'requestId']);

/** What is not valid, by the paths that the caller has given it at. */
export function ofInput<Any extends Outcome | ChangeOutcome>(outcome: Any): Any {
  if (outcome.kind !== 'INVALID') return outcome;
  const pathOf = (path: string) => (BESIDE.has(path) ? path : `input.${path}`);
  const problems = outcome.problems.map(({ path, message }) => ({ path: pathOf(path), message }));
  return { ...outcome, problems };
}

/** null where nothing of this type can have this id. */
export function rowIdOf(id: string, type: NodeType): number | null {
  const node = parseGlobalId(id);
  return node?.type === type ? node.id : null;
}
