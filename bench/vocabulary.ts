/**
 * The words that the generated edition is written in: invented ones, made of syllables, among each language's own little
 * words. How often a word is used falls with its rank, as in any language, so a search can be for a common or a rare one.
 */

/** Numbers in [0, 1), the same for the same seed. */
export type Dice = () => number;

export interface Vocabulary {
  language: string;
  /** "the", "of": four words of ten are one of these. */
  little: readonly string[];
  onsets: readonly string[];
  /** What follows the last syllable. */
  endings: readonly string[];
  /** Who speaks: "the harbour master". */
  roles: readonly string[];
  /** A paragraph that quotes `words`, said by `name` as `role`. */
  quote: (words: string, name: string, role: string) => string;
}

/** Mulberry32 (Tommy Ettinger, public domain). */
export function createDice(seed: number): Dice {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<Item>(items: readonly Item[], dice: Dice): Item {
  const item = items[Math.floor(dice() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

export const VOCABULARIES: readonly Vocabulary[] = [
  {
    language: 'en',
    little: words('the of and to in a for on with at by from as that is was has its after over more'),
    onsets: words('ba bel cor dan fen gar hal ister lan mor nar oster pel quar ren sol tam ul ver wen'),
    endings: words('ing ed er ment ness ly al age ton ford'),
    roles: ['the harbour master', 'the head of the water board', 'a spokeswoman for the ferries'],
    quote: (said, name, role) => `“${said},” said ${name}, ${role}.`,
  },
  {
    language: 'de',
    little: words('der die das und in zu mit auf für von im den ist war nach über mehr auch bei aus'),
    onsets: words(
      'bar ber dorf ein feld gang haus isen kar lich mann neu ober port rück stein tal um wald zer',
    ),
    endings: words('ung heit lich en er keit schaft tum los bar'),
    roles: ['die Hafenmeisterin', 'der Leiter des Wasseramts', 'eine Sprecherin der Fähren'],
    quote: (said, name, role) => `„${said}“, sagte ${name}, ${role}.`,
  },
  {
    language: 'es',
    little: words('el la de y en que los un una por con para del se al más como su sobre tras'),
    onsets: words('al bra cas der es fra gon her iso jar lum mar nor oli pan que ros sal tor vel'),
    endings: words('ción dad mente ero ado ista anza oso illa ar'),
    roles: ['la capitana del puerto', 'el jefe de las aguas', 'una portavoz de los barcos'],
    quote: (said, name, role) => `«${said}», dijo ${name}, ${role}.`,
  },
];

const GIVEN = words(
  'Ana Tomas Mira Jonas Lena Pavel Ines Oskar Nadia Bruno Clara Emil Freya Hugo Irena Karim Livia Marek Noor Petra Rosa Stefan Tilda Viktor Yara',
);
const FAMILY = words(
  'Arden Belcourt Castello Drummer Eskola Fontaine Garvey Holm Ibarra Jansky Kettle Lindqvist Moreau Novak Okafor Pereira Quill Reyes Sandoval Thorne',
);

/** 500 of them. */
export const SPEAKERS: readonly string[] = GIVEN.flatMap((given) =>
  FAMILY.map((family) => `${given} ${family}`),
);

/** How many ranks of invented words a language has. */
const RANKS = 6_000;
const HEAD = 10;
/** Words that stand in a few articles each. */
export const RARE_WORDS = 10_000;

/** The invented word of a rank from 0; each rank has its own. */
export function wordOfRank({ onsets, endings }: Vocabulary, rank: number): string {
  const ending = endings[rank % endings.length] ?? '';
  return syllables(onsets, Math.floor(rank / endings.length)) + ending;
}

/** No language has a word that begins like these. */
export function rareWord(index: number): string {
  return `xy${syllables(VOCABULARIES[0]?.onsets ?? [], index)}`;
}

/** English words that stand in some tenths of all articles. */
export function commonWords(): string[] {
  const [english] = VOCABULARIES;
  if (english === undefined) throw new Error('there is no first vocabulary');
  return Array.from({ length: 40 }, (_, index) => wordOfRank(english, 40 + index));
}

/** A word as running text would have it. */
export function anyWord(vocabulary: Vocabulary, dice: Dice): string {
  if (dice() < 0.4) return pick(vocabulary.little, dice);
  // How often a word is used falls as its rank rises, flatter at the head (Zipf and Mandelbrot).
  return wordOfRank(vocabulary, Math.floor(HEAD * (RANKS / HEAD) ** dice()) - HEAD);
}

function syllables(onsets: readonly string[], number: number): string {
  let rest = number + onsets.length;
  let word = '';
  for (; rest > 0; rest = Math.floor(rest / onsets.length)) word += onsets[rest % onsets.length] ?? '';
  return word;
}

function words(text: string): string[] {
  return text.split(' ');
}
