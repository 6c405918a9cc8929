/**
 * An event stream's bytes, on the socket that node:http answers over: as one write of a chunk (RFC 9112, 7.1) that streams alike
 * share, where node:http would frame each stream's anew in several.
 */
import type { ServerResponse } from 'node:http';
import type { Sink } from './event-stream.ts';

const BREAK = '\r\n';

/** By what is in them. */
const chunks = new WeakMap<Buffer, Buffer>();

/** Its head must have been made, and nothing of its body yet. */
export class ResponseSink implements Sink {
  readonly #response: ServerResponse;
  /** The head goes with the first bytes. */
  #isHeadSent = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  write(bytes: Buffer, taken?: () => void): void {
    const response = this.#response;
    const { destroyed, socket, chunkedEncoding } = response;
    // One that was destroyed closes a little later, and would fail by then.
    if (destroyed) return;
    // One that waits for an earlier answer of its connection keeps what comes.
    const isKept = socket === null || response.writableLength > socket.writableLength;
    if (this.#isHeadSent && chunkedEncoding && !isKept) socket.write(chunkOf(bytes), taken);
    else response.write(bytes, taken);
    this.#isHeadSent = true;
  }

  waiting(): number {
    return this.#response.writableLength;
  }

  isOpen(): boolean {
    return !this.#response.destroyed;
  }

  destroy(): void {
    this.#response.destroy();
  }
}

function chunkOf(block: Buffer): Buffer {
  let chunk = chunks.get(block);
  if (chunk === undefined) {
    chunk = Buffer.concat([Buffer.from(block.length.toString(16) + BREAK), block, Buffer.from(BREAK)]);
    chunks.set(block, chunk);
  }
  return chunk;
}
