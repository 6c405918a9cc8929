/** Articles of schema.org in JSON-LD (https://schema.org/NewsArticle): alone, in lists, or in a graph. */
import { type ArticleContent, EMPTY_ARTICLE } from '../../news/article.ts';
import type { Block } from '../../news/block.ts';
import { bodyTextOf } from '../../news/body.ts';
import { HtmlTooTangled } from '../../news/html-tree.ts';
import { findQuotesOf } from '../../news/quotes/find.ts';
import type { QuoteContent, QuotePlace } from '../../news/quotes/quote.ts';
import { MAX_PHOTOS, MAX_QUOTES } from '../../news/validate.ts';
import { DEFAULT_SECTION } from '../default-section.ts';
import type { Format, Reading } from '../format.ts';
import { languageTold } from '../told.ts';
import { metadataOfThing } from '../page/metadata.ts';
import { plainLine } from '../plain-line.ts';
import { blocksOfArticleBody } from './article-body.ts';
import { photoOfThing, usageOf } from './photo.ts';
import { isOfType, isThing, listOf, resolvedList, textOfValue, type Thing, thingsIn } from './things.ts';

const JSON_BEGINNING = /^\s*[{[]/;

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
  const { images, section, languages, headline, ...told } = metadataOfThing(thing, things);
  if (headline === null) return { reason: 'The article has no headline: give it one.' };
  const isPlain = thing['encodingFormat'] === 'text/plain';
  const blocks = blocksOfArticleBody(textOfValue(thing['articleBody']) ?? '', { isPlain, base: told.url });
  if (blocks.length === 0)
    return { reason: `“${headline}” has no articleBody: there is no text to publish.` };
  return {
    ...EMPTY_ARTICLE,
    ...told,
    headline,
    blocks,
    dateline: plainLine(textOfValue(thing['dateline'])),
    sourceId: told.source === null ? null : sourceIdIn(thing),
    usageTerms: usageOf(thing, things),
    section: section.length > 0 ? section : [...DEFAULT_SECTION],
    language: languageTold(languages, [headline, bodyTextOf(blocks)]),
    photos: picturesOf(thing, images).flatMap((image) => photoOfThing(image, told.url, things) ?? []),
    quotes: quotesIn(resolvedList(thing['hasPart'], things), { blocks, things }),
  };
}

/** Addresses alone are one picture in several shapes, as search engines ask for it. */
function picturesOf(thing: Thing, images: readonly Thing[]): readonly Thing[] {
  const areAddresses = listOf(thing['image']).every((image) => typeof image === 'string');
  return images.slice(0, areAddresses ? 1 : MAX_PHOTOS);
}

function sourceIdIn(thing: Thing): string | null {
  const own = listOf(thing['identifier']).find((each) => isThing(each) && each['propertyID'] === 'sourceId');
  return isThing(own) ? textOfValue(own['value']) : null;
}

/** Those that stand in the body, told as it tells them where the quotation does not; null: there is none, so they are to be found. */
function quotesIn(
  parts: readonly unknown[],
  { blocks, things }: { blocks: readonly Block[]; things: readonly Thing[] },
): QuoteContent[] | null {
  const quotations = parts.filter(isThing).filter((part) => isOfType(part, /^Quotation$/));
  if (quotations.length === 0) return null;
  const found = findQuotesOf(blocks);
  const from = blocks.map(() => 0);
  return quotations.slice(0, MAX_QUOTES).flatMap((quotation): QuoteContent[] => {
    const text = textOfValue(quotation['text']) ?? '';
    const known = found.find((quote) => quote.text === text && quote.start >= (from[quote.paragraph] ?? 0));
    const place = known ?? placeOf(text, blocks, from);
    if (place === null) return [];
    from[place.paragraph] = place.end;
    const [speaker] = resolvedList(quotation['spokenByCharacter'] ?? quotation['creator'], things);
    return [
      {
        type: 'DIRECT',
        cue: null,
        ...place,
        speaker: plainLine(textOfValue(speaker)),
        speakerRole: isThing(speaker) ? plainLine(textOfValue(speaker['jobTitle'])) : null,
        via: plainLine(textOfValue(resolvedList(quotation['publisher'], things))),
      },
    ];
  });
}

/** Where the words stand after those that are told before them. */
function placeOf(text: string, blocks: readonly Block[], from: readonly number[]): QuotePlace | null {
  if (text === '') return null;
  const paragraph = blocks.findIndex((block, index) => block.text.includes(text, from[index]));
  if (paragraph === -1) return null;
  const start = blocks[paragraph]?.text.indexOf(text, from[paragraph]) ?? 0;
  return { text, paragraph, start, end: start + text.length };
}
