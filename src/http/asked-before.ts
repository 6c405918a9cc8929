/**
 * Which questions were asked before, as far as it remembers: of each place that questions share, the last one. What it says never
 * decides what is answered, only what is worth keeping.
 */

/** Places: a power of two. Each is four bytes, whatever is asked. */
const PLACES = 65_536;

export interface AskedBefore {
  /** Whether this question was the last at its place; from now on it is. */
  note(question: string): boolean;
}

export function createAskedBefore(): AskedBefore {
  const last = new Uint32Array(PLACES);
  return {
    note(question) {
      const hash = hashOf(question);
      const place = hash % PLACES;
      const was = last[place] === hash;
      last[place] = hash;
      return was;
    },
  };
}

/** Units of a question that are looked at: its end, where most have what they do not have in common. */
const LOOKED_AT = 200;

/** FNV-1a over UTF-16 units, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 ^ text.length;
  for (let at = Math.max(text.length - LOOKED_AT, 0); at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
