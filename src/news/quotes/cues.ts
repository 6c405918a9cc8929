/** Reporting words, in the languages that are read, and what form each takes in a sentence. */
import { wordsOf } from './words.ts';

/**
 * `verb`: its subject stands before or, next to the quote, after it. `participle`: its subject is the sentence's.
 * `source`: a preposition, whose object follows ("according to").
 */
export type CueForm = 'verb' | 'participle' | 'source';

export interface Cue {
  form: CueForm;
  /** It says that words were spoken, and nothing about them. */
  isPlain: boolean;
  /** Its subject may follow it anywhere: "Am Montag sagte Reyes". */
  invertsFreely: boolean;
  /** The language lets the subject be left out: "añadió". */
  mayLackSubject: boolean;
}

const PLAIN = wordsOf(
  'say tell add ask reply state note write declare announce remark respond continue report recall',
);

const REGULAR =
  'accuse acknowledge add advise affirm allege announce answer argue ask assert assure blame blast brand call caution ' +
  'characterize characterise chant charge chide cite claim comment complain concede conclude condemn confess confirm ' +
  'contend continue counter criticize criticise declare defend demand denounce deride describe dismiss dub emphasize ' +
  'emphasise encourage estimate exclaim exhort explain express hail hint identify inform insist interject joke label lament ' +
  'liken maintain mention mock murmur muse note observe offer opine pledge point praise predict proclaim promise propose ' +
  'question quip rate reason recall recommend recount refer reiterate remark remind repeat reply report request respond rule ' +
  'scold shout signal slam state stress suggest tout tweet urge venture vow warn whisper wonder yell address attack ' +
  'boast brag characterise compare echo introduce laud lambast lambaste mutter post rally reject summarize voice';
const IRREGULAR =
  'say/says/said/saying tell/tells/told/telling write/writes/wrote/writing speak/speaks/spoke/speaking ' +
  'read/reads/read/reading put/puts/put/putting think/thinks/thought/thinking admit/admits/admitted/admitting ' +
  'quip/quips/quipped/quipping brag/brags/bragged/bragging feel/feels/felt/feeling sing/sings/sang/singing ' +
  'swear/swears/swore/swearing go/goes/went/going';
/** Forms that are more often something else. */
const MISLEADING = wordsOf(
  'add address answer attack blame call claim comment counter demand express label note offer point post praise promise',
  'question rate read reading reason report request signal state stress tweet urge brand charge voice post posts',
  'posting posted putting thinks thinking think feel feels felt feeling going go goes went sang sing sings singing',
  'pointing offered offering address addresses addressing expressed expressing expresses signals compare rally rallied',
  'rallying rallies rating comments questions demands attacks echo introduce introduced rates',
  'introducing introduces tweets speak speaks speaking spoke requests requested estimated estimates',
);

const GERMAN = wordsOf(
  'sagte sagten sagt erklärte erklärt erklärten betonte betont meinte meint kritisierte warnte warnt forderte fordert fügte',
  'ergänzte teilte berichtete schrieb schreibt fragte antwortete nannte bezeichnete versprach versicherte beklagte lobte gesagt',
);
const FRENCH = wordsOf(
  'déclaré dit déclare affirmé affirme expliqué explique ajouté ajoute indiqué indique souligné souligne estimé estime assuré',
  'assure précisé précise averti avertit prévenu répondu répond demandé lancé lance dénoncé dénonce promis confié confie',
);
const SPANISH = wordsOf(
  'dijo dicho afirmó afirma declaró declara aseguró asegura señaló señala explicó explica advirtió advierte añadió añade',
  'agregó agrega sostuvo sostiene indicó indica subrayó subraya manifestó comentó preguntó respondió prometió denunció criticó',
  'apuntó destacó recordó insistió',
);
const SOURCES = wordsOf('according laut so selon après según');

const ENGLISH_CUE: Cue = { form: 'verb', isPlain: true, invertsFreely: false, mayLackSubject: false };
export const SOURCE_CUE: Cue = { ...ENGLISH_CUE, form: 'source' };
export const NOUN_CUE: Cue = { ...ENGLISH_CUE, isPlain: false };
const INVERTING_CUE: Cue = { ...ENGLISH_CUE, invertsFreely: true };
const SPANISH_CUE: Cue = { ...INVERTING_CUE, mayLackSubject: true };

export const CUES: ReadonlyMap<string, Cue> = new Map([
  ...REGULAR.split(' ').flatMap((verb) => english(regularForms(verb), PLAIN.has(verb))),
  ...IRREGULAR.split(' ').flatMap((forms) => english(forms.split('/'), PLAIN.has(forms.split('/')[0] ?? ''))),
  ...[...GERMAN, ...FRENCH].map((word): [string, Cue] => [word, INVERTING_CUE]),
  ...[...SPANISH].map((word): [string, Cue] => [word, SPANISH_CUE]),
  ...[...SOURCES].map((word): [string, Cue] => [word, SOURCE_CUE]),
]);

/** Third persons that are plural nouns as well: a verb only after somebody who can be its subject. */
export const NOUN_LIKE = wordsOf(
  'reports claims states notes calls reads puts answers charges remarks replies warns vows names',
);

/** The cue that a word is, or begins with ("dit-il"), and who the word itself says it is. */
export function cueOf(lower: string): { cue: Cue; pronoun: string | null } | null {
  const plain = CUES.get(lower);
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
  'now further even simply just only who did would will could earlier first publicly privately both ever himself herself',
  'hat haben hatte a ont avait ha han había ayant habe s’est s’',
);

function english(forms: readonly string[], isPlain: boolean): [string, Cue][] {
  return forms
    .filter((form) => !MISLEADING.has(form))
    .map((form) => [form, { ...ENGLISH_CUE, isPlain, form: form.endsWith('ing') ? 'participle' : 'verb' }]);
}

/** "argue" → argue, argues, argued, arguing. */
function regularForms(verb: string): string[] {
  if (verb.endsWith('e')) return [verb, `${verb}s`, `${verb}d`, `${verb.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(verb)) {
    return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`];
  }
  const third = /(?:s|sh|ch|x)$/.test(verb) ? `${verb}es` : `${verb}s`;
  return [verb, third, `${verb}ed`, `${verb}ing`];
}
