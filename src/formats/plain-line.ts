/** What others give as one line of text, which at times has tags and references of HTML in it. */
import { cleanText } from '../news/block-text.ts';
import { blocksFromHtml } from '../news/blocks-from-html.ts';
import { bodyTextOf } from '../news/body.ts';

/** Tags that lines have, and references; not all that stands between angle brackets is one. */
const PERHAPS_HTML =
  /<\/?(?:abbr|a|b|br|cite|div|em|font|h[1-6]|i|img|li|mark|p|q|small|span|strong|sub|sup|u|ul)(?:\s*\/?|\s+[\w-]+\s*=[^<>]*)>|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i;

/** null where there is nothing to read. Throws HtmlTooTangled. */
export function plainLine(text: string | null): string | null {
  if (text === null) return null;
  return cleanLine(PERHAPS_HTML.test(text) ? bodyTextOf(blocksFromHtml(text)) : text);
}

/** Of text that is none of HTML. */
export function cleanLine(text: string | null): string | null {
  if (text === null) return null;
  const line = cleanText(text.replace(/\s+/g, ' '));
  return line === '' ? null : line;
}
