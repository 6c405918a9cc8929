/** Lines above an article's text: who wrote it, where it was written, and when. */

const LONGEST_BYLINE = 100;
const BYLINE = /^(?:by|von|par|por|words by|text(?: by)?:|texte?\s*:|autor(?:in)?:)\s+(?<who>\p{Lu}.*)$/iu;
const SMALL_WORDS = /^(?:and|und|et|y|e|de|del|van|von|der|la|le|da|di|al|bin|in|for|of|the|at|für|à|en)$/u;

/** "By Jane Roe and John Doe" → the names; null where the line is no byline. */
export function bylineIn(line: string): string | null {
  if (line.length > LONGEST_BYLINE) return null;
  const who = BYLINE.exec(line)
    ?.groups?.['who']?.replace(/\s*[|•·].*$/u, '')
    .trim();
  if (who === undefined || !/^\p{Lu}/u.test(who) || /[!?:…]|[^\p{Lu}r]\.$/u.test(who)) return null;
  const words = who.split(/[\s,&]+/).filter((word) => word !== '');
  const isNames =
    words.length <= 12 && words.every((word) => /^\p{Lu}/u.test(word) || SMALL_WORDS.test(word));
  return isNames && !DAY_OR_MONTH.test(words[0] ?? '') ? who : null;
}

const DAY_OR_MONTH =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i;

export interface Dateline {
  /** With the day, where it is given: "MADRID, June 29". */
  place: string;
  /** Nothing follows it on its line. */
  isAlone: boolean;
}

const LONGEST_DATELINE = 120;
const CAPITALS = String.raw`\p{Lu}[\p{Lu}.’'\-]*(?: \p{Lu}[\p{Lu}.’'\-]*){0,4}`;
const MORE = String.raw`(?:, ?(?:\p{Lu}[\p{L}.]*|\d{1,2}\.?|\d{4})(?: (?:\p{Lu}[\p{L}.]*|\d{1,2}\.?|\d{4})){0,3}){0,3}`;
const AGENCY = String.raw`\((?:[^()]{1,40})\)`;
/** "MADRID, June 29 (Agency) — text", "MADRID — Text"; a place in small letters only with an agency: "Berlin (Agency) – Text". */
const IN_CAPITALS = new RegExp(
  `^(?<place>(?=[^(]{0,80}\\p{Lu}{3})${CAPITALS}${MORE})(?:\\s+${AGENCY})?\\s*(?:[—–―]+|\\s-{1,2}\\s)\\s*(?<rest>.*)$`,
  'u',
);
const WITH_AGENCY = new RegExp(
  `^(?<place>\\p{Lu}[\\p{L}.’'-]+(?:[ /]\\p{Lu}[\\p{L}.’'-]+){0,3}${MORE})\\s+${AGENCY}\\s*(?:[—–―]+|\\s?-{1,2}\\s)\\s*(?<rest>.*)$`,
  'u',
);

/** The place that a text begins with before a dash; null where it begins with none. */
export function datelineIn(text: string): Dateline | null {
  const head = text.slice(0, LONGEST_DATELINE);
  const { place, rest } = (WITH_AGENCY.exec(head) ?? IN_CAPITALS.exec(head))?.groups ?? {};
  if (place === undefined || rest === undefined) return null;
  const isAlone = rest === '';
  return isAlone || /^[^\p{Ll}]/u.test(rest) || text.slice(0, LONGEST_DATELINE).includes(') ')
    ? { place, isAlone }
    : null;
}

const DATE_WORDS =
  /^(?:published|updated|posted|last updated|last modified|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado)\b/iu;

/** "Published 29 June 2022, 10:05", "June 29, 2022": a date and nothing else. */
export function isLoneDate(line: string): boolean {
  if (line.length > 80 || !/\b\d{4}\b/.test(line)) return false;
  const words = line.replace(DATE_WORDS, '').match(/\p{L}{3,}/gu) ?? [];
  const isDated = /\d{1,2}[.,\s/-]|\d{4}-\d\d-\d\d/.test(line);
  return isDated && words.length <= 3 && (DATE_WORDS.test(line) || startsAsDate(line)) && !/[!?]/.test(line);
}

function startsAsDate(line: string): boolean {
  const [first] = line.match(/^\p{L}+/u) ?? [''];
  return first === '' ? /^\d/.test(line) && /^[\d\p{L}\s.,:/+-]+$/u.test(line) : DAY_OR_MONTH.test(first);
}
