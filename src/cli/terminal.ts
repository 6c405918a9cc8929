/** What the commands say to people: one line an error, on standard error. */
import { NewswireError } from '../errors.ts';

/** What the user can mend is a sentence; a fault of Newswire says so. The stack shows with --debug. */
export function complain(error: unknown, debug: boolean): void {
  const message = error instanceof Error ? error.message : String(error);
  const sentence =
    error instanceof NewswireError
      ? message
      : `something went wrong in Newswire: ${message} (--debug shows where)`;
  process.stderr.write(`newswire: ${sentence}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
