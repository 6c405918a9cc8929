/** What ends a subscription for good, as its program sees it. */

/** The codes that are the helper's own; those of the server (`CURSOR_EXPIRED`, `FORBIDDEN`…) are passed on as they are. */
export type WireErrorCode =
  /** An option of `createWire` or `subscribe` that cannot be as it is. */
  | 'BAD_OPTIONS'
  /** A document that cannot be resumed: no subscription, no variable `$after`, or no `cursor` in its root field. */
  | 'BAD_DOCUMENT'
  /** The server refuses the connection or the request, and says no code of its own. */
  | 'REFUSED'
  /** As many tries in a row as `tries` allows have failed. */
  | 'UNREACHABLE'
  | (string & {});

/** Coming again cannot mend it. */
export class WireError extends Error {
  readonly code: WireErrorCode;
  /** What else the server said of it, such as `oldest` with `CURSOR_EXPIRED`. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: WireErrorCode, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'WireError';
    this.code = code;
    this.extensions = extensions;
  }
}
