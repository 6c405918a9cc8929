/** Times as text: RFC 3339 in, UTC with milliseconds out. */

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970, UTC; null where the text is not an RFC 3339 time that exists. */
export function parseDateTime(text: string): number | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 23 || minute > 59 || second > 60)
    return null;
  // A leap second is the last moment that JavaScript can name.
  const time = Date.parse(second === 60 ? text.replace(/:60/, ':59') : text);
  return Number.isNaN(time) ? null : time;
}

export function formatDateTime(time: number): string {
  return new Date(time).toISOString();
}
