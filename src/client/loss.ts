/** Which ends of a connection are a loss, that coming again can mend, and which are a refusal, that it cannot. */
import { WireError } from './wire-error.ts';

/** The connection has failed, and not what was asked over it. */
export class Loss extends Error {
  /** The server goes away for a restart: come again at once. */
  readonly isRestart: boolean;

  constructor(why: string, { isRestart = false }: { isRestart?: boolean } = {}) {
    super(why);
    this.name = 'Loss';
    this.isRestart = isRestart;
  }
}

/** An error as GraphQL's answers have it. */
export interface ResultError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** `extensions.code` of what may go better another time. */
const PASSING = new Set<unknown>([
  'STORE_UNAVAILABLE',
  'IDENTITY_PROVIDER_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
]);

export function endOfErrors(errors: readonly ResultError[]): Loss | WireError {
  const [first] = errors;
  const { code, ...extensions } = first?.extensions ?? {};
  const message = errors.map((error) => error.message).join(' ');
  if (PASSING.has(code)) return new Loss(message);
  return new WireError(typeof code === 'string' ? code : 'REFUSED', message, extensions);
}

const RESTART = 1012;
/** Of graphql-transport-ws, each with the code of ours that says the same. */
const FINAL_CLOSES = new Map([
  [4400, 'REFUSED'],
  [4401, 'UNAUTHENTICATED'],
  [4403, 'FORBIDDEN'],
  [4406, 'REFUSED'],
  [4409, 'REFUSED'],
  [4429, 'REFUSED'],
]);

export function endOfClose(code: number, reason: string): Loss | WireError {
  const final = FINAL_CLOSES.get(code);
  const said = `${code} ${reason}`.trim();
  if (final !== undefined) return new WireError(final, `The server refuses the connection (${said}).`);
  return new Loss(`the connection was closed (${said})`, { isRestart: code === RESTART });
}

/** Request timeout, too early, too many requests: statuses of 4xx that ask to come again. */
const PASSING_STATUSES = [408, 425, 429];

/** Of a response that is no stream of events. */
export async function endOfResponse(response: Response): Promise<Loss | WireError> {
  const { status } = response;
  const errors = errorsIn(await response.text());
  if (errors !== null) return endOfErrors(errors);
  const said = `the server answered with ${status} and no events`;
  const isFinal = status >= 400 && status < 500 && !PASSING_STATUSES.includes(status);
  return isFinal ? new WireError('REFUSED', `${said}: look at the URL.`) : new Loss(said);
}

function errorsIn(text: string): ResultError[] | null {
  try {
    const { errors } = JSON.parse(text) as { errors?: unknown };
    return isErrors(errors) ? errors : null;
  } catch {
    return null;
  }
}

export function isErrors(value: unknown): value is ResultError[] {
  return Array.isArray(value) && value.length > 0;
}

/** What is known of a failure; a browser says little, and of a host with several addresses Node only has a code. */
export function whyOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { message, cause, code } = error as { message?: unknown; cause?: unknown; code?: unknown };
  const inner = whyOf(cause ?? (error as { error?: unknown }).error);
  return inner || (typeof message === 'string' && message) || (typeof code === 'string' && code) || '';
}
