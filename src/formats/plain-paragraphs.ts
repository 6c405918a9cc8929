/** Plain text as paragraphs, which empty lines part, or where there are none line ends. */
import { type Block, paragraph } from '../news/block.ts';
import { cleanText } from '../news/block-text.ts';

const EMPTY_LINES = /\n\s*\n/;

/** `clean`: what each becomes; those of which nothing is left are left out. */
export function plainParagraphs(text: string, clean: (part: string) => string = cleanText): Block[] {
  return text
    .split(EMPTY_LINES.test(text) ? EMPTY_LINES : '\n')
    .map(clean)
    .filter((part) => part !== '')
    .map(paragraph);
}
