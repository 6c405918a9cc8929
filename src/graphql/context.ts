/** What every resolver is given. */
import type { Viewer } from '../news/role.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { Reader } from '../newsroom/read/reader.ts';

export interface Context {
  newsroom: Newsroom;
  reader: Reader;
  viewer: Viewer;
  /** Where clients reach this server, without a slash at the end. */
  publicUrl: string;
  /** The cursor that a subscription is to go on after, whatever its arguments say. */
  lastEventId?: string;
}
