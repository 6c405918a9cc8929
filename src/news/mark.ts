/**
 * Marks in their one normal form, so that equal bodies are equal data: inside the text, never empty, whole characters,
 * without spaces at their edges; marks of one kind neither overlap nor (links of one address, stresses) touch; sorted by start,
 * then the longest first, then link, strong, emphasis. Marks of different kinds may cross.
 */
import { MARK_KINDS, type Mark, type MarkKind } from './block.ts';
import { safeLink } from './link.ts';

/** The same marks in normal form. A link without a safe address is dropped; where two links overlap, the first keeps the words. */
export function normalizeMarks(text: string, marks: readonly Mark[]): Mark[] {
  return arrangeMarks(text, marks.flatMap(withSafeUrl));
}

/** The same for marks whose addresses are known to be safe. */
export function arrangeMarks(text: string, marks: readonly Mark[]): Mark[] {
  if (marks.length === 0) return [];
  const normal: Mark[] = [];
  for (const kind of MARK_KINDS) {
    for (const mark of apart(marksOfKind(text, marks, kind))) {
      const trimmed = withoutSpaces(text, mark);
      if (trimmed.start < trimmed.end) normal.push(trimmed);
    }
  }
  return normal.toSorted(byPlace);
}

export function equalMarks(some: readonly Mark[], others: readonly Mark[]): boolean {
  return (
    some.length === others.length &&
    some.every((mark, position) => {
      const other = others[position];
      return (
        other !== undefined && byPlace(mark, other) === 0 && mark.end === other.end && mark.url === other.url
      );
    })
  );
}

function byPlace(one: Mark, other: Mark): number {
  return (
    one.start - other.start ||
    other.end - one.end ||
    MARK_KINDS.indexOf(one.kind) - MARK_KINDS.indexOf(other.kind)
  );
}

function withSafeUrl(mark: Mark): Mark[] {
  if (mark.kind !== 'LINK') return [{ ...mark, url: null }];
  const url = safeLink(mark.url ?? '');
  return url === null ? [] : [{ ...mark, url }];
}

function marksOfKind(text: string, marks: readonly Mark[], kind: MarkKind): Mark[] {
  const found: Mark[] = [];
  for (const mark of marks) {
    if (mark.kind !== kind) continue;
    const start = wholeCharacter(text, mark.start, -1);
    const end = wholeCharacter(text, mark.end, 1);
    if (start < end) found.push({ ...mark, start, end });
  }
  return found.toSorted(byPlace);
}

/** Marks of one kind, sorted, made to follow one another. */
function apart(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || last.end < mark.start) kept.push({ ...mark });
    else if (last.url === mark.url) last.end = Math.max(last.end, mark.end);
    else if (last.end < mark.end) kept.push({ ...mark, start: last.end });
  }
  return kept;
}

function withoutSpaces(text: string, mark: Mark): Mark {
  let { start, end } = mark;
  while (start < end && text.charAt(start) === ' ') start++;
  while (start < end && text.charAt(end - 1) === ' ') end--;
  return { ...mark, start, end };
}

/** The offset, brought inside the text and, by `step`, out of the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number, step: 1 | -1): number {
  const inside = Math.min(Math.max(Math.trunc(offset) || 0, 0), text.length);
  const insidePair = inside > 0 && (text.codePointAt(inside - 1) ?? 0) > 0xffff;
  return insidePair ? inside + step : inside;
}
