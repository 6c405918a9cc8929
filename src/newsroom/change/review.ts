/**
 * A person's word on a quote: it stands as it is, somebody else said it, or it is no quote. What a review leaves out is confirmed
 * as it stands.
 */
import type { QuoteContent, QuoteType } from '../../news/quotes/quote.ts';
import { type FieldProblem, MAX_LINE } from '../../news/validate.ts';
import { textOf } from '../input.ts';

export interface QuoteReview {
  /** null: nobody can be told. */
  speaker?: string | null | undefined;
  speakerRole?: string | null | undefined;
  via?: string | null | undefined;
  type?: QuoteType | null | undefined;
  /** What else is given means nothing then. */
  remove?: boolean | null | undefined;
}

const LINES = ['speaker', 'speakerRole', 'via'] as const;

export function problemsOfReview(review: QuoteReview): FieldProblem[] {
  if (review.remove) return [];
  const problems: FieldProblem[] = LINES.flatMap((path) => {
    const { length } = review[path] ?? '';
    if (length <= MAX_LINE) return [];
    return [{ path, message: `has ${length} characters, and the limit is ${MAX_LINE}` }];
  });
  if (review.type === null)
    problems.push({ path: 'type', message: 'is null, and a quote cannot be without it: leave it out' });
  return problems;
}

/** The quote as the review leaves it; null where it is none any more. */
export function reviewed(quote: QuoteContent, review: QuoteReview): QuoteContent | null {
  if (review.remove) return null;
  const mended = { ...quote, type: review.type ?? quote.type };
  for (const name of LINES) if (review[name] !== undefined) mended[name] = textOf(review[name]);
  return mended;
}

/** Characters of a quote that the audit shows. */
const SHOWN = 100;

/** What the review did, for the audit: nobody is to look for it in two versions. */
export function deedOfReview(before: QuoteContent, after: QuoteContent | null): string {
  const words = before.text.length > SHOWN ? `${before.text.slice(0, SHOWN)}…` : before.text;
  if (after === null) return `removed “${words}”, by ${nameOf(before.speaker)}`;
  const mended = ([...LINES, 'type'] as const).filter((name) => before[name] !== after[name]);
  if (mended.length === 0) return `confirmed “${words}”, by ${nameOf(after.speaker)}`;
  const changes = mended.map((name) => `${name} ${nameOf(before[name])} → ${nameOf(after[name])}`);
  return `mended “${words}”: ${changes.join(', ')}`;
}

function nameOf(value: string | null): string {
  return value ?? 'nobody told';
}
