/** One clock for all connections of a kind: a timer for each would cost more than what it does. */

export interface Pulse {
  /** Called at each beat. Answers how to leave. */
  join(beat: () => void): () => void;
}

/** `period`: milliseconds. */
export function createPulse(period: number): Pulse {
  const beats = new Set<() => void>();
  let clock: NodeJS.Timeout | undefined;
  return {
    join(beat) {
      beats.add(beat);
      clock ??= setInterval(() => {
        for (const each of beats) each();
      }, period).unref();
      return () => {
        beats.delete(beat);
        if (beats.size > 0) return;
        clearInterval(clock);
        clock = undefined;
      };
    },
  };
}
