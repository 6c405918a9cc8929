/** The workers of a primary: as many as were asked for, each replaced when it dies, until all are told to end. */
import cluster, { type Worker } from 'node:cluster';
import type { Logger } from '../logger.ts';
import { END } from './worker.ts';

/** Milliseconds before the first replacement; twice as many before each further one, while workers die young. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
/** Milliseconds after which a worker that dies did not die young. */
const YOUTH = 30_000;
/** Milliseconds that workers have to drain, which they end themselves before; what hangs then is killed. */
const GRACE = 10_000;

export interface Crew {
  /** "serving" when all can be reached for the first time; "failed" where one ended without having come to that, which has been told. */
  begun: Promise<'serving' | 'failed'>;
  /** Lets go of all workers; resolves when none is left. */
  end(): Promise<void>;
}

export function createCrew(count: number, logger: Logger): Crew {
  const living = new Set<Worker>();
  const replacements = new Set<NodeJS.Timeout>();
  let pause = FIRST_PAUSE;
  let stage: 'starting' | 'serving' | 'ending' = 'starting';
  let serving = 0;
  let settle: (outcome: 'serving' | 'failed') => void = () => undefined;
  const begun = new Promise<'serving' | 'failed'>((resolve) => (settle = resolve));
  let gone: () => void = () => undefined;

  function hire(): void {
    const worker = cluster.fork();
    const { pid } = worker.process;
    const since = performance.now();
    let served = false;
    living.add(worker);
    worker.once('listening', () => {
      served = true;
      serving += 1;
      logger.info({ pid }, 'a worker serves');
      // While it was starting, it may not have heard.
      if (stage === 'ending') letGo(worker);
      if (stage === 'starting' && serving === count) {
        stage = 'serving';
        settle('serving');
      }
    });
    worker.on('error', (error) => {
      logger.error({ err: error, pid }, 'a worker cannot be reached');
      // Without a process there is no exit to come.
      if (pid === undefined) ended(null, null);
    });
    worker.once('exit', ended);

    function ended(code: number | null, signal: string | null): void {
      living.delete(worker);
      if (served) serving -= 1;
      if (stage === 'ending') {
        if (living.size === 0) gone();
      } else if (stage === 'starting' && !served) {
        if (code === null) logger.fatal({ pid, signal }, 'a worker was ended before it served');
        settle('failed');
      } else {
        if (performance.now() - since > YOUTH) pause = FIRST_PAUSE;
        logger.warn({ pid, code, signal, pause }, 'a worker ended; another takes its place');
        replaceAfter(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  function replaceAfter(milliseconds: number): void {
    const timer = setTimeout(() => {
      replacements.delete(timer);
      hire();
    }, milliseconds);
    replacements.add(timer);
  }

  for (let index = 0; index < count; index += 1) hire();
  return {
    begun,
    async end() {
      stage = 'ending';
      for (const timer of replacements) clearTimeout(timer);
      if (living.size === 0) return;
      const allGone = new Promise<void>((resolve) => (gone = resolve));
      living.forEach(letGo);
      const late = setTimeout(() => living.forEach((worker) => worker.process.kill('SIGKILL')), GRACE);
      await allGone;
      clearTimeout(late);
    },
  };
}

function letGo(worker: Worker): void {
  if (worker.isConnected()) worker.send(END);
}
