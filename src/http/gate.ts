/** A client that does not read is not written to beyond a limit: it is given the rest when it reads again. */

/** Bytes that may wait in this process for one client to read. */
export const FULL = 256 * 1_024;

export interface Outlet {
  /** Bytes that wait in this process for the client to read. */
  waiting(): number;
  isOpen(): boolean;
}

export interface Late {
  /** Milliseconds that a client may leave what waits for it unread, */
  after: number;
  /** and what is done then. */
  end: () => void;
}

export interface Gate {
  /** Resolves at once, or when less waits than may, when the client is gone, or when the signal aborts. */
  ready(): Promise<void>;
  /** To be called when less waits than before, or the client is gone. */
  look(): void;
}

export function createGate(outlet: Outlet, signal: AbortSignal, late?: Late): Gate {
  let go: (() => void) | undefined;
  const isFree = () => outlet.waiting() <= FULL || !outlet.isOpen() || signal.aborted;
  return {
    look() {
      if (isFree()) go?.();
    },
    ready() {
      if (isFree()) return Promise.resolve();
      return new Promise((resolve) => {
        const overdue = late && setTimeout(late.end, late.after).unref();
        go = () => {
          go = undefined;
          clearTimeout(overdue);
          signal.removeEventListener('abort', ended);
          resolve();
        };
        const ended = () => go?.();
        signal.addEventListener('abort', ended);
      });
    },
  };
}
