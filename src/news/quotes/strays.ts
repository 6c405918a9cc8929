/**
 * Straight marks that open a paragraph and stand alone in it, in an article that quotes in curly ones: what is left of a page's
 * own block quotes, and no quotation of which the closing mark was forgotten. Where the next paragraphs go on and one of them closes
 * it, it is one.
 */

/** Whether each paragraph begins with such a mark. */
export function straysIn(paragraphs: readonly string[]): boolean[] {
  const straight = paragraphs.map((text) => countOf(text, '"'));
  const curly = paragraphs.reduce((sum, text) => sum + countOf(text, '“'), 0);
  if (curly * 2 <= straight.reduce((sum, count) => sum + count, 0)) return paragraphs.map(() => false);
  const strays = paragraphs.map((text, index) => text.startsWith('"') && straight[index] === 1);
  for (let index = paragraphs.length - 2; index >= 0; index -= 1) {
    const isClosedNext = paragraphs[index + 1]?.startsWith('"') === true && strays[index + 1] === false;
    if (isClosedNext) strays[index] = false;
  }
  return strays;
}

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}
