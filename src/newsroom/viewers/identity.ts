/** Who somebody is, and by what: what a connection may lasts no longer than what it came with. */
import { PUBLIC, type Viewer } from '../../news/role.ts';

/** What somebody came with: a key, by the SHA-256 of it, hexadecimal; or a token, good until then (milliseconds since 1970). */
export type Credential =
  | { readonly kind: 'key'; readonly hash: string }
  | { readonly kind: 'token'; readonly until: number };

export interface Identity extends Viewer {
  /** null: came with nothing. */
  readonly credential: Credential | null;
}

export const ANYONE: Identity = { ...PUBLIC, credential: null };
