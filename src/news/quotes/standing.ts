/**
 * Where quotes of a body stand in the next one. A quote's words are known by what stands around them, so that the same words said
 * by two are not taken for each other; words that stand nowhere as whole words, or are another's, are gone.
 */
import type { QuotePlace } from './quote.ts';

export type Place = Pick<QuotePlace, 'paragraph' | 'start' | 'end'>;

/** Both as `paragraphs` of an article have them. */
export interface Bodies {
  before: readonly string[];
  after: readonly string[];
}

export interface Sought {
  quote: QuotePlace;
  /** It stands wherever its words do; else only where the words were found to be a quote. */
  isSure: boolean;
}

/** UTF-16 units on either side by which places are told apart. */
const AROUND = 200;
/** What it counts for that the words are quoted there. */
const QUOTED = 40;
/** That in a paragraph that has not changed they are where they were: no other place of these words, quoted or not, is meant. */
const UNMOVED = 2 * QUOTED;
/** Places of the same words that are looked at, and how often quotes and places are compared. */
const MOST = 1_000;
const MOST_PAIRS = 50_000;

/** In the order of `sought`, the places in the body after; none overlaps another. null where the words are gone. */
export function standingOf(
  sought: readonly Sought[],
  { before, after }: Bodies,
  found: readonly QuotePlace[],
): (Place | null)[] {
  const likeness = createLikeness({ before, after });
  const quoted = groupOf(found, ({ text }) => text);
  const pairs = [...groupOf([...sought.entries()], ([, { quote }]) => quote.text)].flatMap(
    ([text, group]) => {
      const isSearched = group.some(([, { isSure }]) => isSure);
      const places = candidatesOf(text, { after, found: quoted.get(text) ?? [], isSearched });
      return pairsOf(group, places, { before, likeness });
    },
  );
  const taken = new Map<number, Place[]>();
  const standing: (Place | null)[] = sought.map(() => null);
  const isTaken = ({ paragraph, start, end }: Place) =>
    taken.get(paragraph)?.some((other) => other.start < end && start < other.end) ?? false;
  const settled = new Set<number>();
  for (const { index, place } of pairs.toSorted(byLikeness)) {
    if (settled.has(index) || isTaken(place)) continue;
    settled.add(index);
    standing[index] = { paragraph: place.paragraph, start: place.start, end: place.end };
    taken.set(place.paragraph, [...(taken.get(place.paragraph) ?? []), place]);
  }
  return standing;
}

interface Candidate extends Place {
  isFound: boolean;
  /** "end" in "friend". */
  cutsWords: boolean;
  /** Among the places of the same words. */
  rank: number;
}

interface Pair {
  /** Of the quote. */
  index: number;
  place: Candidate;
  likeness: number;
  isSure: boolean;
  /** How far it is from the order that the quotes of these words had. */
  shift: number;
}

function byLikeness(a: Pair, b: Pair): number {
  return (
    b.likeness - a.likeness || Number(b.isSure) - Number(a.isSure) || a.shift - b.shift || a.index - b.index
  );
}

/** Of quotes of the same words. Where there are very many, each is sought near its place in their order. */
function pairsOf(
  group: readonly (readonly [index: number, Sought])[],
  places: readonly Candidate[],
  { before, likeness }: { before: readonly string[]; likeness: (quote: Place, place: Place) => number },
): Pair[] {
  const farthest = Math.ceil(MOST_PAIRS / group.length / 2);
  return group.flatMap(([index, { quote, isSure }], rank) => {
    const cut = cutsWords(before[quote.paragraph] ?? '', quote.start, quote.end);
    const isNear = (place: Candidate) => Math.abs(place.rank - rank) <= farthest;
    const isMeant = (place: Candidate) => place.isFound || (isSure && (cut || !place.cutsWords));
    return places
      .filter((place) => isNear(place) && isMeant(place))
      .map((place): Pair => {
        const same = likeness(quote, place);
        const shift = Math.abs(place.rank - rank);
        return { index, place, likeness: same + (place.isFound ? QUOTED : 0), isSure, shift };
      });
  });
}

