/** The text of an article as schema.org has it in `articleBody`: plain by the standard, and at times HTML. */
import type { Block } from '../../news/block.ts';
import { cleanText } from '../../news/block-text.ts';
import { blocksFromHtml } from '../../news/blocks-from-html.ts';
import { plainLine } from '../plain-line.ts';
import { plainParagraphs } from '../plain-paragraphs.ts';

const HTML = /<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b[^>]*>/i;

/** Throws HtmlTooTangled. References of HTML are often left in plain text. */
export function blocksOfArticleBody(
  text: string,
  { isPlain, base }: { isPlain: boolean; base: string | null },
): Block[] {
  if (!isPlain && HTML.test(text)) return blocksFromHtml(text, base);
  return plainParagraphs(text, isPlain ? cleanText : (part) => plainLine(part) ?? '');
}
