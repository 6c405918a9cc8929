/** A kept-alive HTTP/1.1 connection that costs its process little: one request at a time, bytes in, bytes out. */
import { once } from 'node:events';
import { connect } from 'node:net';

export interface Answer {
  status: number;
  /** Head and body as they came. */
  bytes: Buffer;
  /** Where the body begins in `bytes`. */
  start: number;
  isChunked: boolean;
}

export interface Connection {
  /** `request` holds a byte in each of its characters. To be called when the answer to the request before has come. */
  send(request: string, answered: (answer: Answer) => void): void;
  close(): void;
}

const HEAD_END = '\r\n\r\n';
const CHUNKS_END = Buffer.from('0\r\n\r\n');

/** `broken` is told when the server ends the connection, or answers what is no HTTP. */
export async function openConnection(port: number, broken: (error: Error) => void): Promise<Connection> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  await once(socket, 'connect');
  let waiting: ((answer: Answer) => void) | null = null;
  let closed = false;
  let come: Buffer | null = null;

  socket.on('data', (part: Buffer) => {
    const bytes = come === null ? part : Buffer.concat([come, part]);
    let answer: Answer | null;
    try {
      answer = readAnswer(bytes);
    } catch (error) {
      broken(error instanceof Error ? error : new Error(String(error)));
      socket.destroy();
      return;
    }
    if (answer === null) {
      come = bytes;
      return;
    }
    come = null;
    const answered = waiting;
    waiting = null;
    answered?.(answer);
  });
  socket.on('error', broken);
  socket.on('close', () => {
    if (!closed) broken(new Error(`the server on port ${port} closed a connection`));
  });

  return {
    send(request, answered) {
      waiting = answered;
      socket.write(request, 'latin1');
    },
    close() {
      closed = true;
      socket.destroy();
    },
  };
}

/** `body` holds a byte in each of its characters. */
export function postRequest(
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\ncontent-type: application/json\r\n` +
    `${more.join('')}content-length: ${body.length}\r\n\r\n${body}`
  );
}

export function getRequest(path: string, headers: Readonly<Record<string, string>>): string {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n${more.join('')}\r\n`;
}

/** One request on a connection of its own. */
export async function ask(port: number, request: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    openConnection(port, reject)
      .then((connection) =>
        connection.send(request, (answer) => {
          connection.close();
          resolve(answer);
        }),
      )
      .catch(reject);
  });
}

export function bodyOf({ bytes, start, isChunked }: Answer): Buffer {
  if (!isChunked) return bytes.subarray(start);
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

/** null where more is to come. Throws where it is no HTTP answer. */
function readAnswer(bytes: Buffer): Answer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return null;
  const head = bytes.toString('latin1', 0, end);
  const start = end + HEAD_END.length;
  const status = Number(head.slice(9, 12));
  // It has no body (RFC 9110, 15.4.5).
  if (status === 304) return { status, bytes, start, isChunked: false };
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return bytes.length < start + Number(length) ? null : { status, bytes, start, isChunked: false };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head))
    throw new Error(`no HTTP answer of a known length: ${head}`);
  // Nothing comes behind it before the next request.
  const isWhole = bytes.subarray(-CHUNKS_END.length).equals(CHUNKS_END);
  return isWhole ? { status, bytes, start, isChunked: true } : null;
}
