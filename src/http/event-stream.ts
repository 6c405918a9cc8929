/**
 * A live operation as server-sent events (WHATWG HTML, 9.2; GraphQL over SSE, distinct connections mode). Each block's id is a
 * cursor, so that a browser's EventSource resumes by itself; so is that of a heartbeat, which is a block of an id alone.
 */
import type { GraphQLFormattedError } from 'graphql';
import { cursorOf } from '../log/cursor.ts';
import type { Answer } from '../graphql/selection.ts';
import type { Listener } from '../newsroom/events/station.ts';
import type { Listening } from '../newsroom/events/wire.ts';
import type { Sessions } from '../newsroom/viewers/sessions.ts';
import { FULL, Gate } from './gate.ts';
import type { LiveOperation } from './live-operation.ts';
import type { Beating, Pulse } from './pulse.ts';

const COMMENT = Buffer.from(':\n\n');

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Of nginx: not to be held back.
  'x-accel-buffering': 'no',
};

/** Writes to one client. */
export interface Sink {
  /** `taken` is called when the client was sent it, or is gone. */
  write(bytes: Buffer, taken?: () => void): void;
  /** Bytes that wait in this process for the client to read. */
  waiting(): number;
  isOpen(): boolean;
  /** Leaves what waits unsent. */
  destroy(): void;
}

/** A stream under way. */
export interface Pouring {
  /** Nothing more is written, but why, where that is told. */
  end(why?: unknown): void;
}

export interface EventStream {
  /** The name of who holds the key that it was asked for with; null without one. */
  readonly holder: string | null;
  /** `over` is called when the operation has ended, or when it was ended. */
  pour(sink: Sink, over: () => void): Pouring;
}

export interface Telling {
  /** What a client is told of an error in an answer, or of what ends its operation. */
  tell: (error: unknown) => GraphQLFormattedError;
  pulse: Pulse;
  sessions: Sessions;
  /** Milliseconds that a client may leave what waits for it unread. */
  patience: number;
}

/** By the answer that stands for them. */
const streams = new WeakMap<Response, EventStream>();

/** What the listener sends by itself, without reading the answer's body; null where the answer is of another kind. */
export function eventStreamOf(response: Response): EventStream | null {
  return streams.get(response) ?? null;
}

export function eventStream(operation: LiveOperation, telling: Telling): Response {
  const { name, credential } = operation.viewer;
  const stream: EventStream = {
    holder: name,
    pour(sink, over) {
      if (credential === null) return new LiveStream(operation, telling, { sink, over });
      let close = (): void => undefined;
      const done = () => {
        close();
        over();
      };
      const pouring = new LiveStream(operation, telling, { sink, over: done });
      close = telling.sessions.open(credential, (why) => pouring.end(why));
      return pouring;
    },
  };
  const response = new Response(bodyOf(stream), { headers: HEADERS });
  streams.set(response, stream);
  return response;
}

class LiveStream extends Gate implements Listener<{ cursor: string }, Answer>, Beating, Pouring {
  readonly selection: LiveOperation['selection'];
  readonly #telling: Telling;
  readonly #sink: Sink;
  readonly #done: () => void;
  readonly #listening: Listening;
  #why: unknown = null;

  constructor(
    { source, selection }: LiveOperation,
    telling: Telling,
    { sink, over }: { sink: Sink; over: () => void },
  ) {
    super();
    this.selection = selection;
    this.#telling = telling;
    this.#sink = sink;
    this.#done = over;
    // Some clients see no answer before something has come.
    sink.write(COMMENT);
    this.#listening = source.listen(this);
    telling.pulse.join(this);
  }

  take(answer: Answer): boolean {
    const block = answer.block();
    const isFull = this.#sink.waiting() + block.length > FULL;
    this.#sink.write(block, isFull ? () => this.look() : undefined);
    return !isFull;
  }

  override async ready(): Promise<void> {
    const overdue = setTimeout(() => this.#sink.destroy(), this.#telling.patience).unref();
    await super.ready();
    clearTimeout(overdue);
  }

  protected waiting(): number {
    return this.#sink.waiting();
  }

  protected isOpen(): boolean {
    return this.#sink.isOpen();
  }

  beat(): void {
    const place = this.#listening.place();
    if (this.#sink.waiting() < FULL)
      this.#sink.write(place === null ? COMMENT : Buffer.from(`id: ${cursorOf(place)}\n\n`));
  }

  end(why: unknown = null): void {
    this.#why = why;
    this.#listening.end();
  }

  over(thrown: unknown): void {
    const { pulse, tell } = this.#telling;
    pulse.leave(this);
    const error = thrown ?? this.#why;
    if (error !== null) {
      const told = JSON.stringify({ errors: [tell(error)] });
      this.#sink.write(Buffer.from(`event: next\ndata: ${told}\n\nevent: complete\ndata:\n\n`));
    }
    this.#done();
  }
}

/** For who embeds Newswire and reads the answer's body: it begins when that is read, and goes at its pace. */
function bodyOf(stream: EventStream): ReadableStream<Uint8Array> {
  let isGone = false;
  /** What is to be called when what waits was read. */
  let taken: (() => void)[] = [];
  let pouring: Pouring | undefined;

  function begin(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const sink: Sink = {
      write(bytes, less) {
        controller.enqueue(bytes);
        if (less !== undefined) taken.push(less);
      },
      waiting: () => -(controller.desiredSize ?? 0),
      isOpen: () => !isGone,
      destroy() {
        controller.error(new Error('What waits was not read for too long.'));
        end();
      },
    };
    pouring = stream.pour(sink, () => {
      if (!isGone) controller.close();
    });
  }

  function goOn(): void {
    const calls = taken;
    taken = [];
    for (const call of calls) call();
  }

  function end(): void {
    isGone = true;
    goOn();
    pouring?.end();
  }

  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (pouring === undefined) begin(controller);
        else goOn();
      },
      cancel: end,
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}
