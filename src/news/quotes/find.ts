/**
 * The quotes of an article: marks → spans → sentences → which are quotes → who said them. Each quote's `text` is
 * `paragraphs[paragraph].slice(start, end)`; quotes come in order and never overlap. Never throws; linear in the text.
 */
import type { QuoteContent } from './quote.ts';
import { Reader } from './reader.ts';
import { scan, type Span } from './scan.ts';
import { straysIn } from './strays.ts';
import { turnsOf } from './transcript.ts';

export function findQuotes(paragraphs: readonly string[]): QuoteContent[] {
  const turns = turnsOf(paragraphs);
  const strays = straysIn(paragraphs);
  const spans = scan(paragraphs, { turns, strays });
  const reader = new Reader(hasDoubleStyle(spans));
  const lastQuoting = spans.findLastIndex((found) => found.length > 0);
  if (lastQuoting === -1) return [];
  for (const [paragraph, text] of paragraphs.entries()) {
    if (paragraph <= lastQuoting) reader.read(text, spans[paragraph] ?? [], turns[paragraph] ?? null);
    else reader.listen(text);
  }
  return reader.quotes();
}

/** The article quotes in double marks: single ones are its headings' and its terms', but for whole statements. */
function hasDoubleStyle(spans: readonly (readonly Span[])[]): boolean {
  const all = spans.flat();
  const singles = all.filter(({ pair }) => pair === 'single').length;
  return singles < all.length - singles;
}
