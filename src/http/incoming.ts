/** A request as node:http gives it, with its body read: what may be known of it without making a Request. */
import type { IncomingMessage } from 'node:http';

export class Incoming {
  readonly method: string;
  /** The path, with what was asked of it. */
  readonly url: string;
  readonly host: string;
  readonly body: Buffer | null;
  readonly #headers: IncomingMessage['headers'];

  constructor(message: IncomingMessage, body: Buffer | null) {
    this.method = message.method ?? 'GET';
    this.url = message.url ?? '/';
    this.host = message.headers.host ?? 'localhost';
    this.body = body;
    this.#headers = message.headers;
  }

  /** By its name in lower case; several are one as node:http has them, which takes the first of what may be there once. */
  header(name: string): string | null {
    const value = this.#headers[name];
    return typeof value === 'string' ? value : (value?.join(', ') ?? null);
  }

  get path(): string {
    const end = this.url.indexOf('?');
    return end === -1 ? this.url : this.url.slice(0, end);
  }

  /** `without`: the name of a header that is not handed on, in lower case. */
  toRequest({ signal, without }: { signal?: AbortSignal; without?: string } = {}): Request {
    const headers = new Headers();
    for (const name of Object.keys(this.#headers)) {
      const value = this.header(name);
      if (name !== without && value !== null) headers.set(name, value);
    }
    return new Request(`http://${this.host}${this.url}`, {
      method: this.method,
      headers,
      ...(signal ? { signal } : {}),
      ...(this.body === null ? {} : { body: new Uint8Array(this.body) }),
    });
  }
}

/**
 * Calls `take` with the words, with null where there are none, or where they are larger than `most` bytes; at once where nothing is to
 * come. Who goes away before the end of them is answered nothing.
 */
export function readBody(
  message: IncomingMessage,
  most: number,
  take: (body: Buffer | 'too large' | null) => void,
): void {
  if (message.method === 'GET' || message.method === 'HEAD') return take(null);
  if (Number(message.headers['content-length'] ?? 0) > most) return take('too large');
  const chunks: Buffer[] = [];
  let size = 0;
  let isTaken = false;
  message.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= most) {
      chunks.push(chunk);
      return;
    }
    if (!isTaken) take('too large');
    isTaken = true;
  });
  message.on('end', () => {
    if (!isTaken) take(size === 0 ? null : chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks));
  });
  message.on('error', () => message.destroy());
}
