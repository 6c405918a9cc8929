/** Who somebody is, and by what: what a connection may lasts no longer than what it came with. */
import { PUBLIC, type Viewer } from '../../news/role.ts';

/** What somebody came with. */
export interface Credential {
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
}

export interface Identity extends Viewer {
  /** null: came with nothing. */
  readonly credential: Credential | null;
}

export const ANYONE: Identity = { ...PUBLIC, credential: null };
