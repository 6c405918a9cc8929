/** Puts the search indexes in order while nothing is published, a little at a time: what is asked meanwhile waits for no more than that. */
import type { Store } from '../store/store.ts';

/** Milliseconds after the last publication. */
const QUIET = 2_000;
/** The share of the time that it takes. */
const SHARE = 0.2;

export interface Tidying {
  /** Resolves when what was under way has ended. */
  close(): Promise<void>;
}

export interface TidyingParts {
  store: Pick<Store, 'tidy'>;
  /** The log's number: it moves with what is published. */
  head: () => { seq: number };
  onCommit(listener: () => void): () => void;
  failed: (error: unknown) => void;
}

export function tidyWhenQuiet({ store, head, onCommit, failed }: TidyingParts): Tidying {
  let timer: NodeJS.Timeout | undefined;
  let step: Promise<void> = Promise.resolve();
  let { seq: seen } = head();

  async function tidy(): Promise<void> {
    const began = performance.now();
    const before = seen;
    const isMore = await store.tidy();
    // Else what was published meanwhile has said when to go on.
    if (isMore && seen === before) tidyAfter((performance.now() - began) * (1 / SHARE - 1));
  }

  function tidyAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      step = tidy().catch(failed);
    }, milliseconds).unref();
  }

  function waitWherePublished(): void {
    const { seq } = head();
    if (seq === seen) return;
    seen = seq;
    tidyAfter(QUIET);
  }

  const stop = onCommit(waitWherePublished);
  tidyAfter(QUIET);

  return {
    async close() {
      stop();
      clearTimeout(timer);
      await step;
      // It may have set the next one.
      clearTimeout(timer);
    },
  };
}
