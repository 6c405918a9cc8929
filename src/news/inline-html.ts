/** The text of a block with its marks as elements that nest; where marks cross, the inner one is closed and opened again. */
import type { Block, Mark } from './block.ts';
import { normalizeMarks } from './mark.ts';

export function inlineHtml({ text, marks }: Block): string {
  const normal = normalizeMarks(text, marks);
  let html = '';
  let at = 0;
  let next = 0;
  // Marks of one kind lie apart, so three are open at most, and at most one of them is a link.
  const open: Mark[] = [];
  for (const place of placesOf(normal)) {
    html += escapeText(text.slice(at, place));
    at = place;
    html += close(open, place);
    for (let mark = normal[next]; mark?.start === place; mark = normal[++next]) {
      html += openingTag(mark);
      open.push(mark);
    }
  }
  return html + escapeText(text.slice(at));
}

function placesOf(marks: readonly Mark[]): number[] {
  const places = new Set<number>();
  for (const { start, end } of marks) places.add(start).add(end);
  return [...places].toSorted((one, other) => one - other);
}

/** Closes the marks that end here, with those inside them, and opens the latter again. */
function close(open: Mark[], place: number): string {
  const outermost = open.findIndex(({ end }) => end === place);
  if (outermost === -1) return '';
  const closed = open.splice(outermost);
  const again = closed.filter(({ end }) => end !== place);
  open.push(...again);
  return closed.toReversed().map(closingTag).join('') + again.map(openingTag).join('');
}

function openingTag({ kind, url }: Mark): string {
  switch (kind) {
    case 'LINK':
      return `<a href="${escapeAttribute(url ?? '')}">`;
    case 'STRONG':
      return '<strong>';
    case 'EMPHASIS':
      return '<em>';
  }
}

function closingTag({ kind }: Mark): string {
  switch (kind) {
    case 'LINK':
      return '</a>';
    case 'STRONG':
      return '</strong>';
    case 'EMPHASIS':
      return '</em>';
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text that stands between tags. A first character that combines is written as a reference: whoever brings the page to NFC
 * would otherwise melt it into the tag before it (">" and U+0338 are "≯").
 */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, escapeCharacter).replace(/^\p{M}/u, referenceTo);
}

/** The value of an attribute that stands in double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return ESCAPES[character] ?? character;
}

function referenceTo(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`;
}
