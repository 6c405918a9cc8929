/**
 * Everything that can go wrong for a reason that its reader can mend. Each has a stable code, and a message of one
 * sentence that says what is wrong, where, and what to do. Anything else that is thrown is a fault of Newswire: logged
 * whole, and masked to clients.
 */

/** Codes as clients see them in `extensions.code`. */
export type ErrorCode =
  | 'BAD_CONFIG'
  | 'BAD_CURSOR'
  | 'BAD_USER_INPUT'
  | 'CURSOR_EXPIRED'
  | 'CURSOR_IN_FUTURE'
  | 'CURSOR_OTHER_LOG'
  | 'FORBIDDEN'
  | 'IDENTITY_PROVIDER_UNAVAILABLE'
  | 'LIMIT_EXCEEDED'
  | 'NOT_FOUND'
  | 'STORE_UNAVAILABLE'
  | 'STORE_UNUSABLE'
  | 'UNAUTHENTICATED'
  | 'UNREADABLE_INPUT';

export class NewswireError extends Error {
  readonly code: ErrorCode;
  /** More for a program to read, beside the code. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'NewswireError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The error itself, or the one that stands behind what a library made of it; null where none of ours does. */
export function newswireErrorIn(error: unknown): NewswireError | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof NewswireError) return at;
  return null;
}

/** Whether the store could not be reached, and may be later. */
export function isStoreAway(error: unknown): boolean {
  return newswireErrorIn(error)?.code === 'STORE_UNAVAILABLE';
}

/** Whether it may go better in a moment, without anybody changing anything here. */
export function isPassing(error: unknown): boolean {
  return isStoreAway(error) || newswireErrorIn(error)?.code === 'IDENTITY_PROVIDER_UNAVAILABLE';
}

/** An argument of a query or a command that cannot be as it is. */
export function badInput(message: string): NewswireError {
  return new NewswireError('BAD_USER_INPUT', message);
}
