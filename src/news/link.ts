/**
 * Which addresses may be served. Links are http, https or mailto; photos are http, https, or a picture that Newswire itself
 * keeps. What is returned is the address as the WHATWG URL Standard writes it, so a browser reads in it just what was
 * judged here: white space, control characters, letter case and back slashes can hide nothing.
 */

/** How long an address may be, in characters: as much as sitemaps may have (sitemaps.org), and far more than newsrooms write. */
export const MAX_LINK = 2048;

const WEB = new Set(['http:', 'https:']);
const KEPT_PHOTO = /^\/photos\/[\w~%-][\w.~%-]*$/;

/**
 * The address a link may have, absolute, or null where it may have none. Relative and protocol-relative ones want a
 * `base`. One longer than MAX_LINK is refused; so is one with a user or a password: it is written to be taken for another host.
 */
export function safeLink(href: string, base: string | null = null): string | null {
  const url = parseUrl(href, base);
  if (url === null || url.href.length > MAX_LINK) return null;
  if (url.protocol !== 'mailto:' && !WEB.has(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  // A few odd addresses change once more when they are read again; what is judged must be what is read.
  return parseUrl(url.href, null)?.href === url.href ? url.href : null;
}

/** The same of http and https alone: where something is to be found. White space around it does not matter. */
export function webAddress(address: string, base: string | null = null): string | null {
  const link = safeLink(address.trim(), base);
  return link?.startsWith('http') === true ? link : null;
}

/** The address a photo may be shown from, or null where it may not be shown. */
export function safePhotoAddress(address: string): string | null {
  if (KEPT_PHOTO.test(address)) return address;
  const link = safeLink(address);
  return link === null || link.startsWith('mailto:') ? null : link;
}

function parseUrl(href: string, base: string | null): URL | null {
  if (href.length > MAX_LINK) return null;
  try {
    return base === null ? new URL(href) : new URL(href, base);
  } catch {
    return null;
  }
}
