/** What has come and was not yet asked for, in order. */

export interface Queue<Item> extends AsyncIterable<Item> {
  readonly length: number;
  push(item: Item): void;
  /** Nothing more comes. Who reads it has what came first, and then the end, or `fault` thrown. Only the first end counts. */
  end(fault?: Error): void;
}

export function createQueue<Item>(): Queue<Item> {
  const items: Item[] = [];
  let ended: { fault: Error | undefined } | null = null;
  let wake: () => void = () => undefined;

  return {
    get length() {
      return items.length;
    },
    push(item) {
      if (ended === null) items.push(item);
      wake();
    },
    end(fault) {
      ended ??= { fault };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
        if (ended?.fault) throw ended.fault;
        if (ended) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
