/** The newest of what was had, as many as `most`. */

export interface Seen {
  /** Whether it is new here. */
  add(name: string): boolean;
}

export function createSeen(most: number): Seen {
  // A Set gives back in the order of adding.
  const names = new Set<string>();
  return {
    add(name) {
      if (names.has(name)) return false;
      names.add(name);
      const [oldest] = names;
      if (names.size > most && oldest !== undefined) names.delete(oldest);
      return true;
    },
  };
}