interface Searched {
  after: readonly string[];
  found: readonly QuotePlace[];
  isSearched: boolean;
}

function candidatesOf(text: string, { after, found, isSearched }: Searched): Candidate[] {
  const places: Omit<Candidate, 'rank'>[] = found.map(({ paragraph, start, end }) => ({
    paragraph,
    start,
    end,
    isFound: true,
    cutsWords: false,
  }));
  const known = new Set(places.map(({ paragraph, start }) => `${paragraph},${start}`));
  if (isSearched && text !== '') {
    for (const [paragraph, words] of after.entries()) {
      for (let start = words.indexOf(text); start >= 0; start = words.indexOf(text, start + 1)) {
        if (places.length >= MOST) break;
        const end = start + text.length;
        if (known.has(`${paragraph},${start}`)) continue;
        places.push({ paragraph, start, end, isFound: false, cutsWords: cutsWords(words, start, end) });
      }
    }
  }
  return places
    .toSorted((a, b) => a.paragraph - b.paragraph || a.start - b.start)
    .map((place, rank) => ({ ...place, rank }));
}

const WORD = /[\p{L}\p{N}\p{M}]/u;

function cutsWords(text: string, start: number, end: number): boolean {
  const isWord = (at: number) => WORD.test(text.charAt(at));
  return (isWord(start - 1) && isWord(start)) || (isWord(end - 1) && isWord(end));
}

function groupOf<Value>(values: readonly Value[], name: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(name(value));
    if (group) group.push(value);
    else groups.set(name(value), [value]);
  }
  return groups;
}

/**
 * How much of what stands around the words is the same: next to them in the paragraph, in all of the paragraph, and least, in the
 * paragraphs beside it.
 */
function createLikeness({ before, after }: Bodies): (quote: Place, place: Place) => number {
  const known = new Map<string, number>();
  const words = { before: new Map<number, Set<string>>(), after: new Map<number, Set<string>>() };

  function wordsIn(which: 'before' | 'after', paragraph: number): Set<string> {
    const found =
      words[which].get(paragraph) ?? new Set((which === 'before' ? before : after)[paragraph]?.split(/\s+/));
    words[which].set(paragraph, found);
    return found;
  }

  /** From 0 to 1. */
  function shared(one: number, other: number): number {
    const name = `${one},${other}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const [here, there] = [wordsIn('before', one), wordsIn('after', other)];
    let both = 0;
    for (const word of here) if (there.has(word)) both += 1;
    const share = (2 * both) / (here.size + there.size);
    known.set(name, share);
    return share;
  }

  return (quote, place) => {
    const [own, other] = [before[quote.paragraph] ?? '', after[place.paragraph] ?? ''];
    const near =
      sameBefore(own.slice(0, quote.start), other.slice(0, place.start)) +
      sameAfter(own.slice(quote.end), other.slice(place.end));
    const left = sameBefore(before[quote.paragraph - 1] ?? '', after[place.paragraph - 1] ?? '');
    const right = sameAfter(before[quote.paragraph + 1] ?? '', after[place.paragraph + 1] ?? '');
    const unmoved = own === other && quote.start === place.start ? UNMOVED : 0;
    return unmoved + near + AROUND * shared(quote.paragraph, place.paragraph) + (left + right) / AROUND;
  };
}

function sameBefore(one: string, other: string): number {
  let same = 0;
  while (same < AROUND && same < one.length && same < other.length) {
    if (one.charCodeAt(one.length - 1 - same) !== other.charCodeAt(other.length - 1 - same)) break;
    same += 1;
  }
  return same;
}

function sameAfter(one: string, other: string): number {
  let same = 0;
  while (same < AROUND && same < one.length && same < other.length) {
    if (one.charCodeAt(same) !== other.charCodeAt(same)) break;
    same += 1;
  }
  return same;
}
