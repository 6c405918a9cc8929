/**
 * Transcripts: paragraphs that begin with who speaks and a colon ("REYES: We sail."), in an article where such labels come
 * again and again. A mark that opens such a paragraph and is not closed in it opens no quotation: each turn has one.
 */

export interface Turn {
  /** Who speaks; null where the paragraph goes on with the turn before it. */
  label: string | null;
  /** Where the words begin, after the label. */
  start: number;
  /** From where quotation marks count. */
  marksFrom: number;
}

const LONGEST_LABEL = 60;
const LABEL =
  /^(?<mark>["“]?)\s*(?<label>\p{Lu}[\p{L}.’'-]*(?: (?:\p{Lu}[\p{L}.’'-]*|de|van|von|der)){0,4})\s?:\s*/u;
/** This many labels make a transcript, of which one must come again, or all must be capitals. */
const FEWEST = 2;

/** What each paragraph is in the transcript; null outside of it, which is everywhere in most articles. */
export function turnsOf(paragraphs: readonly string[]): (Turn | null)[] {
  const labels = paragraphs.map((text) => LABEL.exec(text.slice(0, LONGEST_LABEL)));
  const names = labels.flatMap((found) => found?.groups?.['label'] ?? []);
  const again = comingAgain(names);
  if (names.length < FEWEST || again.size === 0) return paragraphs.map(() => null);
  let isInside = false;
  return paragraphs.map((text, index) => {
    const found = labels[index];
    const label = found?.groups?.['label'] ?? '';
    if (again.has(label)) {
      isInside = true;
      const start = found?.[0].length ?? 0;
      return { label, start, marksFrom: isClosed(text) ? 0 : start };
    }
    if (!isInside || !/^["“]/.test(text)) return null;
    return isClosed(text) ? null : { label: null, start: 1, marksFrom: 1 };
  });
}

function comingAgain(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const name of names) {
    if (seen.has(name) || isAllCapitals(name)) again.add(name);
    seen.add(name);
  }
  return again;
}

function isAllCapitals(name: string): boolean {
  return /^\P{Ll}{2,}$/u.test(name) || /^[QA]$/.test(name);
}

/** Each mark that opens is closed. */
function isClosed(text: string): boolean {
  let [straight, curly] = [0, 0];
  for (const [mark] of text.matchAll(/["“”]/g)) {
    if (mark === '"') straight += 1;
    else curly += mark === '“' ? 1 : -1;
  }
  return straight % 2 === 0 && curly <= 0;
}
