/** Block quotes: all of the block is quoted, without marks, but for who signs it. One that tells by marks what is quoted is none. */
import { markOf } from './marks.ts';
import type { Span } from './scan.ts';

/** "We sail. — Ana Reyes", "… — Ana Reyes (@anareyes) 3 March 2021". */
const SIGNED = /\s*[—–―]\s*(?=\p{Lu}[^—–―.!?]{1,80}$)/u;
const LONGEST_SIGNED = 100;

/** What the block quotes; null where its own marks say that. */
export function blockQuoteIn(text: string, paragraph: number): Omit<Span, 'continues'> | null {
  const start = /\S/.exec(text)?.index ?? 0;
  if (markOf(text.charCodeAt(start))?.opens != null) return null;
  const from = Math.max(0, text.length - LONGEST_SIGNED);
  const signed = SIGNED.exec(text.slice(from));
  const to = signed === null ? text.trimEnd().length : from + signed.index;
  if (!/[\p{L}\p{N}]/u.test(text.slice(start, to))) return null;
  return { paragraph, from: start, to, start, end: to, pair: 'block' };
}
