/**
 * Single marks that clearly open and close a quotation: ‘so’, 'so', ‚so‘. Everything else of that look is an apostrophe.
 * Pairs come in order and never overlap. Linear: the search for a closing mark stops at the next opening one.
 */

export interface SinglePair {
  open: number;
  /** Where the closing mark stands. */
  close: number;
}

const CLOSING_OF: ReadonlyMap<string, RegExp> = new Map([
  ['‘', /’/],
  ['‚', /[‘’]/],
  ["'", /'/],
]);
const SINGLES = /[‘’‚']/g;
const LETTER = /[\p{L}\p{N}]/u;
/** Words that lose their beginning: 'tis, '90s. */
const ELISION = /^(?:tis|twas|em|til|cause|round|bout|n|cos|\d0s)(?![\p{L}\p{N}])/iu;

export function singlePairs(text: string): SinglePair[] {
  // Two are a double mark of a typewriter, and what stands in single ones is nested in those.
  const hasTwo = text.includes("''");
  const marks = Array.from(text.matchAll(SINGLES), ({ index }) => index).filter(
    (at) => !hasTwo || text.charAt(at) !== "'",
  );
  const pairs: SinglePair[] = [];
  let reached = -1;
  for (const [position, open] of marks.entries()) {
    if (open <= reached || !opens(text, open)) continue;
    const close = closingMark(text, marks, position);
    if (close === null || !isBalanced(text.slice(open + 1, close))) continue;
    pairs.push({ open, close });
    reached = close;
  }
  return pairs;
}

function closingMark(text: string, marks: readonly number[], position: number): number | null {
  const closing = CLOSING_OF.get(text.charAt(marks[position] ?? 0));
  if (closing === undefined) return null;
  let possessive: number | null = null;
  for (let next = position + 1; next < marks.length; next += 1) {
    const at = marks[next] ?? 0;
    if (closing.test(text.charAt(at)) && closes(text, at)) {
      if (!mayBePossessive(text, at)) return at;
      possessive ??= at;
    } else if (opens(text, at)) {
      break;
    }
  }
  return possessive;
}

function opens(text: string, at: number): boolean {
  const mark = text.charAt(at);
  if (mark === '’') return false;
  if (mark === '‚') return true;
  if (at > 0 && !/[\s([{—–"“„«:]/.test(text.charAt(at - 1))) return false;
  if (!LETTER.test(text.charAt(at + 1)) && !/[¡¿$€£…]/.test(text.charAt(at + 1))) return false;
  return !ELISION.test(text.slice(at + 1, at + 8));
}

function closes(text: string, at: number): boolean {
  return /\S/.test(text.charAt(at - 1)) && !LETTER.test(text.charAt(at + 1));
}

/** "the workers’ strike": an s before it and a word after it. */
function mayBePossessive(text: string, at: number): boolean {
  return /s/i.test(text.charAt(at - 1)) && /^\s\p{Ll}/u.test(text.slice(at + 1, at + 3));
}

/** No double quotation begins or ends halfway through. */
function isBalanced(inside: string): boolean {
  let depth = 0;
  let straight = 0;
  for (const [mark] of inside.matchAll(/[“”"]/g)) {
    if (mark === '"') straight += 1;
    else depth += mark === '“' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0 && straight % 2 === 0;
}
