/**
 * Who has been mentioned so far, to tell whom "he", "Reyes" and "the spokesperson" mean: always the latest earlier mention that
 * fits, by its fullest name. Each look-up and each note takes constant time.
 */
import type { Party } from './parties.ts';
import type { Gender } from './words.ts';

export interface Speaker {
  name: string;
  role: string | null;
}

interface Known {
  name: string;
  role: string | null;
  gender: Gender;
  /** It has an office or an honorific, or has spoken: what is named is surely no place or law. */
  isPerson: boolean;
}

/** How many people a pronoun may go back over. */
const RECENT = 6;

export class Mentions {
  readonly #byName = new Map<string, Known>();
  readonly #bySurname = new Map<string, Known>();
  readonly #byForename = new Map<string, Known>();
  readonly #byOffice = new Map<string, Known>();
  #recent: Known[] = [];

  /** Somebody is mentioned, not by a pronoun. */
  note(party: Party): void {
    if (party.kind === 'person') this.#notePerson(party);
    if (party.kind === 'office') this.#noteOffice(party);
  }

  /** Who this is, and whom a following pronoun most likely means; null where nobody can be told. */
  speaker(party: Party): Speaker | null {
    const known = this.#known(party);
    if (known === null) return party.kind === 'other' ? { name: party.text, role: party.role } : null;
    known.isPerson = true;
    this.#focus(known);
    return { name: known.name, role: known.role };
  }

  /** Whom the sentence is about: a following pronoun means them first. */
  turnTo(party: Party): void {
    if (
      party.kind === 'person' &&
      !/\s/.test(party.text) &&
      this.#fuller([party.text], party.gender) === null
    )
      return;
    const known = this.#known(party);
    if (known !== null) this.#focus(known);
  }

  #known(party: Party): Known | null {
    if (party.kind === 'person') return this.#notePerson(party);
    if (party.kind === 'office') return this.#noteOffice(party);
    if (party.kind === 'pronoun') return this.#meantBy(party.gender);
    return null;
  }

  #meantBy(gender: Gender): Known | null {
    const fitting = this.#recent.filter((recent) => agree(recent.gender, gender));
    const known = fitting.find(({ isPerson }) => isPerson) ?? fitting[0];
    if (known !== undefined && known.gender === 'unknown') known.gender = gender;
    return known ?? null;
  }

  #focus(known: Known): void {
    this.#recent = [known, ...this.#recent.filter((recent) => recent !== known)].slice(0, RECENT);
  }

  #notePerson({ text, role, gender, office }: Party): Known {
    const words = text.split(/\s+/);
    const surname = surnameOf(words);
    const known = this.#byName.get(text) ??
      this.#fuller(words, gender) ?? {
        name: text,
        role: null,
        gender,
        isPerson: false,
      };
    known.role ??= role;
    known.isPerson ||= known.role !== null || gender !== 'unknown';
    if (known.gender === 'unknown') known.gender = gender;
    this.#byName.set(text, known);
    if (words.length > 1) {
      this.#bySurname.set(surname, known);
      this.#byForename.set(words[0] ?? '', known);
    }
    if (office !== null) this.#byOffice.set(office, known);
    if (!this.#recent.includes(known)) this.#recent = [...this.#recent.slice(0, RECENT - 1), known];
    return known;
  }

  /** "Reyes" and "Mr Reyes" after "Ana Reyes"; the last with that name, since two may share it. */
  #fuller(words: readonly string[], gender: Gender): Known | null {
    const [only] = words;
    if (words.length !== 1 || only === undefined) return null;
    const known = this.#bySurname.get(only) ?? this.#byForename.get(only);
    return known !== undefined && agree(known.gender, gender) ? known : null;
  }

  #noteOffice({ text, role, gender, isDefinite, office }: Party): Known {
    const earlier = office === null ? undefined : this.#byOffice.get(office);
    const isShort = !/\s/.test(text);
    if (earlier !== undefined && isDefinite && (isShort || isWithin(text, earlier))) return earlier;
    if (earlier !== undefined && earlier.name.toLowerCase() === text.toLowerCase()) return earlier;
    const known = { name: text, role, gender, isPerson: true };
    if (office !== null) this.#byOffice.set(office, known);
    return known;
  }
}

/** The last word that is no "Jr." */
function surnameOf(words: readonly string[]): string {
  const kept = words.filter((word) => !/^(?:Jr|Sr)\.?$|^I{2,3}$/.test(word));
  return kept.at(-1) ?? '';
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
