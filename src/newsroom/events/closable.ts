/**
 * An async generator that can be ended while it waits. A plain one hears `return()` only when it next yields, so a
 * subscriber of a quiet feed would stay for ever after its client has gone.
 */
export function closable<T>(produce: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const events = produce(controller.signal);
  return {
    next: () => events.next(),
    return() {
      controller.abort();
      return events.return(undefined);
    },
    throw(error: unknown) {
      controller.abort();
      return events.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
