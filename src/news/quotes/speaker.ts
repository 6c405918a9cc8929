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
  /** The first given name in its long form; empty where none is told. */
  given: string;
}

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
const SUFFIXES = wordsOf('jr sr ii iii iv');
/** "Bashar al-Assad" and "Assad". */
const JOINED_ARTICLE = /(?<![\p{L}\p{N}])(?:al|el|ad|ash)-(?=\p{L})/giu;
/** "O’Neill" is one word. */
const INNER_APOSTROPHE = /(?<=\p{L})[’'ʼ](?=\p{L}{2})/gu;

export function speakerName(speaker: string): SpeakerName {
  const { name, isPerson } = nameIn(speaker.replace(JOINED_ARTICLE, '').replace(INNER_APOSTROPHE, ''));
  const words = indexText(name).split(' ');
  if (!isPerson) return { family: words.join(' '), given: '' };
  const kept = words.filter((word) => !SUFFIXES.has(word));
  const first = kept.length > 1 ? (kept[0] ?? '') : '';
  const given = first !== 'al' && PARTICLES.has(first) ? '' : first;
  return { family: kept.at(-1) ?? '', given: LONG_FORMS.get(given) ?? given };
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
