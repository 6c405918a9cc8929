/** What others give as one line of text, which at times has tags and references of HTML in it. */
import { cleanText } from '../news/block-text.ts';
import { blocksFromHtml } from '../news/blocks-from-html.ts';
import { bodyTextOf } from '../news/body.ts';

const PERHAPS_HTML = /<[a-z!/]|&(?:#\w+|\w+);/i;

/** null where there is nothing to read. Throws HtmlTooTangled. */
export function plainLine(text: string | null): string | null {
  if (text === null) return null;
  const plain = PERHAPS_HTML.test(text) ? bodyTextOf(blocksFromHtml(text)) : text;
  const line = cleanText(plain.replace(/\s+/g, ' '));
  return line === '' ? null : line;
}
