/**
 * An async generator that can be ended while it waits. A plain one hears `return()` only when it next yields, so a
 * subscriber of a quiet feed would stay for ever after its client has gone.
 */
export function closable<T>(produce: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const events = produce(controller.signal);

  /** Whoever ends it does not wait for what it waits for. */
  function end(): void {
    controller.abort();
    events.return(undefined).catch(() => undefined);
  }

  return {
    next: () => events.next(),
    async return() {
      end();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
