/**
 * Which encoding a document says that it is in: by its byte order mark, by who sent it, by its XML declaration, by its meta tag, in
 * this order. Labels are those of the WHATWG Encoding Standard; one that nobody knows says nothing.
 */

/** How much of a document may stand before its meta tag, in bytes: browsers want it in the first 1,024, and take later ones. */
const BEGINNING = 8_192;

const XML_DECLARATION = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i;
const META = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i;

/** By its name in the standard, in small letters; null where nothing is said. `charset` is what the sender's header names. */
export function declaredEncoding(bytes: Uint8Array, charset: string | null): string | null {
  const sure = markedEncoding(bytes) ?? wideMarkup(bytes);
  if (sure !== null) return sure;
  const sent = encodingLabelled(charset);
  // Markup whose letters are one byte each is in no UTF-16, whatever its sender or its own declaration says.
  if (sent !== null && !(isWide(sent) && bytes[0] === LESS)) return sent;
  const beginning = Buffer.from(bytes.subarray(0, BEGINNING)).toString('latin1');
  if (!/^(?:\xEF\xBB\xBF)?\s*</.test(beginning)) return null;
  const label =
    XML_DECLARATION.exec(beginning)?.[1] ??
    META.exec(beginning.replace(/<!--[^]*?-->|<script\b[^]*?<\/script/gi, ''))?.[1];
  const own = encodingLabelled(label ?? null);
  return own !== null && isWide(own) ? 'utf-8' : own;
}

/** Of a Content-Type header. */
export function charsetOf(contentType: string | undefined): string | null {
  return /;\s*charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

const LESS = 0x3c;

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null;
}

/** "<?" and "<h" in two bytes each. */
function wideMarkup([first, second, third, fourth]: Uint8Array): string | null {
  if (first === LESS && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second === LESS && third === 0 && fourth !== 0 ? 'utf-16be' : null;
}

export function isWide(encoding: string): boolean {
  return encoding.startsWith('utf-16');
}

function encodingLabelled(label: string | null): string | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
