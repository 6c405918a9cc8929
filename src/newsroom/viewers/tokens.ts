/**
 * Tokens of an identity provider (JWT, RFC 7519): signed by a key of theirs, for as long as they say, and with a claim that names
 * the role. Whoever comes with one is named by its subject in a way that no key can be named.
 */
import { createPublicKey } from 'node:crypto';
import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions, JWTVerifyResult } from 'jose';
import { NewswireError } from '../../errors.ts';
import { type Role, ROLES } from '../../news/role.ts';
import type { Identity } from './identity.ts';

/** Signatures with a key pair: who can check one cannot make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Seconds that clocks may differ. */
const TOLERANCE = 5;
const LONGEST_SUBJECT = 255;

export interface TokenOptions {
  /** Where the provider shows its keys, as a JWK Set; or its one public key, as PEM. */
  trust: { jwksUrl: string } | { publicKey: string };
  /** Whose value is a role, or a list with roles in it, of which the greatest counts. */
  roleClaim: string;
  /** What `iss` and `aud` must be; null: anything. */
  issuer: string | null;
  audience: string | null;
}

export interface Tokens {
  /** Throws UNAUTHENTICATED, or IDENTITY_PROVIDER_UNAVAILABLE where the provider's keys cannot be had now. */
  holder(token: string): Promise<Identity>;
}

export interface TokenParts extends TokenOptions {
  now: () => number;
  /** Told where the provider's keys cannot be had. */
  failed: (error: unknown) => void;
}

export function createTokens({ trust, roleClaim, issuer, audience, now, failed }: TokenParts): Tokens {
  type Verify = (token: string, options: JWTVerifyOptions) => Promise<JWTVerifyResult>;
  let loading: Promise<Verify> | undefined;

  /** Only where the first token comes is the library loaded. */
  async function load(): Promise<Verify> {
    const { createRemoteJWKSet, errors, jwtVerify } = await import('jose');
    if ('publicKey' in trust) {
      const key = createPublicKey(trust.publicKey);
      return (token, options) => jwtVerify(token, key, options);
    }
    const remote = createRemoteJWKSet(new URL(trust.jwksUrl));
    const keyOf: JWTVerifyGetKey = async (header, token) => {
      try {
        return await remote(header, token);
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
          throw error;
        throw away(error);
      }
    };
    return (token, options) => jwtVerify(token, keyOf, options);
  }

  function away(cause: unknown): NewswireError {
    const error = new NewswireError(
      'IDENTITY_PROVIDER_UNAVAILABLE',
      'The keys of the identity provider (NEWSWIRE_JWKS_URL) cannot be read now: try again in a moment.',
      { cause },
    );
    failed(error);
    return error;
  }

  function roleIn(payload: JWTPayload): Role {
    const claimed = [payload[roleClaim]].flat();
    const role = ROLES.findLast((known) => claimed.includes(known));
    if (role === undefined)
      throw refused(`its claim "${roleClaim}" names none of the roles ${ROLES.join(', ')}`);
    return role;
  }

  return {
    async holder(token) {
      const verify = await (loading ??= load());
      const options: JWTVerifyOptions = {
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: TOLERANCE,
        currentDate: new Date(now()),
        ...(issuer === null ? {} : { issuer }),
        ...(audience === null ? {} : { audience }),
      };
      const { payload } = await verify(token, options).catch((error: unknown) => {
        if (error instanceof NewswireError) throw error;
        throw refused(error instanceof Error ? error.message : String(error));
      });
      const { sub, exp = 0 } = payload;
      if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT)
        throw refused(`its subject is not 1 to ${LONGEST_SUBJECT} characters`);
      const until = (exp + TOLERANCE) * 1_000;
      // No key's name has a colon in it.
      return { name: `jwt:${sub}`, role: roleIn(payload), credential: { kind: 'token', until } };
    },
  };
}

function refused(why: string): NewswireError {
  return new NewswireError('UNAUTHENTICATED', `The token is not taken (${why}): come back with another.`);
}
