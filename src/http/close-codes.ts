/** Codes with which this server closes WebSockets, beside graphql-transport-ws's own, and what their reasons say. */

/** RFC 6455: the end of something that was in order. Whoever wants more opens another. */
export const NORMAL_CLOSURE = 1000;
/** IANA's registry: the server goes away for a restart; the client may come back. */
export const SERVICE_RESTART = 1012;
/** IANA's registry: the client may come back later. */
export const TRY_AGAIN_LATER = 1013;

/** After which cursor, where it is known. */
export function whereToResume(cursor: string | null): string {
  return cursor === null ? 'by cursor' : `after ${cursor}`;
}
