/** What is known of a word by itself. Words come again and again, so what was found out is kept: of so many, not of long ones. */
import { cueOf, type Cue } from './cues.ts';
import { isCapital, officeOf } from './words.ts';

export interface Entry {
  lower: string;
  isCapital: boolean;
  /** The office that it is, one word for whoever holds it. */
  office: string | null;
  /** The cue that it is, or begins with ("dit-il"), and who the word itself says it is. */
  cue: { cue: Cue; pronoun: string | null } | null;
}

const MOST_KEPT = 20_000;
const LONGEST_KEPT = 24;
const kept = new Map<string, Entry>();

export function entryOf(text: string): Entry {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const lower = text.toLowerCase();
  const entry = { lower, isCapital: isCapital(text), office: officeOf(text), cue: cueOf(lower) };
  if (text.length > LONGEST_KEPT) return entry;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, entry);
  return entry;
}
