/** Which format a text is of: the first in the table that recognizes it. */
import type { Format } from './format.ts';
import { textFormat } from './text.ts';

/** Plain text recognizes everything, so it comes last. */
const FORMATS: readonly Format[] = [
  unreadable('HTML', /^\s*(?:<!--[^]{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b/i),
  unreadable('XML', /^\s*<(?:\?xml\b|[a-z][\w:.-]*(?:\s+[\w:.-]+\s*=|\s*\/?>))/i),
  unreadable('JSON', /^\s*(?:\{\s*(?:"|\})|\[\s*(?:[{["\]]|-?\d))/),
  unreadable('RTF', /^\{\\rtf\d/),
  textFormat,
];

/** Always gives a format: reading a text of one that cannot be read yet refuses it, and says so. */
export function detectFormat(text: string): Format {
  return FORMATS.find((format) => format.recognizes(text)) ?? textFormat;
}

function unreadable(name: string, beginning: RegExp): Format {
  return {
    name: name.toLowerCase(),
    recognizes: (text) => beginning.test(text),
    read: () => ({
      articles: [],
      refused: [
        {
          position: 0,
          reason: `The text is ${name}, which Newswire cannot read yet: save the article as plain text, with blank lines between its paragraphs.`,
        },
      ],
    }),
  };
}
