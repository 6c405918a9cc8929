/**
 * Who has been mentioned so far, to tell whom "he", "Reyes" and "the spokesperson" mean, by their fullest name. A name or an office
 * means the last that bears it; a pronoun whoever is in view, which fades from sentence to sentence. Each look-up and each note
 * takes constant time.
 */
import type { Party } from './parties.ts';
import { bare, BODIES, type Gender } from './words.ts';

export interface Speaker {
  name: string;
  role: string | null;
}

interface Known {
  name: string;
  role: string | null;
  gender: Gender;
  /** It has an office, an honorific or a given name, or has spoken: what is named is surely no place or law. */
  isPerson: boolean;
  /** How often it was mentioned. */
  times: number;
  /** How much it was in view in the sentence in which it was mentioned last. */
  view: number;
  sentence: number;
}

/** What was last spoken of, and in which sentence. */
interface Pointed {
  who: Speaker;
  sentence: number;
}

/** How many people a pronoun may mean. */
const RECENT = 8;
/** How many people of one surname are told apart. */
const NAMESAKES = 8;
/** How much a mention brings somebody into view; half of it is gone with each sentence. */
const MENTIONED = 40;
const SUBJECT = 80;
/** By name and role, for the first time: they speak next. */
const INTRODUCED = 90;
const MOST_VIEW = 140;
/** Whose gender nobody has told is less likely meant. */
const UNTOLD = 0.6;
/** What may be no person is less likely meant, too. */
const UNSURE = 0.3;
/** What each mention of somebody counts for against being in view, where two bear one name. */
const FAME = 15;

export class Mentions {
  readonly #byName = new Map<string, Known>();
  readonly #bySurname = new Map<string, Known[]>();
  readonly #byForename = new Map<string, Known>();
  readonly #byOffice = new Map<string, Known>();
  #recent: Known[] = [];
  /** What "it" and "they" mean. */
  #thing: Pointed | null = null;
  #group: Pointed | null = null;
  #sentence = 0;

  nextSentence(): void {
    this.#sentence += 1;
  }

  /** Somebody is mentioned, not by a pronoun. */
  note(party: Party): void {
    if (party.kind === 'person') {
      const known = this.#notePerson(party);
      this.#bringIntoView(known, known.times === 1 && party.isIntroduced ? INTRODUCED : MENTIONED);
    }
    if (party.kind === 'office') this.#noteOffice(party);
  }

  /** Who this is, and whom a following pronoun most likely means; null where nobody can be told. */
  speaker(party: Party): Speaker | null {
    if (party.kind === 'nobody') return null;
    const pointed = this.#pointedAt(party);
    if (pointed !== undefined) return pointed;
    if (party.kind === 'other') return this.#noteThing(party);
    const known = this.#known(party);
    if (known === null) return null;
    known.isPerson = true;
    if (party.isPlural) this.#group = { who: known, sentence: this.#sentence };
    else this.#bringIntoView(known, SUBJECT);
    return known;
  }

