/** The text of an article as schema.org has it in `articleBody`: plain by the standard, and at times HTML. */
import { type Block, paragraph } from '../../news/block.ts';
import { cleanText } from '../../news/block-text.ts';
import { blocksFromHtml } from '../../news/blocks-from-html.ts';
import { plainLine } from '../plain-line.ts';

const HTML = /<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b[^>]*>/i;

/** Throws HtmlTooTangled. Paragraphs are parted by empty lines, or where there are none by line ends. References of HTML are often left in them. */
export function blocksOfArticleBody(
  text: string,
  { isPlain, base }: { isPlain: boolean; base: string | null },
): Block[] {
  if (!isPlain && HTML.test(text)) return blocksFromHtml(text, base);
  return text
    .split(/\n\s*\n/.test(text) ? /\n\s*\n/ : '\n')
    .map((line) => (isPlain ? cleanText(line) : (plainLine(line) ?? '')))
    .filter((line) => line !== '')
    .map(paragraph);
}
