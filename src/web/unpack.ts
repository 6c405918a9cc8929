/** What was packed for its way over the web, unpacked, and never to more than was allowed: a bomb does not go off. */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { WebError } from './web-error.ts';

type Unpack = (packed: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const zlib = promisify(inflate) as Unpack;
const raw = promisify(inflateRaw) as Unpack;

const UNPACK: Record<string, Unpack> = {
  gzip: promisify(gunzip) as Unpack,
  br: promisify(brotliDecompress) as Unpack,
  // Some send it without the envelope that the standard wants.
  deflate: (packed, options) => (((packed[0] ?? 0) & 0x0f) === 8 ? zlib : raw)(packed, options),
};

/** As an Accept-Encoding header names them. */
export const PACKINGS = Object.keys(UNPACK).join(', ');

/** Packings, one in another, that are undone. */
const MOST = 3;

/** `packings` is a Content-Encoding header. Throws WebError. */
export async function unpacked(
  bytes: Uint8Array,
  packings: string | undefined,
  most: number,
): Promise<Uint8Array> {
  const names = (packings ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MOST) throw new WebError('BROKEN', `it is packed ${names.length} times`);
  let content = bytes;
  for (const name of names.toReversed()) content = await unpackedOnce(content, name, most);
  return content;
}

async function unpackedOnce(bytes: Uint8Array, name: string, most: number): Promise<Uint8Array> {
  const unpack = UNPACK[name];
  if (unpack === undefined) throw new WebError('BROKEN', `it is packed as ${name}, which was not asked for`);
  // Some say that it is packed, and have not done it.
  if (bytes.length === 0 || (name === 'gzip' && !(bytes[0] === 0x1f && bytes[1] === 0x8b))) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(most);
    throw new WebError('BROKEN', `its ${name} is broken`, error);
  }
}

export function tooLarge(most: number): WebError {
  return new WebError('TOO_LARGE', `it is larger than ${most / 1_000_000} MB, the most that is taken`);
}
