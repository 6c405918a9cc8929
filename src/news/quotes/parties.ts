/** Who a noun phrase is: somebody by name, an office without a name, a pronoun, or something else that can speak. */
import { genderOfForename } from './forenames.ts';
import { joinIn, textOf, wordAt, type Phrase, type Range } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Word } from './tokens.ts';
import {
  ALWAYS_BINDING,
  bare,
  BINDING,
  BODIES,
  CAMPS,
  DEFINITE,
  DETERMINERS,
  genderOfOffice,
  HONORIFICS,
  isAgent,
  MEDIA_TAILS,
  NO_ONE,
  officeOf,
  PARTICLES,
  PRONOUNS,
  wordsOf,
  type Gender,
} from './words.ts';

export interface Party {
  kind: 'person' | 'office' | 'pronoun' | 'other' | 'nobody';
  /** Without articles and honorifics: "Ana Reyes", "the Isles’ harbour ministry spokesperson". */
  text: string;
  role: string | null;
  gender: Gender;
  /** It points to somebody told before: "the spokesperson". */
  isDefinite: boolean;
  /** "the lawyers", "Reyes and Arlen". */
  isPlural: boolean;
  /** By name, and beside it who that is: "Ana Reyes, the harbour minister". */
  isIntroduced: boolean;
  /** The office that the phrase or the role ends in, one word for whoever holds it. */
  office: string | null;
}

const NOBODY: Party = {
  kind: 'nobody',
  text: '',
  role: null,
  gender: 'unknown',
  isDefinite: false,
  isPlural: false,
  isIntroduced: false,
  office: null,
};
/** Offices that are family names too. */
const ALSO_NAMES = wordsOf('king major bishop pope prince coach chase judge priest');

export function pronounParty(pronoun: string): Party {
  return {
    ...NOBODY,
    kind: 'pronoun',
    text: pronoun,
    gender: PRONOUNS.get(pronoun) ?? 'unknown',
    isDefinite: true,
  };
}

/** Who a turn of a transcript is labelled with; who answers is whoever the article is about. */
export function labelParty(label: string): Party {
  return label === 'A' ? pronounParty('') : { ...NOBODY, kind: 'person', text: label };
}

/** A publisher, or whatever else speaks and is nobody. */
export function thingParty(text: string): Party {
  return { ...NOBODY, kind: 'other', text };
}

export function partyOf(sentence: Sentence, phrase: Phrase): Party {
  const first = wordAt(sentence, phrase.from);
  if (first === null || NO_ONE.has(first.lower)) return NOBODY;
  if (phrase.to === phrase.from + 1 && PRONOUNS.has(first.lower)) return pronounParty(first.lower);
  const isDetermined = DETERMINERS.has(first.lower);
  const range = { from: phrase.from + (isDetermined ? 1 : 0), to: phrase.to };
  if (range.from >= range.to) return NOBODY;
  const found = partyIn(sentence, range, isDetermined);
  found.isPlural = found.kind !== 'person' && (isPlural(found.text) || joinIn(sentence, range) !== null);
  found.isDefinite = DEFINITE.has(first.lower);
  return withApposition(sentence, phrase, found);
}

