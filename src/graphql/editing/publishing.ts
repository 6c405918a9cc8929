/** Mutations that bring an article. */
import type { FieldProblem } from '../../news/validate.ts';
import { type ArticleInput, contentOfInput, problemsOfKeptPictures } from '../../newsroom/input.ts';
import type { Outcome } from '../../newsroom/outcome.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Conflict, Forbidden, Invalid, Missing } from '../errors.ts';
import { ArticleInputType } from './inputs.ts';
import { ArticleSavedRef, ofInput, rowIdOf, savedBy } from './results.ts';

const MAX_REQUEST_ID = 200;

builder.mutationType({ description: 'These want an API key (Authorization: Bearer, or connectionParams).' });

builder.mutationFields((t) => {
  const args = {
    input: t.arg({ type: ArticleInputType, required: true }),
    requestId: t.arg.string({
      description: 'The same request sent twice publishes once and gets the same answer.',
    }),
  };
  return {
    publishArticle: t.field({
      type: ArticleSavedRef,
      description: 'Out at once, or at embargoedUntil.',
      args,
      authScopes: { editor: true },
      errors: { types: [Invalid, Conflict, Forbidden] },
      resolve: async (_root, request, context, info) =>
        savedBy(ofInput(await publish(request, context, false)), context, info),
    }),
    draftArticle: t.field({
      type: ArticleSavedRef,
      description:
        'For publishDraft, which makes it version 1; until then its versions go from 0 down, and its body may be empty.',
      args,
      authScopes: { editor: true },
      errors: { types: [Invalid, Conflict, Forbidden] },
      resolve: async (_root, request, context, info) =>
        savedBy(ofInput(await publish(request, context, true)), context, info),
    }),
    publishDraft: t.field({
      type: ArticleSavedRef,
      description:
        'Out at once, or at its embargoedUntil. Fields of a ValidationError are those of the article: "paragraphs".',
      args: { id: t.arg.id({ required: true, description: "The article's global id." }) },
      authScopes: { editor: true },
      errors: { types: [Invalid, Missing, Conflict, Forbidden] },
      resolve: async (_root, { id }, context, info) => {
        const draft = { id: rowIdOf(id, 'Article'), by: context.viewer.name };
        return savedBy(await context.newsroom.editor.publishDraft(draft), context, info);
      },
    }),
  };
});

interface Request {
  input: ArticleInput;
  requestId?: string | null | undefined;
}

async function publish(
  { input, requestId = null }: Request,
  { newsroom, viewer }: Context,
  isDraft: boolean,
): Promise<Outcome> {
  const { content, problems } = contentOfInput(input);
  problems.push(...problemsOfKeptPictures(input));
  problems.push(...problemsOfRequestId(requestId));
  if (problems.length > 0) return { kind: 'INVALID', problems };
  const [outcome] = await newsroom.publisher.publish([{ content, by: viewer.name, requestId, isDraft }]);
  if (outcome === undefined) throw new Error('the publisher gave no outcome');
  return outcome;
}

function problemsOfRequestId(requestId: string | null): FieldProblem[] {
  if (requestId === null || (requestId !== '' && requestId.length <= MAX_REQUEST_ID)) return [];
  const message = `has ${requestId.length} characters, and 1 to ${MAX_REQUEST_ID} are allowed`;
  return [{ path: 'requestId', message }];
}
