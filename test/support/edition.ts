/**
 * Articles of an invented world, as many as are wanted, the same for the same seed: sections three deep, languages,
 * speakers, keywords, photos, and times of which some are equal.
 */
import { type ArticleContent, EMPTY_ARTICLE } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import { EMPTY_PHOTO, type PhotoContent } from '../../src/news/photo.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';

export const SECTION_PATHS = [
  'news',
  'news/valley',
  'news/valley/mills',
  'news/coast',
  'news/coast/lights',
  'sport',
  'sport/rowing',
  'sport/rowing/eights',
  'culture/theatre',
  'science',
] as const;
export const SPEAKERS = [
  'Ilse Marnow',
  'Tomás Oribe',
  'Dagny Holt',
  'Émile Vautrin',
  'Wen Halloran',
] as const;
export const KEYWORDS = [
  'Weir',
  'clock tower',
  'Rye harvest',
  'Émigrés',
  'C++',
  'tide tables',
  'Straße',
] as const;
export const LANGUAGES = ['en', 'en-GB', 'de', 'de-CH', 'fr', 'zh-Hant'] as const;
export const SOURCES = ['Marlow Courier', 'Weir & Wire', 'Küstenblatt'] as const;
/** Words of headlines and bodies, for searches. */
export const WORDS = [
  'bridge',
  'orchard',
  'lantern',
  'granary',
  'ferryman',
  'café',
  'übung',
  'signal',
  'quarry',
] as const;

const CITED = [
  'We counted the boats twice',
  'Nobody had asked the miller',
  'The lamp was lit before the fog came',
  'I would row it again tomorrow',
] as const;
const START = Date.parse('2026-10-01T06:00:00Z');
const HOUR = 60 * 60 * 1000;

export interface EditionOptions {
  seed: number;
  count: number;
}

/** Newest last; some share their time. */
export function generateEdition({ seed, count }: EditionOptions): ArticleContent[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => generateArticle(random, index));
}

/** An article with little in it, out at the time it is published. */
export function brief(headline: string, rest: Partial<ArticleContent> = {}): ArticleContent {
  return {
    ...EMPTY_ARTICLE,
    headline,
    section: breadcrumbOfPath('news/valley'),
    blocks: [paragraph(`${headline}, as the valley heard it.`)],
    ...rest,
  };
}

export function photo(name: string, rest: Partial<PhotoContent> = {}): PhotoContent {
  return { ...EMPTY_PHOTO, url: `https://pictures.example/${name}.jpg`, caption: `Picture ${name}`, ...rest };
}

/** A paragraph with one quote in it. */
export function statement(words: string, speaker: string): string {
  return `“${words},” ${speaker} said.`;
}

export interface Random {
  /** 0 .. below - 1 */
  below(limit: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** True once in so many. */
  once(inSoMany: number): boolean;
}

/** mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick<Value>(values: readonly Value[]): Value {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    once: (inSoMany) => below(inSoMany) === 0,
  };
}

function generateArticle(random: Random, index: number): ArticleContent {
  const some = <Value>(values: readonly Value[], most: number): Value[] => [
    ...new Set(Array.from({ length: random.below(most + 1) }, () => random.pick(values))),
  ];
  const source = random.once(3) ? null : random.pick(SOURCES);
  return {
    ...EMPTY_ARTICLE,
    headline: `The ${random.pick(WORDS)} and the ${random.pick(WORDS)}, part ${index}`,
    description: random.once(2) ? null : `What the ${random.pick(WORDS)} meant.`,
    section: breadcrumbOfPath(random.pick(SECTION_PATHS)),
    blocks: [
      paragraph(`Number ${index} is about a ${random.pick(WORDS)} near the ${random.pick(WORDS)}.`),
      ...some(SPEAKERS, 2).map((speaker) => paragraph(statement(random.pick(CITED), speaker))),
      paragraph(`It ends with a ${random.pick(WORDS)}.`),
    ],
    language: random.pick(LANGUAGES),
    keywords: some(KEYWORDS, 3),
    urgency: 1 + random.below(9),
    source,
    sourceId: source === null ? null : `item-${index}`,
    url: random.once(2) ? null : `https://${random.pick(['a', 'b'])}.example/${index}`,
    publishedAt: START + Math.floor(index / 3) * HOUR,
    photos: Array.from({ length: random.below(4) }, (_, position) =>
      photo(`${index}-${position}`, {
        caption: `A ${random.pick(WORDS)} at dusk`,
        creditLine: random.once(2) ? null : 'Marlow Pictures',
      }),
    ),
  };
}
