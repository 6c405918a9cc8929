/** Names of statements whose text is always the same. */
import { createHash } from 'node:crypto';

/** Under such a name the server parses and plans a statement once a connection. */
export function planName(text: string): string {
  return `nw_${createHash('sha1').update(text).digest('hex')}`;
}
