/** The newest of what was had, as many as `most`. */

export interface Seen {
  has(name: string): boolean;
  add(name: string): void;
}

export function createSeen(most: number): Seen {
  // A Set gives back in the order of adding.
  const names = new Set<string>();
  return {
    has: (name) => names.has(name),
    add(name) {
      names.add(name);
      if (names.size <= most) return;
      for (const oldest of names) {
        names.delete(oldest);
        return;
      }
    },
  };
}
