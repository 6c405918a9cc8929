/**
 * The generated edition: any number of articles, the same for the same index on every machine. 2 KB bodies in three
 * languages, 60 sections to stand in over a tree of three levels, photos, quotes of 500 speakers, keywords, common and
 * rare words. All of it is invented.
 */
import { type ArticleContent, EMPTY_ARTICLE } from '../src/news/article.ts';
import { paragraph } from '../src/news/block.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../src/news/photo.ts';
import { breadcrumbOfPath } from '../src/news/section.ts';
import {
  anyWord,
  createDice,
  type Dice,
  pick,
  RARE_WORDS,
  rareWord,
  SPEAKERS,
  type Vocabulary,
  VOCABULARIES,
  wordOfRank,
} from './vocabulary.ts';

export const FIRST_PUBLISHED = Date.UTC(2024, 0, 1);
/** Milliseconds between one article and the next. */
export const APART = 5 * 60 * 1_000;
/** UTF-16 units that a body has at least, and little more. */
const BODY = 2_000;
const KEYWORDS = 400;

const ROOTS = ['news', 'sport', 'culture', 'business'];
const DESKS = ['north', 'coast', 'capital'];
const CORNERS = ['harbours', 'valleys', 'bridges', 'markets'];

/** Where articles stand: the desks, and the corners below them. The roots, the first level, hold none of their own. */
export const PLACES: readonly string[] = ROOTS.flatMap((root) =>
  DESKS.flatMap((desk) => [`${root}/${desk}`, ...CORNERS.map((corner) => `${root}/${desk}/${corner}`)]),
);
export const SECTIONS: readonly string[] = [...ROOTS, ...PLACES];

/** The article of an index from 0; a later index was published later. */
export function articleOf(index: number): ArticleContent {
  const dice = createDice(Math.imul(index + 1, 0x9e3779b1));
  // Six of ten articles are in the first language, two in each of the others.
  const vocabulary = VOCABULARIES[Math.max(0, Math.floor(dice() * 5) - 2)] ?? pick(VOCABULARIES, dice);
  const place = PLACES[Math.imul(index, 7) % PLACES.length] ?? pick(PLACES, dice);
  return {
    ...EMPTY_ARTICLE,
    headline: capital(phrase(vocabulary, dice, 6 + dice() * 4)),
    section: breadcrumbOfPath(place),
    blocks: bodyOf(vocabulary, dice, rareWord(index % RARE_WORDS)).map(paragraph),
    description: sentence(vocabulary, dice),
    byline: pick(SPEAKERS, dice),
    dateline: capital(wordOfRank(vocabulary, Math.floor(dice() * 200))).toUpperCase(),
    language: vocabulary.language,
    keywords: Array.from({ length: 3 + Math.floor(dice() * 3) }, () =>
      wordOfRank(vocabulary, Math.floor(dice() * KEYWORDS)),
    ),
    urgency: dice() < 0.05 ? 2 : 3 + Math.floor(dice() * 6),
    source: `Generated Wire ${1 + Math.floor(dice() * 5)}`,
    sourceId: `generated-${index}`,
    publishedAt: FIRST_PUBLISHED + index * APART,
    photos: photosOf(vocabulary, dice, index),
  };
}

function bodyOf(vocabulary: Vocabulary, dice: Dice, rare: string): string[] {
  const paragraphs = [capital(`${rare} ${phrase(vocabulary, dice, 10)}.`)];
  for (let size = 0; size < BODY; size += paragraphs.at(-1)?.length ?? 0) {
    const quotes = paragraphs.length % 4 === 2;
    paragraphs.push(
      quotes
        ? vocabulary.quote(
            capital(phrase(vocabulary, dice, 6 + dice() * 10)),
            pick(SPEAKERS, dice),
            pick(vocabulary.roles, dice),
          )
        : Array.from({ length: 3 }, () => sentence(vocabulary, dice)).join(' '),
    );
  }
  return paragraphs;
}

function photosOf(vocabulary: Vocabulary, dice: Dice, index: number): PhotoContent[] {
  const count = dice() < 0.3 ? 0 : 1 + Math.floor(dice() * 3);
  return Array.from({ length: count }, (_, position) => ({
    ...EMPTY_PHOTO,
    url: `https://pictures.example/${index}/${position}.jpg`,
    caption: sentence(vocabulary, dice),
    altText: phrase(vocabulary, dice, 6),
    creditLine: `Generated Pictures ${1 + Math.floor(dice() * 9)}`,
    creator: pick(SPEAKERS, dice),
    width: 1_600,
    height: 900,
  }));
}

function sentence(vocabulary: Vocabulary, dice: Dice): string {
  return `${capital(phrase(vocabulary, dice, 8 + dice() * 9))}.`;
}

function phrase(vocabulary: Vocabulary, dice: Dice, length: number): string {
  return Array.from({ length: Math.floor(length) }, () => anyWord(vocabulary, dice)).join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
