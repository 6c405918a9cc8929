/**
 * A live event as a WebSocket's frame, written to the socket itself: one write instead of the two that ws makes of a frame, and for all
 * who take the same one after another, the same memory, in which only the operation's id is written anew.
 */
import type { Socket } from 'node:net';
import { textFrame } from './frame.ts';

const BEGIN = '{"id":';
const MIDDLE = ',"type":"next","payload":';
const END = '}';

/** By the JSON in them, what was written last: subscribers alike are told one after another, and clients make their ids of one length. */
const frames = new WeakMap<Buffer, NextFrame>();

interface NextFrame {
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
  let frame = frames.get(json);
  if (frame?.idLength !== idLength) frames.set(json, (frame = frameOf(json, idLength)));
  frame.bytes.write(id, frame.at);
  raw.write(frame.bytes, written);
  // The system has not taken it whole: the memory is this socket's until it does.
  if (raw.writableLength > 0) frames.delete(json);
}

function frameOf(json: Buffer, idLength: number): NextFrame {
  const { bytes, begin } = textFrame(BEGIN.length + idLength + MIDDLE.length + json.length + END.length);
  const at = begin + BEGIN.length;
  bytes.write(BEGIN, begin);
  bytes.write(MIDDLE, at + idLength);
  json.copy(bytes, at + idLength + MIDDLE.length);
  bytes.write(END, bytes.length - END.length);
  return { idLength, bytes, at };
}
