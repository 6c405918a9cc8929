/**
 * How much a find counts. Where the wanted words stand says what an article is about: in its headline; in its description, its
 * keywords or often in its body; once somewhere. Newer counts for more, measured from the newest article and never from the
 * clock. Nothing here depends on what other articles say, so engines rank alike.
 */
import type { Group, SearchQuery } from './search-query.ts';

/** Where words stand. Each of these is part of the next one. */
export type Standing = 'headline' | 'about' | 'anywhere';

/** What a find must have to be on a level. */
export interface Level {
  weight: number;
  /** Where each of the telling groups stands; the others stand anywhere. */
  each: Standing;
  /** Where one of them stands besides. */
  some: Standing | null;
}

/** The greatest weight first; the last takes every find. A find counts for its greatest. */
export const LEVELS = [
  { weight: 10, each: 'headline', some: null },
  { weight: 6, each: 'about', some: 'headline' },
  { weight: 4, each: 'about', some: null },
  { weight: 2, each: 'anywhere', some: 'headline' },
  { weight: 1, each: 'anywhere', some: null },
] as const satisfies readonly Level[];

/** An article this much older than the newest counts for half, in milliseconds. */
export const HALF_LIFE = 90 * 24 * 60 * 60 * 1000;

/** The levels that tell finds of a query apart. */
export function levelsOf(query: SearchQuery): Level[] {
  const isOne = tellingGroups(query).length < 2;
  return LEVELS.filter(({ some }) => some === null || !isOne);
}

/** Where a word as little as "the" stands says nothing, unless nothing else is wanted. */
export function tellingGroups({ all }: SearchQuery): readonly Group[] {
  const telling = all.filter(
    (group) => !group.every(({ words, exact }) => !exact && isLittle(words[0] ?? '')),
  );
  return telling.length > 0 ? telling : all;
}

function isLittle(word: string): boolean {
  return LITTLE.has(word);
}

/** The commonest words of the languages that most articles are in, folded. */
const LITTLE: ReadonlySet<string> = new Set(
  [
    'a an the and or of to in on at by for from with as is are was were be it its this that not no he she they his her',
    'der die das den dem des ein eine einer und oder zu im in am an auf aus bei mit nach von vor fur ist sind war nicht es sie er sich',
    'le la les l de du des d un une et ou a au aux en dans par pour sur avec que qui ce il elle est sont pas se s ne',
    'el la los las lo un una y o de del al en con por para que se su es son no',
    'il di che e un per della del da o do os uma em no na van het een en met te',
  ].flatMap((words) => words.split(' ')),
);
