/**
 * GraphQL as most clients send it, a POST of plain JSON for one answer, without Yoga's HTTP layer, which takes longer than many
 * answers: from what was made ready when the same document was answered before, or else through the same plugins; with the same
 * bytes. Whatever is not as plain is Yoga's to answer.
 */
import type { GraphQLParams } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { prepareQueries, type Query } from '../graphql/prepared.ts';
import { type Answer, answerWith } from './answer.ts';
import type { Asked, Documents } from './documents.ts';
import { type Caller, contextOf, type GraphqlParts, type Yoga } from './graphql.ts';
import type { MaybePromise } from '../store/store.ts';
import { andThen } from '../newsroom/read/family.ts';
import type { Incoming } from './incoming.ts';

/** Kinds of callers whose answers' heads are known. */
const HEADS = 1_000;
const JSON_BODY = /^application\/json(?:\s*;\s*charset=utf-8)?$/i;
/** Answers that may go on. */
const STREAMED = /event-stream|multipart/i;
const PARAMS = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId']);

export interface PlainAsking {
  /** null: Yoga's to answer; `caller` then says what is known already. */
  ask(incoming: Incoming, caller: Caller): MaybePromise<Answer | null>;
  /** Takes note of the head that Yoga gave an answer without errors. */
  learn(incoming: Incoming, answer: Answer): void;
}

interface Question {
  params: GraphQLParams;
  query: Query;
  head: { status: number; headers: readonly string[]; etag: null };
}

export function createPlainAsking(yoga: Yoga, parts: GraphqlParts): PlainAsking {
  const { newsroom, documents, limits } = parts;
  /** By what they depend on. */
  const heads = new LRUCache<string, readonly string[]>({ max: HEADS });
  // Which store answers is a plugin's to choose where there is more than one.
  const prepared = newsroom.store.replicas.length === 0 ? prepareQueries(limits) : null;
  let lastOrigin = { host: '', origin: '' };

  /** As a Request has it: the same string for all who reach this server alike. */
  function originOf(host: string): string {
    if (lastOrigin.host !== host) lastOrigin = { host, origin: new URL(`http://${host}`).origin };
    return lastOrigin.origin;
  }

  function fromPrepared(query: Query, incoming: Incoming): MaybePromise<object | null> {
    if (prepared === null) return null;
    const origin = originOf(incoming.host);
    return andThen(newsroom.viewers.identify(incoming.header('authorization')), (viewer) =>
      prepared.answer(query, contextOf(parts, { viewer, origin })),
    );
  }

  /** null: its status and headers are Yoga's to find; it is not executed again. */
  async function throughPlugins(params: GraphQLParams, incoming: Incoming, caller: Caller) {
    const asked = { ...caller, origin: originOf(incoming.host) };
    const result = await yoga.getResultForParams({ params, request: requestOf(incoming) }, asked);
    if (result !== undefined && isWhole(result)) return result;
    if (result !== undefined) caller.result = result;
    return null;
  }

  /** null: it is Yoga's to answer. Throws where it is not as it should be, which Yoga will say. */
  function questionOf(incoming: Incoming): Question | null {
    if (!isPlain(incoming)) return null;
    const headers = heads.get(headKey(incoming));
    const params = headers === undefined ? null : paramsIn(incoming.body);
    const query = params === null ? null : queryOf(params, documents);
    if (headers === undefined || params === null || query === null) return null;
    return { params, query, head: { status: 200, headers, etag: null } };
  }

  /** `coming`: from what was made ready; null where nothing was. */
  async function askOn(
    { params, query, head }: Question,
    coming: MaybePromise<object | null>,
    { incoming, caller }: { incoming: Incoming; caller: Caller },
  ): Promise<Answer | null> {
    try {
      const data = await coming;
      if (data !== null) return answerWith(jsonOf({ data }), { ...head, lasting: true });
      const made = (caller.made ??= { lasting: false });
      const result = await throughPlugins(params, incoming, caller);
      if (result === null) return null;
      if (made.lasting) prepared?.learn(query);
      return answerWith(jsonOf(result), { ...head, ...made });
    } catch {
      // Before it was executed: Yoga will say what is wrong.
      return null;
    }
  }

  return {
    ask(incoming, caller) {
      try {
        const question = questionOf(incoming);
        if (question === null) return null;
        const data = fromPrepared(question.query, incoming);
        if (data === null || data instanceof Promise) return askOn(question, data, { incoming, caller });
        return answerWith(jsonOf({ data }), { ...question.head, lasting: true });
      } catch {
        return null;
      }
    },
    learn(incoming, { status, headers, lasting }) {
      if (status !== 200 || !lasting || !isPlain(incoming)) return;
      const lengthAt = headers.indexOf('content-length');
      heads.set(headKey(incoming), lengthAt < 0 ? headers : headers.toSpliced(lengthAt, 2));
    },
  };
}

function jsonOf(answer: object): Buffer {
  return Buffer.from(JSON.stringify(answer));
}

/** null where it may ask for a stream, or is not as it should be. Throws where its document is not known. */
function queryOf(params: GraphQLParams, documents: Documents): Query | null {
  const text = documents.textFor(params as Asked);
  const { operationName = null, variables } = params;
  if (text === undefined || text.includes('subscription')) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  return { text, operationName, variables: variables ?? {} };
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

/** null where they are none. */
function paramsIn(body: Buffer | null): GraphQLParams | null {
  const params: unknown = JSON.parse(body?.toString() ?? '');
  if (!isRecord(params) || !Object.keys(params).every((name) => PARAMS.has(name))) return null;
  const { variables, extensions } = params;
  return isRecord(variables ?? {}) && isRecord(extensions ?? {}) ? (params as GraphQLParams) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
