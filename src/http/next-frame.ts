/**
 * A live event as a WebSocket's frame, written to the socket itself: one write instead of the two that ws makes of a frame, and for all
 * who take the same one after another, the same memory, in which only the operation's id is written anew.
 */
import type { Socket } from 'node:net';

const FINAL_TEXT = 0x81;
const BEGIN = '{"id":';
const MIDDLE = ',"type":"next","payload":';

/** What was written last: subscribers alike are told one after another, and clients make their ids of one length. */
let last: Frame | null = null;

interface Frame {
  json: Buffer;
  idLength: number;
  bytes: Buffer;
  /** Where the id stands. */
  at: number;
}

export interface Next {
  /** As JSON has it. */
  id: string;
  json: Buffer;
}

/** Nothing of ws may wait before it, which is so where ws compresses nothing. `written` is called when the system has taken it. */
export function writeNext(raw: Socket, { id, json }: Next, written?: () => void): void {
  const idLength = Buffer.byteLength(id);
  const frame = last?.json === json && last.idLength === idLength ? last : (last = frameOf(json, idLength));
  frame.bytes.write(id, frame.at);
  raw.write(frame.bytes, written);
  // The system has not taken it whole: the memory is this socket's until it does.
  if (raw.writableLength > 0) last = null;
}

function payloadSize(idLength: number, json: Buffer): number {
  return BEGIN.length + idLength + MIDDLE.length + json.length + 1;
}

/** RFC 6455, 5.2: the length in 7 bits, or in 2 or 8 bytes more. */
function headerSize(size: number): number {
  if (size < 126) return 2;
  return size < 0x10000 ? 4 : 10;
}

function frameOf(json: Buffer, idLength: number): Frame {
  const size = payloadSize(idLength, json);
  const header = headerSize(size);
  const bytes = Buffer.allocUnsafeSlow(header + size);
  bytes[0] = FINAL_TEXT;
  if (header === 2) bytes[1] = size;
  else if (header === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(size, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(size), 2);
  }
  bytes.write(BEGIN, header);
  const at = header + BEGIN.length;
  bytes.write(MIDDLE, at + idLength);
  json.copy(bytes, at + idLength + MIDDLE.length);
  bytes[bytes.length - 1] = 0x7d;
  return { json, idLength, bytes, at };
}
