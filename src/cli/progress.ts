/** A progress bar on a terminal, for work that takes longer than a moment; nothing elsewhere. */
import cliProgress from 'cli-progress';

/** Milliseconds of work before the bar shows. */
const MOMENT = 1_000;

export interface Progress {
  /** So many steps more; one where nothing is said. */
  step(steps?: number): void;
  /** Clears the bar's line, so that another can be written; the bar comes back below it. */
  clear(): void;
  end(): void;
}

/** `count` is asked for the number of steps once there is somebody to see it; `unit` is what a step is one of. */
export async function openProgress(count: () => Promise<number>, unit = 'files'): Promise<Progress> {
  if (!process.stderr.isTTY) return { step() {}, clear() {}, end() {} };
  const total = await count();
  const began = performance.now();
  const bar = new cliProgress.SingleBar({
    format: `{bar} {value} of {total} ${unit}, {eta_formatted} left`,
    hideCursor: true,
    clearOnComplete: true,
    forceRedraw: true,
  });
  let done = 0;
  return {
    step(steps = 1) {
      done += steps;
      if (bar.isActive) bar.update(done);
      else if (performance.now() - began > MOMENT && done < total) bar.start(total, done);
    },
    clear() {
      if (bar.isActive) process.stderr.write('\r\x1b[K');
    },
    end() {
      if (bar.isActive) bar.stop();
    },
  };
}
