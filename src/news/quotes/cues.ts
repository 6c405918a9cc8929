/** Reporting words, in the languages that are read, and what form each takes in a sentence. */
import {
  CHARACTERISING,
  DOUBLING,
  FRENCH,
  GERMAN,
  IRREGULAR,
  MORE_NOUN_THIRDS,
  NOUN_BASES,
  PHRASAL,
  PLAIN,
  REGULAR,
  SPANISH,
  TOUCHING,
} from './cue-words.ts';
import { wordsOf } from './words.ts';

/**
 * `verb`: its subject stands before or, next to the quote, after it. `participle`: its subject is the sentence's.
 * `source`: a preposition, whose object follows ("according to").
 */
export type CueForm = 'verb' | 'participle' | 'source';

export interface Cue {
  form: CueForm;
  /**
   * `plural`: a noun as well, so only after a subject in the plural or an auxiliary; `third`: only after somebody; `touching`:
   * only where nothing but its subject stands between it and the quote; `phrasal`: only with its particle; `as`: only before "as" and the quote.
   */
  use: 'always' | 'plural' | 'third' | 'touching' | 'phrasal' | 'as';
  /** It says that words were spoken, and nothing about them. */
  isPlain: boolean;
  /** Its subject may follow it anywhere: "Am Montag sagte Reyes". */
  invertsFreely: boolean;
  /** The language lets the subject be left out: "añadió". */
  mayLackSubject: boolean;
}

const SOURCES = wordsOf('according laut so nach selon après según');

const ENGLISH_CUE: Cue = {
  form: 'verb',
  use: 'always',
  isPlain: true,
  invertsFreely: false,
  mayLackSubject: false,
};
export const SOURCE_CUE: Cue = { ...ENGLISH_CUE, form: 'source' };
export const NOUN_CUE: Cue = { ...ENGLISH_CUE, isPlain: false };
const INVERTING_CUE: Cue = { ...ENGLISH_CUE, invertsFreely: true };
const SPANISH_CUE: Cue = { ...INVERTING_CUE, mayLackSubject: true };

const ENGLISH: readonly [string, Cue][] = [
  ...[...REGULAR].flatMap((verb) => english(regularForms(verb), PLAIN.has(verb))),
  ...[...IRREGULAR]
    .map((forms) => forms.split('/'))
    .flatMap((forms) => english(forms, PLAIN.has(forms[0] ?? ''))),
];

/** Words that surely report, and so end a noun phrase. */
export const CUES: ReadonlyMap<string, Cue> = new Map([
  ...ENGLISH.filter(([, { use }]) => use === 'always'),
  ...[...GERMAN, ...FRENCH].map((word): [string, Cue] => [word, INVERTING_CUE]),
  ...[...SPANISH].map((word): [string, Cue] => [word, SPANISH_CUE]),
  ...[...SOURCES].map((word): [string, Cue] => [word, SOURCE_CUE]),
]);

/** Words that report where their `use` says so. */
const WEAK_CUES: ReadonlyMap<string, Cue> = new Map([
  ...[...PHRASAL.keys()].map((word): [string, Cue] => [
    word,
    { ...ENGLISH_CUE, use: 'phrasal', isPlain: false, form: word.endsWith('ing') ? 'participle' : 'verb' },
  ]),
  ...[...CHARACTERISING].map((word): [string, Cue] => [
    word,
    { ...ENGLISH_CUE, use: 'as', isPlain: false, form: word.endsWith('ing') ? 'participle' : 'verb' },
  ]),
  ...ENGLISH.filter(([word, { use }]) => use !== 'always' && !PHRASAL.has(word) && !CHARACTERISING.has(word)),
]);

/** The cue that a word is, or begins with ("dit-il"), and who the word itself says it is. */
export function cueOf(lower: string): { cue: Cue; pronoun: string | null } | null {
  const plain = CUES.get(lower) ?? WEAK_CUES.get(lower);
  if (plain !== undefined) return { cue: plain, pronoun: null };
  if (!lower.includes('-')) return null;
  const [, verb, pronoun] = /^(\p{L}+)-(?:t-)?(il|elle)$/u.exec(lower) ?? [];
  const cue = verb === undefined ? undefined : CUES.get(verb);
  return cue === undefined ? null : { cue, pronoun: pronoun ?? null };
}

/** Nouns for words of somebody: "the minister’s claim that". */
export const SPEECH_NOUNS = wordsOf(
  'claim claims statement statements remark remarks comment comments warning call pledge promise words description assertion',
  'announcement message suggestion allegation allegations accusation criticism characterization references reference',
  'insistence declaration contention vow',
);

/** They stand between a subject and its verb. */
export const AUXILIARIES = wordsOf(
  'has have had is was are were be been also then later once again never always often repeatedly recently previously still',
  's d ll ve re now further even simply just only who did would will could earlier first publicly privately both ever himself herself',
  'hat haben hatte a ont avait ha han había ayant habe s’est s’',
);

function english(forms: readonly string[], isPlain: boolean): [string, Cue][] {
  return forms.map((form) => [
    form,
    { ...ENGLISH_CUE, use: useOf(form), isPlain, form: form.endsWith('ing') ? 'participle' : 'verb' },
  ]);
}

function useOf(form: string): Cue['use'] {
  if (TOUCHING.has(form)) return 'touching';
  if (NOUN_BASES.has(form)) return 'plural';
  return MORE_NOUN_THIRDS.has(form) ? 'third' : 'always';
}

/** "argue" → argue, argues, argued, arguing. */
function regularForms(verb: string): string[] {
  if (verb.endsWith('e')) return [verb, `${verb}s`, `${verb}d`, `${verb.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(verb)) {
    return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`];
  }
  const third = /(?:s|sh|ch|x)$/.test(verb) ? `${verb}es` : `${verb}s`;
  const stem = DOUBLING.has(verb) ? verb + verb.slice(-1) : verb;
  return [verb, third, `${stem}ed`, `${stem}ing`];
}
