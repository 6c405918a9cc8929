/**
 * A live operation as server-sent events (WHATWG HTML, 9.2; GraphQL over SSE, distinct connections mode). Each block's id is a
 * cursor, so that a browser's EventSource resumes by itself; so is that of a heartbeat, which is a block of an id alone.
 */
import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { cursorOf } from '../log/cursor.ts';
import type { Answer } from '../graphql/selection.ts';
import { createGate, FULL, type Outlet } from './gate.ts';
import type { LiveOperation } from './live-operation.ts';
import type { Pulse } from './pulse.ts';

const COMMENT = ':\n\n';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Of nginx: not to be held back.
  'x-accel-buffering': 'no',
};

/** Writes to one client. */
interface Sink extends Outlet {
  write(bytes: Buffer | string): void;
  /** Calls back whenever less waits than before, and when the client is gone. */
  onLess(callback: () => void): void;
  /** Leaves what waits unsent. */
  destroy(): void;
}

export interface EventStream {
  /** Resolves when the operation has ended, or when `signal` aborts. */
  pour(sink: Sink, signal: AbortSignal): Promise<void>;
}

export interface Telling {
  /** What a client is told of an error in an answer, or of what ends its operation. */
  tell: (error: unknown) => GraphQLFormattedError;
  pulse: Pulse;
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
  const stream: EventStream = { pour: (sink, signal) => pour(operation, telling, { sink, signal }) };
  const response = new Response(bodyOf(stream), { headers: HEADERS });
  streams.set(response, stream);
  return response;
}

async function pour(
  { source, selection }: LiveOperation,
  { tell, pulse, patience }: Telling,
  { sink, signal }: { sink: Sink; signal: AbortSignal },
): Promise<void> {
  const gate = createGate(sink, signal, { after: patience, end: () => sink.destroy() });
  sink.onLess(gate.look);

  function take(answer: Answer): boolean {
    const block = answer.block();
    const isFull = sink.waiting() + block.length > FULL;
    sink.write(block);
    return !isFull;
  }

  // Some clients see no answer before something has come.
  sink.write(COMMENT);
  const listening = source.listen({ selection, take, ready: gate.ready }, signal);
  const leave = pulse.join(() => {
    const place = listening.place();
    if (sink.waiting() < FULL) sink.write(place === null ? COMMENT : `id: ${cursorOf(place)}\n\n`);
  });
  try {
    await listening.over;
  } catch (error) {
    if (!signal.aborted) sink.write(`event: next\ndata: ${JSON.stringify({ errors: [tell(error)] })}\n\n`);
  } finally {
    leave();
  }
  if (!signal.aborted) sink.write('event: complete\ndata:\n\n');
}

/** For who embeds Newswire and reads the answer's body: it begins when that is read, and goes at its pace. */
function bodyOf(stream: EventStream): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  let less: (() => void) | undefined;

  function begin(controller: ReadableStreamDefaultController<Uint8Array>): void {
    less = () => undefined;
    const sink: Sink = {
      write: (bytes) => controller.enqueue(Buffer.from(bytes)),
      waiting: () => -(controller.desiredSize ?? 0),
      isOpen: () => !gone.signal.aborted,
      onLess: (callback) => (less = callback),
      destroy: () => controller.error(new Error('What waits was not read for too long.')),
    };
    stream.pour(sink, gone.signal).then(
      () => (gone.signal.aborted ? undefined : controller.close()),
      (error: unknown) => controller.error(error),
    );
  }

  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (less === undefined) begin(controller);
        else less();
      },
      cancel: () => gone.abort(),
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}

/** As node:http writes it. */
export function sinkOf(response: ServerResponse): Sink {
  return {
    write: (bytes) => void response.write(bytes),
    waiting: () => response.writableLength,
    isOpen: () => !response.destroyed,
    onLess: (callback) => void response.on('drain', callback).on('close', callback),
    destroy: () => response.destroy(),
  };
}
