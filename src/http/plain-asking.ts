/**
 * GraphQL as most clients send it, a POST of plain JSON for one answer, without Yoga's HTTP layer, which takes longer than many
 * answers: through the same plugins, with the same bytes. Whatever is not as plain is Yoga's to answer.
 */
import type { GraphQLParams } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { type Answer, answerWith } from './answer.ts';
import type { Caller, Made, Yoga } from './graphql.ts';
import type { Incoming } from './incoming.ts';

/** Kinds of callers whose answers' heads are known. */
const HEADS = 1_000;
const JSON_BODY = /^application\/json(?:\s*;\s*charset=utf-8)?$/i;
/** Answers that may go on. */
const STREAMED = /event-stream|multipart/i;
const PARAMS = new Set(['query', 'variables', 'operationName', 'extensions']);

export interface PlainAsking {
  /** null: Yoga's to answer; `caller` then says what is known already. */
  ask(incoming: Incoming, caller: Caller): Promise<Answer | null>;
  /** Takes note of the head that Yoga gave an answer without errors. */
  learn(incoming: Incoming, answer: Answer): void;
}

export function createPlainAsking(yoga: Yoga): PlainAsking {
  /** By what they depend on. */
  const heads = new LRUCache<string, readonly string[]>({ max: HEADS });
  let lastOrigin = { host: '', origin: '' };

  /** As a Request has it: the same string for all who reach this server alike. */
  function originOf(host: string): string {
    if (lastOrigin.host !== host) lastOrigin = { host, origin: new URL(`http://${host}`).origin };
    return lastOrigin.origin;
  }

  return {
    async ask(incoming, caller) {
      if (!isPlain(incoming)) return null;
      const head = heads.get(headKey(incoming));
      const params = paramsIn(incoming.body);
      if (head === undefined || params === null) return null;
      const made: Made = { lasting: false };
      try {
        const asked = { ...caller, origin: originOf(incoming.host), made };
        const result = await yoga.getResultForParams({ params, request: requestOf(incoming) }, asked);
        if (result !== undefined && isWhole(result))
          return answerWith(Buffer.from(JSON.stringify(result)), {
            ...made,
            status: 200,
            headers: head,
            etag: null,
          });
        // Its status and headers are Yoga's to find; it is not executed again.
        if (result !== undefined) caller.result = result;
      } catch {
        // Before it was executed: Yoga will say what is wrong.
      }
      return null;
    },
    learn(incoming, { status, headers, lasting }) {
      if (status !== 200 || !lasting || !isPlain(incoming)) return;
      const lengthAt = headers.indexOf('content-length');
      heads.set(headKey(incoming), lengthAt < 0 ? headers : headers.toSpliced(lengthAt, 2));
    },
  };
}

function isPlain(incoming: Incoming): boolean {
  return (
    incoming.method === 'POST' &&
    JSON_BODY.test(incoming.header('content-type') ?? '') &&
    !STREAMED.test(incoming.header('accept') ?? '')
  );
}

function headKey(incoming: Incoming): string {
  return `${incoming.header('accept')}\n${incoming.header('origin')}`;
}

/** null where they are none, or may ask for a stream. */
function paramsIn(body: Buffer | null): GraphQLParams | null {
  let params: unknown;
  try {
    params = JSON.parse(body?.toString() ?? '');
  } catch {
    return null;
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return null;
  if (!Object.keys(params).every((name) => PARAMS.has(name))) return null;
  const { query } = params as GraphQLParams;
  return typeof query !== 'string' || query.includes('subscription') ? null : (params as GraphQLParams);
}

/** Nothing but data: no errors, which may have a status of their own. */
function isWhole(result: object): boolean {
  return 'data' in result && Object.keys(result).length === 1;
}

/** What plugins look at. */
function requestOf(incoming: Incoming): Request {
  const { method, url } = incoming;
  const headers = { get: (name: string) => incoming.header(name.toLowerCase()) };
  const request: Pick<Request, 'method' | 'url'> & { headers: Pick<Headers, 'get'> } = {
    method,
    url,
    headers,
  };
  return request as Request;
}
