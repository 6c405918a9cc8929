/** What every resolver is given. */
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { Reader } from '../newsroom/read/reader.ts';
import type { Identity } from '../newsroom/viewers/identity.ts';

export interface Context {
  newsroom: Newsroom;
  reader: Reader;
  viewer: Identity;
  /** Where clients reach this server, without a slash at the end. */
  publicUrl: string;
  /** The cursor that a subscription is to go on after, whatever its arguments say. */
  lastEventId?: string;
}
