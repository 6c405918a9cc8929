/** What each path answers. */
import { isPassing, isStoreAway, NewswireError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { type Caller, GRAPHQL_PATH, type Yoga } from './graphql.ts';
import type { Metrics } from './metrics.ts';
import { etagOf, namesTag, withValidators } from './validators.ts';

export type Handler = (request: Request, caller?: Caller) => Promise<Response>;

export interface RouteParts {
  newsroom: Newsroom;
  yoga: Yoga;
  metrics: Metrics;
  logger: Logger;
}

const PHOTO = /^\/photos\/([\w-]+(?:\.[\w-]+)*)$/;

export function createRoutes({ newsroom, yoga, metrics, logger }: RouteParts): Handler {
  async function route(request: Request, caller: Caller): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === GRAPHQL_PATH) return graphql(request, caller);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return text(405, `${pathname} answers GET only.`);
    if (pathname === '/') return new Response(null, { status: 302, headers: { location: GRAPHQL_PATH } });
    if (pathname === '/health') return text(200, 'alive');
    if (pathname === '/ready')
      return (await isReady()) ? text(200, 'ready') : text(503, 'the store cannot be read');
    if (pathname === '/metrics') return figures(request);
    const picture = PHOTO.exec(pathname)?.[1];
    if (picture !== undefined) return photo(picture, request);
    return text(404, `There is nothing at ${pathname}: GraphQL is at ${GRAPHQL_PATH}.`);
  }

  async function graphql(request: Request, caller: Caller): Promise<Response> {
    if (request.method !== 'GET') return yoga.fetch(request, { ...caller });
    const { made = { lasting: false } } = caller;
    const answered = await yoga.fetch(request, { ...caller, made });
    const isAnybodys = newsroom.viewers.anonymous && !request.headers.has('authorization');
    const whose = isAnybodys ? 'public' : 'private';
    const response = await withValidators(answered, made.lasting ? whose : 'nobody');
    return unlessHad(response, request);
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

  async function figures({ headers }: Request): Promise<Response> {
    await newsroom.viewers.identify(headers.get('authorization'));
    const { text: figures, mediaType } = await metrics.text();
    return new Response(figures, { headers: { 'content-type': mediaType, 'cache-control': 'no-store' } });
  }

  /** Caches ask each time whether it may still be shown: one that is recalled is gone at once. */
  async function photo(name: string, request: Request): Promise<Response> {
    await newsroom.viewers.identify(request.headers.get('authorization'));
    const found = await newsroom.pictures.find(name);
    if (found === null) return text(404, `There is no picture named ${name}.`);
    const bytes = new Uint8Array(found.bytes);
    const etag = etagOf(bytes, found.mediaType);
    // What wants a key is for nobody else's cache.
    const whose = newsroom.viewers.anonymous ? 'public' : 'private';
    const headers = { etag, 'cache-control': `${whose}, no-cache`, 'access-control-allow-origin': '*' };
    const response = new Response(bytes, {
      headers: {
        ...headers,
        'content-type': found.mediaType,
        'content-length': String(found.bytes.length),
        // A picture is shown, and nothing in it runs.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'x-content-type-options': 'nosniff',
      },
    });
    return unlessHad(response, request);
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

/** Says only that nothing changed to who has what is answered. */
function unlessHad(response: Response, request: Request): Response {
  const [had, etag] = [request.headers.get('if-none-match'), response.headers.get('etag')];
  if (had === null || etag === null || !namesTag(had, etag)) return response;
  const headers = [...response.headers].filter(([name]) => !name.startsWith('content-'));
  return new Response(null, { status: 304, headers });
}
