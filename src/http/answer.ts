/** An answer that is sent whole, and the same one told as not changed (RFC 9110, 15.4.5). */
import type { ServerResponse } from 'node:http';
import { namesTag } from './validators.ts';

export interface Answer {
  readonly status: number;
  /** Names and values in turn, as node:http takes them; `content-length` is among them. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** null where caches are told of none. */
  readonly etag: string | null;
  /** Whether whoever asks the same at the same moment of the log gets the same. */
  readonly lasting: boolean;
}

/** Responses are of more than one class: Yoga brings its own. */
export function isAnswer(made: Answer | Response): made is Answer {
  return 'lasting' in made;
}

/** Of a body that has an end. */
export async function wholeAnswer(response: Response, lasting: boolean): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer());
  const { status, headers } = response;
  return answerWith(body, { status, headers: [...headers].flat(), etag: headers.get('etag'), lasting });
}

export function answerWith(body: Buffer, { status, headers, etag, lasting }: Omit<Answer, 'body'>): Answer {
  const isTold = headers.includes('content-length') || isBodiless(status);
  return {
    status,
    headers: isTold ? headers : headers.concat('content-length', String(body.length)),
    body,
    etag,
    lasting,
  };
}

/** RFC 9110, 8.6: they have no body, whose length could be told. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer;
  // node:http leaves out what a HEAD must not have.
  response.writeHead(status, headers as string[]);
  if (body.length === 0) response.end();
  else response.end(body);
}

/** Of those that are kept and asked for again and again. */
const unchanged = new WeakMap<Answer, Answer>();

/** What `If-None-Match` makes of it. */
export function conditioned(answer: Answer, ifNoneMatch: string | null): Answer {
  const { etag } = answer;
  if (ifNoneMatch === null || etag === null || !namesTag(ifNoneMatch, etag)) return answer;
  let without = unchanged.get(answer);
  if (without === undefined) unchanged.set(answer, (without = withoutContent(answer)));
  return without;
}

function withoutContent(answer: Answer): Answer {
  const headers: string[] = [];
  for (let at = 0; at + 1 < answer.headers.length; at += 2) {
    const [name = '', value = ''] = answer.headers.slice(at, at + 2);
    if (!name.startsWith('content-')) headers.push(name, value);
  }
  return { ...answer, status: 304, headers, body: Buffer.alloc(0) };
}
