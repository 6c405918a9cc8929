/** The mutation by which an editor has the last word on a quote. */
import type { ChangeOutcome } from '../../newsroom/outcome.ts';
import { builder } from '../builder.ts';
import { Forbidden, Invalid, Missing } from '../errors.ts';
import { QuoteReviewType } from './inputs.ts';
import { ArticleSavedRef, ofInput, rowIdOf, savedBy } from './results.ts';

builder.mutationField('reviewQuote', (t) =>
  t.field({
    type: ArticleSavedRef,
    description:
      'Confirms, mends or removes a quote: a new version of its article. Versions after it keep the review where the words still stand.',
    args: {
      id: t.arg.id({ required: true, description: "The quote's global id." }),
      version: t.arg.int({
        description: "The article's that the editor saw: a ValidationError where it has moved on.",
      }),
      input: t.arg({ type: QuoteReviewType, required: true }),
    },
    authScopes: { editor: true },
    errors: { types: [Invalid, Missing, Forbidden] },
    resolve: async (_root, { id, version, input }, context, info) => {
      const outcome = await context.newsroom.editor.reviewQuote({
        id: rowIdOf(id, 'Quote'),
        by: context.viewer.name,
        version: version ?? null,
        review: input,
      });
      return savedBy(ofInput(withoutConflict(outcome)), context, info);
    },
  }),
);

/** A quote alone is named, so what stands in the way of its article is what is wrong with that. */
function withoutConflict(outcome: ChangeOutcome): ChangeOutcome {
  if (outcome.kind !== 'CONFLICT') return outcome;
  return {
    kind: 'INVALID',
    problems: [{ path: 'id', message: `cannot be reviewed so: ${outcome.message}` }],
  };
}
