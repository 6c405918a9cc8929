/** Who comes with a request or a connection: the holder of a key or a token, or anyone, where anyone may. */
import { NewswireError } from '../../errors.ts';
import type { MaybePromise } from '../../store/store.ts';
import { ANYONE, type Identity } from './identity.ts';
import { KEY_BEGINS, type Keys } from './keys.ts';
import type { Tokens } from './tokens.ts';

export interface Viewers {
  /** Whether those may read who come with nothing. */
  readonly anonymous: boolean;
  /** Who comes with this Authorization header. Throws UNAUTHENTICATED where it is no good, or where it is wanted and missing; and IDENTITY_PROVIDER_UNAVAILABLE. */
  identify(authorization: string | null | undefined): MaybePromise<Identity>;
}

export interface ViewerParts {
  keys: Keys;
  /** null: none are taken. */
  tokens: Tokens | null;
  anonymous: boolean;
}

export function createViewers({ keys, tokens, anonymous }: ViewerParts): Viewers {
  async function holderOf(authorization: string): Promise<Identity> {
    const shown = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    if (tokens !== null && shown !== undefined && !shown.startsWith(KEY_BEGINS)) return tokens.holder(shown);
    const holder = shown === undefined ? null : await keys.holder(shown);
    if (holder !== null) return holder;
    throw refused(
      anonymous
        ? 'The Authorization header holds no key in use: send "Bearer <key>" with one from "newswire key create", or none at all.'
        : 'The Authorization header holds no key in use: send "Bearer <key>" with one from "newswire key create".',
    );
  }

  return {
    anonymous,
    identify(authorization) {
      if (authorization != null && authorization !== '') return holderOf(authorization);
      if (anonymous) return ANYONE;
      throw refused('This server wants a key from everyone: send "Authorization: Bearer <key>".');
    },
  };
}

function refused(message: string): NewswireError {
  return new NewswireError('UNAUTHENTICATED', message);
}
