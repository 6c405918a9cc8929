/** Which format a text is of: the first in the table that recognizes it, or the one that is named. */
import { atomFormat, jsonFeedFormat, rssFormat } from './feed.ts';
import type { Format } from './format.ts';
import { jsonLinesFormat } from './json-lines-reader.ts';
import { jsonLdFormat } from './json-ld/reader.ts';
import { ninjsFormat } from './ninjs/reader.ts';
import { htmlFormat } from './page/page.ts';
import { textFormat } from './text.ts';

/** Plain text recognizes everything, so it comes last. */
const FORMATS: readonly Format[] = [
  rssFormat,
  atomFormat,
  jsonFeedFormat,
  jsonLinesFormat,
  jsonLdFormat,
  ninjsFormat,
  htmlFormat,
  unreadable('XML', /^\s*<(?:\?xml\b|[a-z][\w:.-]*(?:\s+[\w:.-]+\s*=|\s*\/?>))/i),
  unreadable(
    'JSON',
    /^\s*(?:\{\s*(?:"|\})|\[\s*(?:[{["\]]|-?\d))/,
    'which is none of ninjs, schema.org JSON-LD, a JSON Feed or an export of Newswire',
  ),
  unreadable('RTF', /^\{\\rtf\d/),
  textFormat,
];

const NAMED = {
  TEXT: textFormat,
  HTML: htmlFormat,
  RSS: rssFormat,
  ATOM: atomFormat,
  JSON_FEED: jsonFeedFormat,
  NINJS: ninjsFormat,
  JSON_LD: jsonLdFormat,
  JSON_LINES: jsonLinesFormat,
} as const satisfies Record<string, Format>;

export const FORMAT_NAMES = [
  'AUTO',
  'TEXT',
  'HTML',
  'RSS',
  'ATOM',
  'JSON_FEED',
  'NINJS',
  'JSON_LD',
  'JSON_LINES',
] as const;
/** AUTO: by its content. */
export type FormatName = (typeof FORMAT_NAMES)[number];

export function formatNamed(name: FormatName, text: string): Format {
  return name === 'AUTO' ? detectFormat(text) : NAMED[name];
}

/** Always gives a format: reading a text of one that cannot be read yet refuses it, and says so. */
export function detectFormat(text: string): Format {
  return FORMATS.find((format) => format.recognizes(text)) ?? textFormat;
}

function unreadable(name: string, beginning: RegExp, why = 'which Newswire cannot read yet'): Format {
  return {
    name: name.toLowerCase(),
    recognizes: (text) => beginning.test(text),
    read: () => ({
      articles: [],
      refused: [
        {
          position: 0,
          reason: `The text is ${name}, ${why}: save the article as plain text, with blank lines between its paragraphs.`,
        },
      ],
    }),
  };
}