/** "groups", "lawyers for the harbour", "police". */
function isPlural(text: string): boolean {
  const [head = ''] = text.split(/\s(?:of|for|from|with|in|at|who|that)\s/);
  return /[^s’'\P{L}]s$/u.test(head) || /(?:people|police|men|women)$/i.test(head);
}

function partyIn(sentence: Sentence, range: Range, isDetermined: boolean): Party {
  const words = wordsIn(sentence, range);
  const whole = { ...NOBODY, text: textOf(sentence, range) };
  if (joinIn(sentence, range) !== null) return { ...whole, kind: 'other' };
  if (words.some(({ lower }) => BINDING.has(lower))) {
    const titled = titleThatBinds(words);
    if (titled !== null) return named(sentence, { range, words, name: titled });
    const bound = boundOffice(words);
    if (bound !== null) return { ...whole, kind: 'office', office: bound };
    if (words.some(({ lower }) => ALWAYS_BINDING.has(lower))) return { ...whole, kind: 'other' };
  }
  const name = nameIn(words);
  if (name === words.length) return unnamed(words, whole);
  if ((name === 0 && isDetermined) || isBody(words)) return { ...whole, kind: 'other' };
  return named(sentence, { range, words, name });
}

interface Named {
  range: Range;
  words: readonly Word[];
  /** Which of the words the name begins with. */
  name: number;
}

function named(sentence: Sentence, { range, words, name }: Named): Party {
  const before = words.slice(0, name).filter(({ lower }) => !HONORIFICS.has(lower));
  const last = before.at(-1)?.text ?? '';
  const isRole =
    officeOf(last) !== null || isAgent(last) || before.some(({ lower }) => ALWAYS_BINDING.has(lower));
  const role = isRole ? before : [];
  return {
    ...NOBODY,
    kind: 'person',
    text: textOf(sentence, { from: range.from + name, to: range.to }),
    role: role.length === 0 ? null : sliceOf(sentence, role),
    gender: genderOfName(words, name),
    office: role.at(-1)?.office ?? null,
  };
}

/** "Secretary of State Ana Reyes": where the name begins. */
function titleThatBinds(words: readonly Word[]): number | null {
  const link = words.findIndex(({ lower }, index) => index > 0 && lower === 'of');
  const title = words[link - 1];
  const rest = words.slice(link + 1);
  if (title === undefined || rest.length < 3 || !title.isCapital || title.office === null) return null;
  const isName = rest.every(
    ({ isCapital, office, lower }) => isCapital && office === null && !DETERMINERS.has(lower),
  );
  return isName ? link + 2 : null;
}

/** "spokeswoman for the ministry": the office comes before what it is bound to. */
function boundOffice(words: readonly Word[]): string | null {
  const link = words.findIndex(
    ({ lower }, index) => index > 0 && BINDING.has(lower) && (words[index - 1]?.office ?? null) !== null,
  );
  return link === -1 ? null : (words[link - 1]?.office ?? null);
}

/** Where the name begins: after the last office, honorific or lower-case word; at the end where there is none. */
function nameIn(words: readonly Word[]): number {
  let from = words.length;
  while (from > 0) {
    const word = words[from - 1];
    if (word === undefined || HONORIFICS.has(word.lower)) break;
    const isLast = from === words.length;
    if (word.office !== null && !(isLast && isFamilyName(words))) break;
    if (!word.isCapital && (isLast || !PARTICLES.has(word.lower))) break;
    if (/[’']s$/.test(word.text) && !isLast) break;
    from -= 1;
  }
  while (from < words.length - 1 && isNoPartOfName(words[from])) from += 1;
  return from;
}

/** "Republican Ana Reyes"; a particle that no name begins with. */
function isNoPartOfName(word: Word | undefined): boolean {
  return word !== undefined && (PARTICLES.has(word.text) || CAMPS.has(word.lower));
}

/** "Stephen King". */
function isFamilyName(words: readonly Word[]): boolean {
  const [last, before] = [words.at(-1), words.at(-2)];
  if (last === undefined || before === undefined) return false;
  return ALSO_NAMES.has(last.lower) && last.isCapital && before.isCapital && before.office === null;
}

function unnamed(words: readonly Word[], whole: Party): Party {
  const last = words.at(-1)?.text ?? '';
  const office = officeOf(last);
  if (office === null && isAgent(last)) return { ...whole, kind: 'office', office: last };
  if (office === null) return { ...whole, kind: 'other' };
  return { ...whole, kind: 'office', office, gender: genderOfOffice(last) };
}

/** An acronym, or a name that ends in what it is: "the Harbour Council". */
function isBody(words: readonly Word[]): boolean {
  const last = bare(words.at(-1)?.text ?? '');
  if (BODIES.has(last) || (words.length > 1 && MEDIA_TAILS.has(last))) return true;
  return words.length === 1 && /^[\p{Lu}.]{2,}(?:[’']s)?$/u.test(words[0]?.text ?? '');
}

/** As the title says, else the given name. */
function genderOfName(words: readonly Word[], name: number): Gender {
  const told = genderIn(words.slice(0, name));
  const given = words.length > name + 1 ? (words[name]?.text ?? '') : '';
  return told === 'unknown' ? genderOfForename(given) : told;
}

function genderIn(words: readonly Word[]): Gender {
  for (const { text, lower } of words) {
    const gender = HONORIFICS.get(lower) ?? genderOfOffice(text);
    if (gender !== 'unknown') return gender;
  }
  return 'unknown';
}

/** "Ana Reyes, the harbour minister,": a role. "the harbour minister, Ana Reyes,": the name of an office. */
function withApposition(sentence: Sentence, { apposition }: Phrase, party: Party): Party {
  if (apposition === null) return party;
  const part = partsOf(sentence, apposition).find(
    (range) => isRole(sentence, range) || isName(sentence, range),
  );
  if (part === undefined) return party;
  if ((party.kind === 'office' || party.kind === 'other') && isName(sentence, part)) {
    return { ...party, kind: 'person', text: textOf(sentence, part), role: party.text };
  }
  if (party.kind !== 'person' || party.role !== null || !isRole(sentence, part)) return party;
  const words = wordsIn(sentence, part);
  const end = words.findIndex(({ lower }) => RELATIVES.has(lower));
  const kept = (end === -1 ? words : words.slice(0, end)).slice(
    DETERMINERS.has(words[0]?.lower ?? '') ? 1 : 0,
  );
  const office = kept.map(({ office }) => office).find((found) => found !== null) ?? null;
  return {
    ...party,
    isIntroduced: true,
    role: sliceOf(sentence, kept),
    office,
    gender: party.gender === 'unknown' ? genderIn(kept) : party.gender,
  };
}

/** What stands between the commas of an aside, one by one: "47, the harbour minister". */
function partsOf(sentence: Sentence, { from, to }: Range): Range[] {
  const parts: Range[] = [];
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && sentence.tokens[at]?.text !== ',') continue;
    if (at > start) parts.push({ from: start, to: at });
    start = at + 1;
  }
  return parts;
}

const MAX_ROLE = 14;
const NO_ROLE_BEGINS = wordsOf('who which whose where when and but as in on at after speaking adding');
const RELATIVES = wordsOf('who which qui que whose');
/** A clause of its own is no role. */
const FINITE = wordsOf(
  'is are was were has have had will would can could ist sind war hat est sont es son ha',
);

function isRole(sentence: Sentence, range: Range): boolean {
  const words = wordsIn(sentence, range);
  const [first] = words;
  if (first === undefined || words.length > MAX_ROLE) return false;
  if (NO_ROLE_BEGINS.has(first.lower)) return false;
  const relative = words.findIndex(({ lower }) => RELATIVES.has(lower));
  const own = relative === -1 ? words : words.slice(0, relative);
  if (own.some(({ lower }) => FINITE.has(lower))) return false;
  return (
    words.some(({ office }) => office !== null) || (/^(?:a|an|the)$/.test(first.lower) && words.length > 1)
  );
}

function isName(sentence: Sentence, range: Range): boolean {
  const words = wordsIn(sentence, range);
  if (words.length < 2 || words.length > 5 || words.length !== range.to - range.from) return false;
  return (
    words.every(({ isCapital, lower }) => isCapital || PARTICLES.has(lower)) &&
    (words.at(-1)?.office ?? null) === null
  );
}

function wordsIn(sentence: Sentence, { from, to }: Range): Word[] {
  return sentence.tokens.slice(from, to).filter((token): token is Word => token.kind === 'word');
}

function sliceOf(sentence: Sentence, words: readonly Word[]): string | null {
  const [first, last] = [words[0], words.at(-1)];
  return first === undefined || last === undefined ? null : sentence.text.slice(first.start, last.end);
}
