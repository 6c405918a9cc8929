/** Publishing of what comes from elsewhere in numbers, where one at which Newswire itself fails is not to keep the others out. */
import { NewswireError } from '../errors.ts';
import type { FieldProblem } from '../news/validate.ts';
import type { Outcome } from './outcome.ts';
import type { Publication, Publisher } from './publish.ts';

/** A fault of Newswire, for who runs it: clients are not told such reasons. */
export interface Failed {
  kind: 'FAILED';
  reason: string;
}

/** Together, or where that fails each by itself. An outcome for each, in their order. Throws NewswireError, which is of the store. */
export async function publishEach(
  publisher: Publisher,
  publications: readonly Publication[],
): Promise<(Outcome | Failed)[]> {
  if (publications.length === 0) return [];
  try {
    return await publisher.publish(publications);
  } catch (error) {
    if (error instanceof NewswireError) throw error;
    if (publications.length === 1) return [{ kind: 'FAILED', reason: failureOf(error) }];
  }
  const outcomes: (Outcome | Failed)[] = [];
  for (const publication of publications) outcomes.push(...(await publishEach(publisher, [publication])));
  return outcomes;
}

export function failureOf(error: unknown): string {
  return `Newswire failed at it: ${error instanceof Error ? error.message : String(error)}`;
}

/** Problems in a sentence for people. */
export function sentenceOf(problems: readonly FieldProblem[]): string {
  return problems.map(({ path, message }) => `its ${path} ${message}`).join('; ');
}
