/** What PostgreSQL and the way to it can fail with → errors that say what to do. */
import { NewswireError, newswireErrorIn } from '../../errors.ts';

/** SQLSTATE: connection exceptions, the server's ends and starts, no room, read-only after a failover. */
const AWAY = /^(08...|57P0[1-3]|53300|25006)$/;
/** Of node:net and node:dns. */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/;
/** What the driver says without a code. */
const LOST =
  /^(Connection terminated|Cannot use a pool after|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client (was closed|has encountered))/;

const TOO_LONG_FOR_AN_INDEX = '54000';

/** The same error, or the one that stands behind what Drizzle made of it. */
export function causeOf(error: unknown): unknown {
  let at = error;
  while (at instanceof Error && !(at instanceof NewswireError) && !('code' in at) && at.cause !== undefined)
    at = at.cause;
  return at;
}

export function codeOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** Whether the store cannot be reached now, and may be later. */
export function isAway(error: unknown): boolean {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return false;
  if (cause instanceof AggregateError) return cause.errors.every(isAway);
  const code = codeOf(cause);
  return AWAY.test(code) || UNREACHABLE.test(code) || LOST.test(cause.message);
}

/** STORE_UNAVAILABLE where the store is away; everything else as it is. */
export function told(error: unknown): unknown {
  const known = newswireErrorIn(error);
  if (known !== null) return known;
  if (isAway(error)) return unavailable(error);
  if (codeOf(error) === TOO_LONG_FOR_AN_INDEX) {
    return new NewswireError(
      'BAD_USER_INPUT',
      'A name, an address or a keyword is longer than the store can look it up by: nothing was changed; make it shorter.',
      { cause: causeOf(error) },
    );
  }
  return error;
}

export function unavailable(cause: unknown): NewswireError {
  return new NewswireError('STORE_UNAVAILABLE', 'The store cannot be reached now: try again in a moment.', {
    cause: causeOf(cause),
    details: { retryable: true },
  });
}