  /** Somebody who was told earlier by all that is known now: a full name may come after the short one. */
  inFull(speaker: Speaker): Speaker {
    const fuller = this.#fuller(
      [speaker.name],
      this.#byName.get(speaker.name.toLowerCase())?.gender ?? 'unknown',
    );
    return fuller === null || /\s/.test(speaker.name)
      ? speaker
      : { name: fuller.name, role: speaker.role ?? fuller.role };
  }

  /** Whom or what the sentence is about: a following pronoun means them first. */
  turnTo(party: Party): void {
    if (party.kind === 'other' || (party.kind === 'office' && party.isPlural)) this.#noteThing(party);
    if (
      party.kind === 'person' &&
      !/\s/.test(party.text) &&
      this.#fuller([party.text], party.gender) === null
    )
      return;
    const known = this.#pointedAt(party) === undefined ? this.#known(party) : null;
    if (known !== null && !party.isPlural) this.#bringIntoView(known, SUBJECT);
  }

  #noteThing({ text, role, isPlural }: Party): Speaker {
    const thing = { name: text, role };
    const pointed = { who: thing, sentence: this.#sentence };
    if (isPlural) this.#group = pointed;
    else this.#thing = pointed;
    return thing;
  }

  /** "It" and "they", where they cannot be one person. */
  #pointedAt({ kind, text }: Party): Speaker | null | undefined {
    if (kind !== 'pronoun') return undefined;
    if (text === 'it') return this.#thing?.who ?? null;
    if (text !== 'they') return undefined;
    const [thing, group] = [this.#thing, this.#group];
    if (thing === null || !isBody(thing.who.name)) return group?.who;
    return thing.sentence > (group?.sentence ?? 0) ? thing.who : group?.who;
  }

  #known(party: Party): Known | null {
    if (party.kind === 'person') return this.#notePerson(party);
    if (party.kind === 'office') return this.#noteOffice(party);
    if (party.kind === 'pronoun') return this.#meantBy(party.gender);
    return null;
  }

  #meantBy(gender: Gender): Known | null {
    const fitting = this.#recent.filter((recent) => agree(recent.gender, gender));
    const known = most(fitting, (one) => {
      return this.#viewOf(one) * (one.gender === gender ? 1 : UNTOLD) * (one.isPerson ? 1 : UNSURE);
    });
    if (known !== null && known.gender === 'unknown') known.gender = gender;
    return known;
  }

  #viewOf({ view, sentence }: Known): number {
    return view * 2 ** (sentence - this.#sentence);
  }

  #bringIntoView(known: Known, by: number): void {
    known.view = Math.min(this.#viewOf(known) + by, MOST_VIEW);
    known.sentence = this.#sentence;
    if (this.#recent.includes(known)) return;
    const recent = [...this.#recent, known];
    if (recent.length > RECENT) {
      const least = most(recent, (one) => -this.#viewOf(one));
      if (least !== null) recent.splice(recent.indexOf(least), 1);
    }
    this.#recent = recent;
  }

  #notePerson({ text, role, gender, office }: Party): Known {
    const words = text.split(/\s+/);
    const known =
      this.#fuller(words, gender) ?? this.#byName.get(text.toLowerCase()) ?? this.#meet(words, gender);
    known.times += 1;
    known.role ??= role;
    known.isPerson ||= known.role !== null || gender !== 'unknown';
    if (known.gender === 'unknown') known.gender = gender;
    if (office !== null) this.#byOffice.set(office, known);
    return known;
  }

  #meet(words: readonly string[], gender: Gender): Known {
    const known = this.#new(words.join(' '), null, gender);
    this.#byName.set(known.name.toLowerCase(), known);
    const surname = surnameOf(words);
    if (words.length > 1 && surname !== '') {
      const namesakes = this.#bySurname.get(surname);
      if (namesakes === undefined) this.#bySurname.set(surname, [known]);
      else if (namesakes.length < NAMESAKES) namesakes.push(known);
      this.#byForename.set((words[0] ?? '').toLowerCase(), known);
    }
    return known;
  }

  #new(name: string, role: string | null, gender: Gender): Known {
    return { name, role, gender, isPerson: false, times: 0, view: 0, sentence: this.#sentence };
  }

  /** "Reyes" and "Mr Reyes" after "Ana Reyes"; where two share a name, whoever is in view or mentioned most. */
  #fuller(words: readonly string[], gender: Gender): Known | null {
    const [only] = words;
    if (words.length !== 1 || only === undefined) return null;
    const lower = only.toLowerCase();
    const namesakes = (this.#bySurname.get(lower) ?? []).filter(
      (known) => agree(known.gender, gender) && (known.isPerson || /^\S+ \S+$/.test(known.name)),
    );
    const best = most(namesakes, (known) => {
      return (this.#viewOf(known) + FAME * known.times) * (known.isPerson ? 1 : UNSURE);
    });
    const known = best ?? this.#byForename.get(lower) ?? null;
    return known !== null && agree(known.gender, gender) ? known : null;
  }

  #noteOffice({ text, role, gender, isDefinite, isPlural, office }: Party): Known {
    const earlier = office === null || isPlural ? undefined : this.#byOffice.get(office);
    const isShort = !/\s/.test(text);
    if (earlier !== undefined && isDefinite && (isShort || isWithin(text, earlier))) return earlier;
    if (earlier !== undefined && earlier.name.toLowerCase() === text.toLowerCase()) return earlier;
    const known = this.#new(text, role, gender);
    known.isPerson = true;
    if (office !== null && !isPlural) this.#byOffice.set(office, known);
    return known;
  }
}

/** Of many people: "the campaign". */
function isBody(name: string): boolean {
  return BODIES.has(bare(name.split(' ').at(-1) ?? ''));
}

function most(among: readonly Known[], by: (known: Known) => number): Known | null {
  let best: Known | null = null;
  let highest = -Infinity;
  for (const known of among) {
    const value = by(known);
    if (value >= highest) [best, highest] = [known, value];
  }
  return best;
}

/** The last word that is no "Jr.", in lower case. */
function surnameOf(words: readonly string[]): string {
  const kept = words.filter((word) => !/^(?:Jr|Sr)\.?$|^I{2,3}$/.test(word));
  return (kept.at(-1) ?? '').toLowerCase();
}

function agree(known: Gender, wanted: Gender): boolean {
  return known === 'unknown' || wanted === 'unknown' || known === wanted;
}

function isWithin(text: string, { name, role }: Known): boolean {
  const whole = new Set(`${role ?? ''} ${name}`.toLowerCase().split(/\s+/));
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.has(word));
}
