/** From the bytes of a file to its text. The text has no byte order mark, and its lines end in LF. */
import { declaredEncoding, isWide } from './declared-encoding.ts';

/** The bytes are no text that can be told. */
export class UndecodableError extends Error {
  readonly code = 'UNDECODABLE';
  /** Where the first byte that tells so stands, from 0. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'UndecodableError';
    this.offset = offset;
  }
}

export interface DecodeOptions {
  /** What the sender's header says; null: nothing. */
  charset?: string | null;
  /** Whether a byte that belongs to no character becomes U+FFFD, so that one of them does not cost the whole. */
  isLenient?: boolean;
}

/**
 * In the encoding that the file or its sender says it is in: see ./declared-encoding. Where nothing is said it is UTF-8; else
 * Windows-1252 (WHATWG Encoding), where nothing in the file looks like UTF-8. Throws UndecodableError where the bytes are empty,
 * binary, or broken.
 */
export function decode(bytes: Uint8Array, { charset = null, isLenient = false }: DecodeOptions = {}): string {
  const encoding = declaredEncoding(bytes, charset) ?? 'utf-8';
  const text = decodeAs(bytes, encoding, isLenient).replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new UndecodableError('The file is empty: there is no text in it.', 0);
  return text.replace(/\r\n?/g, '\n');
}

function decodeAs(bytes: Uint8Array, encoding: string, isLenient: boolean): string {
  if (isWide(encoding)) return decodeWide(bytes, encoding, isLenient);
  refuseBinary(bytes);
  if (encoding === 'utf-8') return decodeUtf8(bytes, isLenient);
  if (encoding === 'windows-1252') return decodeWestern(bytes, isLenient);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    if (examine(bytes).broken === null) return new TextDecoder('utf-8').decode(bytes);
    if (isLenient) return new TextDecoder(encoding).decode(bytes);
    const offset = firstBroken(bytes, encoding);
    throw new UndecodableError(
      `The file says that it is ${encoding}, and the byte 0x${hex(bytes[offset])} at offset ${offset} belongs to no character of that; save it again as UTF-8.`,
      offset,
    );
  }
}

function decodeUtf8(bytes: Uint8Array, isLenient: boolean): string {
  const { broken, wellFormed } = examine(bytes);
  if (broken === null) return new TextDecoder('utf-8').decode(bytes);
  if (!wellFormed && !bytes.some((byte) => UNDEFINED_IN_1252.has(byte))) return decode1252(bytes);
  if (isLenient) return new TextDecoder('utf-8').decode(bytes);
  throw new UndecodableError(
    `The file is broken UTF-8: the byte 0x${hex(bytes[broken])} at offset ${broken} belongs to no character; save it again as UTF-8.`,
    broken,
  );
}

/** What says that it is Windows-1252 or Latin-1, and is whole UTF-8 with characters of several bytes, says so by mistake. */
function decodeWestern(bytes: Uint8Array, isLenient: boolean): string {
  const { broken, wellFormed } = examine(bytes);
  if (broken === null && wellFormed) return new TextDecoder('utf-8').decode(bytes);
  const offset = bytes.findIndex((byte) => UNDEFINED_IN_1252.has(byte));
  if (offset === -1 || isLenient) return decode1252(bytes);
  throw new UndecodableError(
    `The file says that it is windows-1252, and the byte 0x${hex(bytes[offset])} at offset ${offset} belongs to no character of that; save it again as UTF-8.`,
    offset,
  );
}

/** The end of the longest beginning that is whole, found by halving. */
function firstBroken(bytes: Uint8Array, encoding: string): number {
  let [whole, broken] = [0, bytes.length];
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      whole = middle;
    } catch {
      broken = middle;
    }
  }
  return whole;
}

/** What the bytes 0x80 to 0x9F are in Windows-1252; the rest is Latin-1. U+FFFD stands for bytes that are undefined. */
const UPPER_CONTROLS = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Node 20's own decoder of this name decodes Latin-1, and loses the quotation marks. */
function decode1252(bytes: Uint8Array): string {
  const latin1 = new TextDecoder('latin1').decode(bytes);
  return latin1.replace(/[\x80-\x9F]/g, (control) => UPPER_CONTROLS.charAt(control.charCodeAt(0) - 0x80));
}

function decodeWide(bytes: Uint8Array, encoding: string, isLenient: boolean): string {
  const text = new TextDecoder(encoding).decode(bytes);
  if (isLenient) return text;
  const offset = bytes.length % 2 === 1 ? bytes.length - 1 : text.search(/[\0\uFFFD]/) * 2 + 2;
  if (bytes.length % 2 === 0 && !/[\0\uFFFD]/.test(text)) return text;
  throw new UndecodableError(
    `The file is broken UTF-16: what stands at byte offset ${offset} is no character; save it again as UTF-8.`,
    offset,
  );
}

/** How many control characters, out of how many bytes, a text may hold. */
const CONTROLS_PER_BYTES = { controls: 1, bytes: 100 };

function refuseBinary(bytes: Uint8Array): void {
  let controls = 0;
  let first = -1;
  for (let offset = 0; offset < bytes.length; offset += 1) {
    const byte = bytes[offset] ?? 0;
    if (byte === 0) throw notText(offset);
    if (!isControl(byte)) continue;
    if (first === -1) first = offset;
    controls += 1;
  }
  if (controls * CONTROLS_PER_BYTES.bytes > bytes.length * CONTROLS_PER_BYTES.controls && controls > 1)
    throw notText(first);
}

function notText(offset: number): UndecodableError {
  return new UndecodableError(`The file is not text: there is binary data at byte offset ${offset}.`, offset);
}

/** Not tab, line ends, form feed or escape. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f;
}

interface Examined {
  /** Where the first byte stands that no UTF-8 sequence takes; null: all is well. */
  broken: number | null;
  /** Whether any character of more than one byte is well formed. */
  wellFormed: boolean;
}

/** By the table of well-formed sequences, Unicode 15, 3.9. */
function examine(bytes: Uint8Array): Examined {
  let broken: number | null = null;
  let wellFormed = false;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 0) broken ??= at;
    if (length > 1) wellFormed = true;
    at += Math.max(1, length);
  }
  return { broken, wellFormed };
}

/** In bytes; 0 where no well-formed sequence begins here. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function hex(byte: number | undefined): string {
  return (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');
}
