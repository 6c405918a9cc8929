/** What each path answers. */
import { createHash } from 'node:crypto';
import { isPassing, isStoreAway, NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type Caller, GRAPHQL_PATH, type Yoga } from './graphql.ts';

export type Handler = (request: Request, caller?: Caller) => Promise<Response>;

export interface RouteParts {
  newsroom: Newsroom;
  yoga: Yoga;
  logger: Logger;
}

const PHOTO = /^\/photos\/([\w-]+(?:\.[\w-]+)*)$/;

export function createRoutes({ newsroom, yoga, logger }: RouteParts): Handler {
  async function route(request: Request, caller: Caller): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === GRAPHQL_PATH) return yoga.fetch(request, { ...caller });
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return text(405, `${pathname} answers GET only.`);
    if (pathname === '/') return new Response(null, { status: 302, headers: { location: GRAPHQL_PATH } });
    if (pathname === '/health') return text(200, 'alive');
    if (pathname === '/ready')
      return (await isReady()) ? text(200, 'ready') : text(503, 'the store cannot be read');
    const picture = PHOTO.exec(pathname)?.[1];
    if (picture !== undefined) return photo(picture, request);
    return text(404, `There is nothing at ${pathname}: GraphQL is at ${GRAPHQL_PATH}.`);
  }

  async function isReady(): Promise<boolean> {
    try {
      return await newsroom.store.ready();
    } catch (error) {
      // That it is away is logged by what reads it all the time.
      if (!isStoreAway(error)) logger.error({ err: error }, 'the store cannot be read');
      return false;
    }
  }

  /** Caches ask each time whether it may still be shown: one that is recalled is gone at once. */
  async function photo(name: string, request: Request): Promise<Response> {
    await newsroom.viewers.identify(request.headers.get('authorization'));
    const found = await newsroom.pictures.find(name);
    if (found === null) return text(404, `There is no picture named ${name}.`);
    const etag = `"${createHash('sha256').update(found.bytes).digest('base64url')}"`;
    // What wants a key is for nobody else's cache.
    const whose = newsroom.viewers.anonymous ? 'public' : 'private';
    const headers = { etag, 'cache-control': `${whose}, no-cache`, 'access-control-allow-origin': '*' };
    if (namesTag(request.headers.get('if-none-match'), etag))
      return new Response(null, { status: 304, headers });
    return new Response(new Uint8Array(found.bytes), {
      headers: {
        ...headers,
        'content-type': found.mediaType,
        'content-length': String(found.bytes.length),
        // A picture is shown, and nothing in it runs.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'x-content-type-options': 'nosniff',
      },
    });
  }

  return async (request, caller = {}) => {
    try {
      return await route(request, caller);
    } catch (error) {
      // Whoever asked is gone, and what was done for them was ended: nobody's fault, and nobody reads this.
      if (request.signal.aborted) return text(499, 'The client closed the request.');
      if (isStoreAway(error)) return text(503, 'The store cannot be reached now: try again in a moment.');
      if (error instanceof NewswireError && isPassing(error)) return text(503, error.message);
      if (error instanceof NewswireError && error.code === 'UNAUTHENTICATED')
        return text(401, error.message, { 'www-authenticate': 'Bearer' });
      logger.error({ err: error }, 'a request failed');
      return text(500, 'Something went wrong in Newswire; it has been logged there.');
    }
  };
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  });
}

/** If-None-Match (RFC 9110, 13.1.2). */
function namesTag(header: string | null, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
