/** A client that does not read is not written to beyond a limit: it is given the rest when it reads again. */

/** Bytes that may wait in this process for one client to read. */
export const FULL = 256 * 1_024;

/** Writes to one client. */
export abstract class Gate {
  #go: (() => void) | null = null;

  /** Bytes that wait in this process for the client to read. */
  protected abstract waiting(): number;
  protected abstract isOpen(): boolean;

  /** Resolves at once, or when less waits than may, or when the client is gone. */
  ready(): Promise<void> {
    if (this.#isFree()) return Promise.resolve();
    return new Promise((resolve) => (this.#go = resolve));
  }

  /** To be called when less waits than before, or the client is gone. */
  look(): void {
    if (this.#go === null || !this.#isFree()) return;
    const go = this.#go;
    this.#go = null;
    go();
  }

  #isFree(): boolean {
    return this.waiting() <= FULL || !this.isOpen();
  }
}
