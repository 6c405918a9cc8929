/** A text message of a server as one WebSocket frame (RFC 6455, 5.2): whole, not masked, not compressed. */

const FINAL_TEXT = 0x81;
/** In the byte of the length: it stands in the 2 or in the 8 that follow. */
const IN_TWO = 126;
const IN_EIGHT = 127;

export interface Frame {
  bytes: Buffer;
  /** Where the message begins in them. */
  begin: number;
}

/** With room for a message of `size` bytes. */
export function textFrame(size: number): Frame {
  const begin = size < IN_TWO ? 2 : size < 0x10000 ? 4 : 10;
  const bytes = Buffer.allocUnsafeSlow(begin + size);
  bytes[0] = FINAL_TEXT;
  if (begin === 2) bytes[1] = size;
  else if (begin === 4) {
    bytes[1] = IN_TWO;
    bytes.writeUInt16BE(size, 2);
  } else {
    bytes[1] = IN_EIGHT;
    bytes.writeBigUInt64BE(BigInt(size), 2);
  }
  return { bytes, begin };
}
