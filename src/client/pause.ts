/** How long to wait before coming again. */

export interface Pauses {
  /** Milliseconds before the second try; doubled with each that fails. */
  first: number;
  /** Milliseconds. */
  longest: number;
  /** That may fail in a row. */
  tries: number;
}

/** Milliseconds: between half of it and the whole, so that clients that were lost together do not come back together. */
export function pauseBefore(failures: number, { first, longest }: Pauses): number {
  return Math.min(first * 2 ** (failures - 1), longest) * (0.5 + Math.random() / 2);
}

/** Ends early when `signal` aborts. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    function wake(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    }
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake);
    if (signal.aborted) wake();
  });
}
