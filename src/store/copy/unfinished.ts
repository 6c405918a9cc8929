/** What is said of a store that is half a copy of another. */
import { NewswireError } from '../../errors.ts';

export function unfinishedCopy(location: string, source: string): NewswireError {
  return new NewswireError(
    'STORE_UNUSABLE',
    `The store ${location} is an unfinished copy of ${source}: run "newswire copy" from there once more, and it goes on where it stopped.`,
  );
}
