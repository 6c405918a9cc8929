/**
 * A connection over server-sent events (GraphQL over SSE, a request an operation). What the program does not ask for is not
 * read, and so waits with the server.
 */
import type { Connection, Message, Open, Operation } from './connection.ts';
import { type Block, createBlockReader } from './event-stream.ts';
import { endOfResponse, isErrors, Loss, whyOf } from './loss.ts';

export interface SseParts {
  /** http: or https:. */
  url: string;
  headers: Record<string, string>;
  fetch: typeof globalThis.fetch;
  /** Milliseconds without a sign of life after which the connection is taken for lost. */
  silence: number;
}

export function overSse({ url, headers, fetch, silence }: SseParts): Open {
  return (): Connection => {
    const ending = new AbortController();

    /** Only what is waited for can be late: a program that does not read hears no heartbeats. */
    async function inTime<Value>(work: Promise<Value>): Promise<Value> {
      const late = setTimeout(() => {
        ending.abort(new Loss(`no sign of life for ${silence} ms`));
      }, silence);
      try {
        return await work;
      } catch (error) {
        ending.signal.throwIfAborted();
        throw new Loss(whyOf(error) || 'the request failed');
      } finally {
        clearTimeout(late);
      }
    }

    async function request(operation: Operation): Promise<ReadableStream<Uint8Array>> {
      const response = await inTime(
        fetch(url, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
          body: JSON.stringify(operation),
          signal: ending.signal,
        }),
      );
      const { body } = response;
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      if (!isStream || body === null) throw await inTime(endOfResponse(response));
      return body;
    }

    return {
      async *hear(operation) {
        try {
          const reader = (await request(operation)).getReader();
          yield { kind: 'connected' };
          const decoder = new TextDecoder();
          const blocksOf = createBlockReader();
          for (;;) {
            const { done, value } = await inTime(reader.read());
            if (done) throw new Loss('the stream ended');
            for (const block of blocksOf(decoder.decode(value, { stream: true }))) yield* messagesOf(block);
          }
        } catch (error) {
          if (error !== CLOSED) throw error;
        }
      },
      close() {
        ending.abort(CLOSED);
      },
    };
  };
}

/** Of a connection that was closed from here. */
const CLOSED = new Loss('closed');

function messagesOf({ id, event, data }: Block): Message[] {
  if (event === 'complete') throw new Loss('the server ended the subscription');
  if (event === 'next') return [resultOf(data, id || null)];
  return id === '' ? [] : [{ kind: 'served', cursor: id }];
}

function resultOf(text: string, id: string | null): Message {
  try {
    const { data, errors } = JSON.parse(text) as { data?: Record<string, unknown> | null; errors?: unknown };
    return { kind: 'result', data: data ?? null, errors: isErrors(errors) ? errors : null, id };
  } catch {
    throw new Loss('an event is no JSON');
  }
}
