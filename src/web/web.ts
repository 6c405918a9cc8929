/**
 * What Newswire takes from the web. Addresses come from outside, so each is judged where it leads: over http and https only, to
 * public addresses only, looked at when it is connected to, so that neither a name nor a redirect leads elsewhere. Redirects,
 * sizes and times are bounded.
 */
import { lookup } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, request as askHttp } from 'node:http';
import { request as askHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { version } from '../package.ts';
import { addressIn, isNamedPrivate, isPublicAddress, type PrivateHosts } from './addresses.ts';
import { PACKINGS, tooLarge, unpacked } from './unpack.ts';
import { WebError } from './web-error.ts';

export interface WebLimits {
  /** Of an answer, packed and unpacked. */
  bytes: number;
  redirects: number;
  /** Milliseconds in which a connection must come about, and then between any two bytes. */
  idle: number;
  /** Milliseconds for all of it, redirects too. */
  total: number;
}

export const WEB_LIMITS: WebLimits = { bytes: 10_000_000, redirects: 5, idle: 15_000, total: 60_000 };

export interface WebOptions {
  privateHosts: PrivateHosts;
  limits?: Partial<WebLimits>;
}

export interface Asking {
  headers?: Readonly<Record<string, string>>;
  /** Ends it. */
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** After redirects. */
  url: string;
  /** Unpacked; empty unless the status is 200. */
  body: Uint8Array;
}

export interface Web {
  /** Throws WebError. */
  get(address: string, asking?: Asking): Promise<Answer>;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function createWeb({ privateHosts, limits: given = {} }: WebOptions): Web {
  const limits = { ...WEB_LIMITS, ...given };

  async function get(address: string, { headers = {}, signal }: Asking = {}): Promise<Answer> {
    const ending = new AbortController();
    const stop = () => ending.abort(new WebError('UNREACHABLE', 'it was given up'));
    const late = setTimeout(() => {
      ending.abort(new WebError('TIMEOUT', `it was not there in ${seconds(limits.total)}`));
    }, limits.total);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted === true) stop();
    try {
      return await follow(webUrl(address), headers, ending);
    } catch (error) {
      if (ending.signal.aborted) throw ending.signal.reason;
      throw error instanceof WebError ? error : unreachable(error);
    } finally {
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
      // What is not read to its end is let go.
      ending.abort();
    }
  }

  async function follow(
    first: URL,
    headers: Readonly<Record<string, string>>,
    ending: AbortController,
  ): Promise<Answer> {
    const been = new Set<string>();
    let url = first;
    for (;;) {
      been.add(url.href);
      const response = await ask(url, headers, ending);
      const next = redirectOf(response, url);
      if (next === null) return answerOf(response, url);
      if (been.has(next.href)) throw new WebError('REDIRECTS', 'its redirects go round in a circle');
      if (been.size > limits.redirects)
        throw new WebError('REDIRECTS', `it redirects more than ${limits.redirects} times`);
      url = next;
    }
  }

  function ask(
    url: URL,
    headers: Readonly<Record<string, string>>,
    ending: AbortController,
  ): Promise<IncomingMessage> {
    const isNamed = isNamedPrivate(url.hostname, privateHosts);
    const address = addressIn(url.hostname);
    // An address is not looked up.
    if (!isNamed && address !== null && !isPublicAddress(address)) throw refused(url.hostname, address);
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? askHttps : askHttp;
      const request = send(url, {
        agent: false,
        headers: { 'user-agent': `Newswire/${version}`, 'accept-encoding': PACKINGS, ...headers },
        timeout: limits.idle,
        signal: ending.signal,
        ...(isNamed ? {} : { lookup: publicLookup }),
      });
      request.on('timeout', () => {
        ending.abort(new WebError('TIMEOUT', `nothing came from it for ${seconds(limits.idle)}`));
      });
      request.on('response', resolve);
      request.on('error', reject);
      request.end();
    });
  }

  async function answerOf(response: IncomingMessage, { href }: URL): Promise<Answer> {
    const { statusCode: status = 0, headers } = response;
    const packed = status === 200 ? await readAll(response, limits.bytes) : new Uint8Array();
    const body = await unpacked(packed, headers['content-encoding'], limits.bytes);
    return { status, headers, url: href, body };
  }

  return { get };
}

/** Throws WebError where it is none that may be asked, as far as its letters tell. */
export function webUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new WebError('REFUSED', `"${address}" is no address`);
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new WebError('REFUSED', `${url.protocol} is not asked: give an http or https address`);
  if (url.username !== '' || url.password !== '')
    throw new WebError(
      'REFUSED',
      'the address has a user or a password in it, which would be shown to others',
    );
  url.hash = '';
  return url;
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | null {
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return null;
  // Headers come as Latin-1; addresses with other letters are sent in UTF-8.
  return webUrl(Buffer.from(headers.location, 'latin1').toString('utf8'), from);
}

async function readAll(response: IncomingMessage, most: number): Promise<Uint8Array> {
  if (Number(response.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A name that has a private address beside public ones is refused: which of them is connected to is not ours to say. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '');
    const other = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (other !== undefined) return callback(refused(hostname, other.address), '');
    if (options.all === true || first === undefined) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

function refused(hostname: string, address: string): WebError {
  const where = addressIn(hostname) === null ? `${hostname} is at ${address}, which` : address;
  return new WebError(
    'REFUSED',
    `${where} is no public address: it is asked only where NEWSWIRE_FOLLOW_PRIVATE names ${hostname}`,
  );
}

function unreachable(error: unknown): WebError {
  const { code, message } = error as NodeJS.ErrnoException;
  const what = message === '' || message === undefined ? (code ?? 'no reason is given') : message;
  return new WebError('UNREACHABLE', `it cannot be reached (${what})`, error);
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1_000} s`;
}
