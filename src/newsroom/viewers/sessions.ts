/**
 * Open connections of those who came with a key or a token. A session lapses when its token has expired, or its key is no longer
 * in use, whichever process revoked it: one statement asks for all of them, on a clock that runs only while there are any.
 */
import { NewswireError } from '../../errors.ts';
import type { Credential } from './identity.ts';
import type { Keys } from './keys.ts';

/** Milliseconds between two looks at the keys. */
const LOOK_EVERY = 200;

/** Told once why what it came with is good no more. */
export type Lapsed = (why: NewswireError) => void;

export interface Sessions {
  /** Until what this answers is called, or the session has lapsed. */
  open(credential: Credential, lapsed: Lapsed): () => void;
  close(): void;
}

export interface SessionParts {
  keys: Keys;
  now: () => number;
  /** Told when the keys could not be looked at; they will be again. */
  failed: (error: unknown) => void;
}

interface Session {
  readonly credential: Credential;
  readonly lapsed: Lapsed;
}

export function createSessions({ keys, now, failed }: SessionParts): Sessions {
  const sessions = new Set<Session>();
  let clock: NodeJS.Timeout | undefined;
  let isLooking = false;

  async function look(): Promise<void> {
    const time = now();
    const asked = new Set<string>();
    for (const session of sessions) {
      const { credential } = session;
      if (credential.kind === 'key') asked.add(credential.hash);
      else if (credential.until <= time) lapse(session, 'Your token has expired: come back with a new one.');
    }
    if (asked.size === 0) return;
    const good = await keys.inUse([...asked]);
    for (const session of sessions) {
      const { credential } = session;
      // One that has come meanwhile was not asked for.
      if (credential.kind === 'key' && asked.has(credential.hash) && !good.has(credential.hash))
        lapse(session, 'Your key is no longer in use: come back with another.');
    }
  }

  function lapse(session: Session, why: string): void {
    end(session);
    session.lapsed(new NewswireError('UNAUTHENTICATED', why));
  }

  /** A store that is slow is not asked twice at a time. */
  function lookOnce(): void {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(failed)
      .finally(() => (isLooking = false));
  }

  function end(session: Session): void {
    sessions.delete(session);
    if (sessions.size === 0) close();
  }

  function close(): void {
    clearInterval(clock);
    clock = undefined;
  }

  return {
    open(credential, lapsed) {
      const session = { credential, lapsed };
      sessions.add(session);
      clock ??= setInterval(lookOnce, LOOK_EVERY);
      return () => end(session);
    },
    close,
  };
}
