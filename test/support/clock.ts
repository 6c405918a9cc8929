/** A clock that stands still until a test moves it. */
export interface Clock {
  /** Milliseconds since 1970, as `createNewswire` takes it. */
  readonly now: () => number;
  advance(milliseconds: number): void;
}

export function createClock(start = Date.parse('2026-12-01T08:00:00Z')): Clock {
  let time = start;
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
