/** One clock for all connections of a kind: a timer for each would cost more than what it does. */

export interface Beating {
  beat(): void;
}

export interface Pulse {
  /** It is called at each beat, until it leaves. */
  join(beating: Beating): void;
  leave(beating: Beating): void;
}

/** `period`: milliseconds. */
export function createPulse(period: number): Pulse {
  const all = new Set<Beating>();
  let clock: NodeJS.Timeout | undefined;
  return {
    join(beating) {
      all.add(beating);
      clock ??= setInterval(() => {
        for (const each of all) each.beat();
      }, period).unref();
    },
    leave(beating) {
      all.delete(beating);
      if (all.size > 0) return;
      clearInterval(clock);
      clock = undefined;
    },
  };
}
