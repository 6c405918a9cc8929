/**
 * When two speakers are one. An article tells a speaker by the fullest name that it has, with or without titles; who asks for
 * "Biden" means whoever was told as "Joe Biden", "President Biden" or "biden". A name comes down to the family name and the
 * first given one, in lower case and without accents; an office or a body of people to its words.
 */
import { indexText } from '../words.ts';
import { partyOf } from './parties.ts';
import { phraseAfter } from './phrase-after.ts';
import { sentencesOf } from './sentences.ts';
import { PARTICLES, wordsOf } from './words.ts';

export interface SpeakerName {
  /** The family name, or all words of what is no person. Empty where the text has no word. */
  family: string;
  /** The first given name in its long form, or all of one that follows the family name; empty where none is told. */
  given: string;
}

/**
 * Changes with whatever name comes of a speaker: stores keep them for looking up, and one that keeps those of another version
 * makes them anew when it is opened.
 */
export const SPEAKERS_VERSION = 'names 1';

/** In UTF-16 units: the rest of a longer name does not count. Engines bound what they index. */
const MAX_NAME = 400;

/** Which short forms stand for which given name. */
const LONG_FORMS: ReadonlyMap<string, string> = new Map(
  [
    'alexander alex alec sandy',
    'andrew andy drew',
    'anthony tony',
    'benjamin ben',
    'charles charlie chuck',
    'christopher chris',
    'daniel dan danny',
    'david dave',
    'donald don',
    'edward ed eddie ted',
    'elizabeth beth betsy liz',
    'francis frank',
    'gregory greg',
    'james jim jimmy',
    'jeffrey jeff',
    'joseph joe',
    'katherine kate kathy katie',
    'kenneth ken',
    'lawrence larry',
    'margaret maggie peggy meg',
    'matthew matt',
    'michael mike mick',
    'nicholas nick',
    'patrick pat',
    'peter pete',
    'philip phil phillip',
    'randall randy',
    'rebecca becky',
    'richard rick dick rich',
    'robert bob bobby rob',
    'ronald ron',
    'samuel sam',
    'stephen steve steven',
    'susan sue',
    'theodore teddy',
    'thomas tom tommy',
    'timothy tim',
    'william bill billy will',
  ].flatMap((line) => {
    const [long = '', ...short] = line.split(' ');
    return short.map((form): [string, string] => [form, long]);
  }),
);
/** "Martin Luther King Jr." */
const SUFFIX = /(?<=\p{L}\.?),?\s+(?:jr|sr|ii|iii|iv)(?:\.|(?![\p{L}\p{N}]))/giu;
/** Before the given name: "Xi Jinping". */
const FAMILY_FIRST = wordsOf(
  'bai cai cao chen cheng choi chung dang deng ding dong duan fan fang feng gao gong guo hu huang hwang jeong jiang jin jung kang kong kwon lai le lei li liang liao lim lin liu lu luo ma mao meng moon nguyen pan park peng pham qian qin ren shao shen shi shin song su sun tan tang tran wang wei wen wu xi xiao xie xiong xu xue yan yang yao ye yi yoon yu yuan zeng zhang zhao zheng zhou zhu',
);
/** Given names elsewhere, too: only before two syllables. */
const FAMILY_FIRST_OF_TWO = wordsOf('kim lee han an');
const SYLLABLES = /^(?:[bcdfghjklmnpqrstwxyz]{0,2}h?[aeiou]{1,3}(?:ng|[nrkmpltw])?){1,2}$/;
/** "Bashar al-Assad" and "Assad". */
const JOINED_ARTICLE = /(?<![\p{L}\p{N}])(?:al|el|ad|ash)-(?=\p{L})/giu;
/** "O’Neill" is one word. */
const INNER_APOSTROPHE = /(?<=\p{L})[’'ʼ](?=\p{L}{2})/gu;

export function speakerName(speaker: string): SpeakerName {
  const plain = speaker
    .slice(0, MAX_NAME)
    .replace(SUFFIX, ' ')
    .replace(JOINED_ARTICLE, '')
    .replace(INNER_APOSTROPHE, '');
  const { name, isPerson } = nameIn(plain);
  const words = indexText(name).split(' ');
  if (!isPerson) return { family: cut(words.join(' ')), given: '' };
  const [first = '', ...rest] = words;
  if (isFamilyFirst(first, rest)) return { family: first, given: cut(rest.join(' ')) };
  const given = rest.length === 0 || (first !== 'al' && PARTICLES.has(first)) ? '' : first;
  return { family: words.at(-1) ?? '', given: LONG_FORMS.get(given) ?? given };
}

function isFamilyFirst(first: string, rest: readonly string[]): boolean {
  if (rest.length === 0 || rest.length > 2 || !rest.every((word) => SYLLABLES.test(word))) return false;
  return FAMILY_FIRST.has(first) || (rest.length === 2 && FAMILY_FIRST_OF_TWO.has(first));
}

/** What folding has made longer; between code points, and without a space at the end. */
function cut(text: string): string {
  if (text.length <= MAX_NAME) return text;
  return text
    .slice(0, MAX_NAME)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

/** One of them may lack the given name, or have only its initial. */
export function isSameSpeaker(one: SpeakerName, other: SpeakerName): boolean {
  if (one.family === '' || one.family !== other.family) return false;
  if (one.given === '' || other.given === '') return true;
  const isInitial = one.given.length === 1 || other.given.length === 1;
  return isInitial ? one.given.charAt(0) === other.given.charAt(0) : one.given === other.given;
}

/** Without titles, where it is a person's: the name in "US President Joe Biden, who". Case tells nothing. */
function nameIn(speaker: string): { name: string; isPerson: boolean } {
  const [sentence] = sentencesOf(withCapitals(speaker), []);
  const phrase = sentence === undefined ? null : phraseAfter(sentence, 0);
  if (sentence === undefined || phrase === null) return { name: speaker, isPerson: false };
  const { kind, text } = partyOf(sentence, { ...phrase, apposition: null });
  if (kind === 'nobody' || kind === 'pronoun') return { name: speaker, isPerson: false };
  return { name: text, isPerson: kind === 'person' };
}

function withCapitals(text: string): string {
  return text.toLowerCase().replace(/(?<![\p{L}\p{N}\p{M}’'])\p{L}/gu, (letter) => letter.toUpperCase());
}
