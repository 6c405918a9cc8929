/**
 * A cursor: a place in a stretch of a log, as text. Where one row makes several events (its photos, its quotes), `part`
 * is the id of the last one that was had; null says that the row is done with. Opaque to clients.
 */
import { NewswireError } from '../errors.ts';

export interface Place {
  /** The token of the stretch. */
  stretch: string;
  /** 0 is before the first row. */
  seq: number;
  part: number | null;
}

const SHAPE = /^([\w-]{4,32})\.(\d{1,15})(?:\.(\d{1,15}))?$/;

export function cursorOf(place: Place): string {
  const part = place.part === null ? '' : `.${place.part}`;
  return Buffer.from(`${place.stretch}.${place.seq}${part}`).toString('base64url');
}

/** Throws BAD_CURSOR. */
export function placeOf(cursor: string): Place {
  const match = cursor.length > 128 ? null : SHAPE.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) {
    throw new NewswireError(
      'BAD_CURSOR',
      `"${cursor.slice(0, 40)}" is not a cursor of a publication log: use one that logHead, an event or a mutation gave.`,
    );
  }
  return {
    stretch: match[1] ?? '',
    seq: Number(match[2]),
    part: match[3] === undefined ? null : Number(match[3]),
  };
}
