/**
 * What caches are told of an answer to GET (RFC 9111): they may keep it, and ask each time whether it is still so, by its ETag.
 * So a CDN in front spares bytes and never shows the past.
 */
import { createHash } from 'node:crypto';

const JSON_TYPE = /^application\/(graphql-response\+)?json\b/;
/** What an answer depends on beside its address. */
const VARY = 'Accept, Authorization, Origin';

/** For anybody's cache, for the client's own, or for none. */
export type Whose = 'public' | 'private' | 'nobody';

/** GraphQL's answer, which has an end where it is JSON. Others are left as they are. */
export async function withValidators(response: Response, whose: Whose): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (!JSON_TYPE.test(type)) return response;
  const { status, headers } = response;
  headers.set('vary', VARY);
  if (whose === 'nobody') {
    headers.set('cache-control', 'no-store');
    return response;
  }
  const body = await response.arrayBuffer();
  headers.set('cache-control', `${whose}, no-cache`);
  headers.set('etag', etagOf(new Uint8Array(body), type));
  return new Response(body, { status, headers });
}

/** Of the bytes, as the media type. */
export function etagOf(bytes: Uint8Array, mediaType: string): string {
  return `"${createHash('sha256').update(mediaType).update('\n').update(bytes).digest('base64url')}"`;
}

/** If-None-Match (RFC 9110, 13.1.2). */
export function namesTag(header: string, etag: string): boolean {
  if (header === etag) return true;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
