/**
 * The quotes of an article: marks → spans → sentences → which are quotes → who said them. Each quote's `text` is
 * `paragraphs[paragraph].slice(start, end)`; quotes come in order and never overlap. Never throws; linear in the text.
 */
import type { Block } from '../block.ts';
import { blockQuoteIn } from './block-quotes.ts';
import type { QuoteContent } from './quote.ts';
import { Reader } from './reader.ts';
import { scan, type Span } from './scan.ts';
import { straysIn } from './strays.ts';
import { type Turn, turnsOf } from './transcript.ts';

/** Of paragraphs that are nothing else, as in a text. */
export function findQuotes(paragraphs: readonly string[]): QuoteContent[] {
  const turns = turnsOf(paragraphs);
  return quotesIn(paragraphs, turns, scan(paragraphs, { turns, strays: straysIn(paragraphs) }));
}

/** Of a body: its block quotes are quotes without marks. */
export function findQuotesOf(blocks: readonly Pick<Block, 'kind' | 'text'>[]): QuoteContent[] {
  const paragraphs = blocks.map(({ text }) => text);
  const turns = turnsOf(paragraphs);
  const spans = scan(paragraphs, { turns, strays: straysIn(paragraphs) });
  for (const [paragraph, { kind, text }] of blocks.entries()) {
    const whole = kind === 'BLOCKQUOTE' ? blockQuoteIn(text, paragraph) : null;
    if (whole === null) continue;
    spans[paragraph] = [{ ...whole, continues: spans[paragraph - 1]?.[0]?.pair === 'block' }];
  }
  return quotesIn(paragraphs, turns, spans);
}

function quotesIn(
  paragraphs: readonly string[],
  turns: readonly (Turn | null)[],
  spans: readonly (readonly Span[])[],
): QuoteContent[] {
  const lastQuoting = spans.findLastIndex((found) => found.length > 0);
  if (lastQuoting === -1) return [];
  const reader = new Reader(hasDoubleStyle(spans));
  for (const [paragraph, text] of paragraphs.entries()) {
    if (paragraph <= lastQuoting) reader.read(text, spans[paragraph] ?? [], turns[paragraph] ?? null);
    else reader.listen(text);
  }
  return reader.quotes();
}

/** The article quotes in double marks: single ones are its headings' and its terms', but for whole statements. */
function hasDoubleStyle(spans: readonly (readonly Span[])[]): boolean {
  const marked = spans.flat().filter(({ pair }) => pair !== 'block');
  const singles = marked.filter(({ pair }) => pair === 'single').length;
  return singles < marked.length - singles;
}
