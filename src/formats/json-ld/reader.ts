/** Articles of schema.org in JSON-LD (https://schema.org/NewsArticle): alone, in lists, or in a graph. */
import { type ArticleContent, EMPTY_ARTICLE } from '../../news/article.ts';
import { type Block, paragraph } from '../../news/block.ts';
import { cleanText } from '../../news/block-text.ts';
import { blocksFromHtml } from '../../news/blocks-from-html.ts';
import { bodyTextOf } from '../../news/body.ts';
import { HtmlTooTangled } from '../../news/html-tree.ts';
import type { QuoteContent } from '../../news/quotes/quote.ts';
import { DEFAULT_SECTION } from '../default-section.ts';
import type { Format, Reading } from '../format.ts';
import { languageOf } from '../language.ts';
import { metadataOfThing } from '../page/metadata.ts';
import { plainLine } from '../plain-line.ts';
import { photoOfThing } from './photo.ts';
import { isOfType, isThing, listOf, resolved, textOfValue, type Thing, thingsIn } from './things.ts';

const JSON_BEGINNING = /^\s*[{[]/;
const HTML = /<(?:p|div|br|h[1-6]|ul|ol|blockquote)\b[^>]*>/i;

export const jsonLdFormat: Format = {
  name: 'JSON-LD',
  recognizes: (text) => JSON_BEGINNING.test(text) && /"@(?:context|type|graph)"/.test(text.slice(0, 100_000)),
  read(text) {
    const things = thingsIn(text);
    const found = things.filter(
      (thing) => isOfType(thing) && textOfValue(thing['articleBody'] ?? thing['headline']) !== null,
    );
    const reading: Reading = { articles: [], refused: [] };
    if (found.length === 0)
      reading.refused.push({
        position: 0,
        reason: 'The JSON-LD has no article in it: see that one of its things is a NewsArticle.',
      });
    for (const [position, thing] of found.entries()) {
      const article = articleOrReason(thing, things);
      if ('reason' in article) reading.refused.push({ position, reason: article.reason });
      else reading.articles.push(article);
    }
    return reading;
  },
};

function articleOrReason(thing: Thing, things: readonly Thing[]): ArticleContent | { reason: string } {
  try {
    return articleOf(thing, things);
  } catch (error) {
    if (error instanceof HtmlTooTangled) return { reason: error.message };
    throw error;
  }
}

function articleOf(thing: Thing, things: readonly Thing[]): ArticleContent | { reason: string } {
  const { images, section, language, headline, ...told } = metadataOfThing(thing, things);
  if (headline === null) return { reason: 'The article has no headline: give it one.' };
  const blocks = blocksOf(textOfValue(thing['articleBody']) ?? '', told.url);
  if (blocks.length === 0)
    return { reason: `“${headline}” has no articleBody: there is no text to publish.` };
  const usage = resolved(thing['usageInfo'], things);
  return {
    ...EMPTY_ARTICLE,
    ...told,
    headline,
    blocks,
    dateline: plainLine(textOfValue(thing['dateline'])),
    usageTerms: isThing(usage) ? plainLine(textOfValue(usage['text'])) : null,
    section: section.length > 0 ? section : [...DEFAULT_SECTION],
    language: language ?? languageOf([headline, bodyTextOf(blocks)].join('\n')),
    photos: images.flatMap((image) => photoOfThing(image, told.url) ?? []),
    quotes: quotesIn(
      listOf(thing['hasPart']).map((part) => resolved(part, things)),
      blocks,
    ),
  };
}

/** Paragraphs are parted by empty lines, or where there are none by line ends. */
function blocksOf(text: string, base: string | null): Block[] {
  if (HTML.test(text)) return blocksFromHtml(text, base);
  return text
    .split(/\n\s*\n/.test(text) ? /\n\s*\n/ : '\n')
    .map(cleanText)
    .filter((line) => line !== '')
    .map(paragraph);
}

/** Those that stand in the body; null: none is told, so they are to be found. */
function quotesIn(parts: readonly unknown[], blocks: readonly Block[]): QuoteContent[] | null {
  const told = parts.filter(isThing).filter((part) => isOfType(part, /^Quotation$/));
  if (told.length === 0) return null;
  const from = blocks.map(() => 0);
  return told.flatMap((quotation): QuoteContent[] => {
    const text = textOfValue(quotation['text']) ?? '';
    const place = blocks.findIndex((block, index) => text !== '' && block.text.includes(text, from[index]));
    if (place === -1) return [];
    const start = blocks[place]?.text.indexOf(text, from[place]) ?? 0;
    const end = start + text.length;
    from[place] = end;
    const [speaker] = listOf(quotation['spokenByCharacter'] ?? quotation['creator']);
    return [
      {
        text,
        paragraph: place,
        start,
        end,
        type: 'DIRECT',
        speaker: plainLine(textOfValue(speaker)),
        speakerRole: isThing(speaker) ? plainLine(textOfValue(speaker['jobTitle'])) : null,
        cue: null,
        via: null,
      },
    ];
  });
}
