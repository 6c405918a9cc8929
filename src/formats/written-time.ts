/**
 * Times as feeds and pages write them: RFC 3339, other forms of ISO 8601, RFC 822 and RFC 850, Unix time, and what people write.
 * Where no zone is told it is UTC, so that the same text gives the same time on every machine.
 */
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';
import type { ParsedComponents } from 'chrono-node';
import { parseDateTime } from '../news/date-time.ts';

/** "2026-03-01", "2026-03-01 08:30", "20260301T083000Z", "2026-03-01T08:30:00.5+0100", "2026-03-01T08:30:00 +01:00" */
const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:(?:T|\s+)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** "Sun, 01 Mar 2026 08:30:00 +0100": with its zone, which JavaScript reads as every engine does. */
const RFC_822 =
  /^(?:\p{L}{3,9},?\s+)?\d{1,2}[ -]\p{L}{3,9}[ -](?:\d{2}){1,2}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:GMT|UTC|Z|[+-]\d{4}|[ECMP][SD]T)$/iu;
/** Seconds or milliseconds since 1970, of this century. */
const UNIX = /^1\d{9}(?:\d{3})?$/;
/** What no date is longer than, in characters. */
const LONGEST = 100;
/** Without them a text tells no day. */
const DATED = /\d{4}/;

/** Milliseconds since 1970, UTC; null where no time can be read. */
export function writtenTime(text: string): number | null {
  const written = text.replace(/\s+/g, ' ').trim();
  if (written === '' || written.length > LONGEST) return null;
  if (UNIX.test(written)) return Number(written.padEnd(13, '0'));
  if (RFC_822.test(written)) {
    const time = Date.parse(written);
    if (!Number.isNaN(time)) return time;
  }
  return isoTime(written) ?? (DATED.test(written) ? namedTime(written) : null);
}

function isoTime(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [year = '', month = '', day = '', hour = '00', minute = '00', second = '00', part = '0', zone = 'Z'] =
    match.slice(1) as (string | undefined)[];
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}` : 'Z';
  return parseDateTime(`${year}-${month}-${day}T${hour}:${minute}:${second}.${part}${offset}`);
}

function namedTime(text: string): number | null {
  for (const { parse } of [en, de, fr, es]) {
    const [found] = parse(text, { instant: new Date(0), timezone: 0 });
    if (found?.start.isCertain('year') && found.start.isCertain('month')) return timeOf(found.start);
  }
  return null;
}

function timeOf(start: ParsedComponents): number {
  // Noon is chrono's guess for a day without a time.
  const part = (name: 'hour' | 'minute' | 'second') => (start.isCertain('hour') ? (start.get(name) ?? 0) : 0);
  const offset = start.isCertain('timezoneOffset') ? (start.get('timezoneOffset') ?? 0) : 0;
  const day = Date.UTC(start.get('year') ?? 0, (start.get('month') ?? 1) - 1, start.get('day') ?? 1);
  return day + ((part('hour') * 60 + part('minute') - offset) * 60 + part('second')) * 1_000;
}
