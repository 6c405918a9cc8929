/** Notes everybody that the narration of a sentence names, so that later words can point back to them. */
import type { Mentions } from './mentions.ts';
import { partyOf, type Party } from './parties.ts';
import { phraseAfter } from './phrase-after.ts';
import { ownerBefore } from './phrase-before.ts';
import { isOpener, joinIn, wordAt, type Phrase } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import type { Word } from './tokens.ts';
import { DETERMINERS, PREPOSITIONS, wordsOf } from './words.ts';
import { sentenceSubject } from './subjects.ts';

/** Those whom one sentence names; they are noted as the reading comes to them. */
export class Named {
  readonly #parties: { at: number; party: Party }[];
  readonly #mentions: Mentions;

  constructor(sentence: Sentence, mentions: Mentions) {
    this.#parties = isHeadline(sentence) ? [] : partiesIn(sentence);
    this.#mentions = mentions;
  }

  /** Those that stand before the token `at`. */
  noteBefore(at: number): void {
    while ((this.#parties[0]?.at ?? Infinity) < at) {
      const named = this.#parties.shift();
      if (named !== undefined) this.#mentions.note(named.party);
    }
  }

  noteAll(): void {
    this.noteBefore(Infinity);
  }
}

function partiesIn(sentence: Sentence): { at: number; party: Party }[] {
  const parties: { at: number; party: Party }[] = [];
  let reached = 0;
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const token = wordAt(sentence, at);
    if (token === null || at < reached) continue;
    const office = token.office !== null;
    const isName = token.isCapital && !isOpener(token.lower);
    if (!office && !(isName && wordAt(sentence, at + 1)?.isCapital === true)) continue;
    const phrase = phraseAfter(sentence, at);
    if (phrase === null) continue;
    reached = phrase.to;
    const before = office || !isName ? ownerBefore(sentence, at + 1) : null;
    const whole = before === null ? phrase : { ...phrase, from: Math.min(before.from, phrase.from) };
    for (const one of eachOf(sentence, whole)) {
      const owner = ownerIn(sentence, one);
      if (owner !== null) parties.push({ at: one.from, party: partyOf(sentence, owner) });
      if (one.to - one.from === 1) continue;
      const party = partyOf(sentence, one);
      if (/\s/.test(party.text)) parties.push({ at: one.from, party });
    }
  }
  return parties;
}

/** "Ana Reyes and Tom Arlen": each. */
function eachOf(sentence: Sentence, phrase: Phrase): Phrase[] {
  const join = joinIn(sentence, phrase);
  if (join === null) return [phrase];
  return [
    { from: phrase.from, to: join, apposition: null },
    { from: join + 1, to: phrase.to, apposition: phrase.apposition },
  ];
}

/** "Ana Reyes’s campaign": who it is of. */
function ownerIn(sentence: Sentence, { from, to }: Phrase): Phrase | null {
  for (let at = from + 1; at < to - 1; at += 1) {
    const [word, first] = [wordAt(sentence, at), wordAt(sentence, at - 1)];
    if (word?.isCapital === true && first?.isCapital === true && /[’']s$/.test(word.text))
      return { from, to: at + 1, apposition: null };
  }
  return null;
}

const SHORTEST_HEADLINE = 5;

/** In a headline all words are capital but the smallest, and tell no names. */
function isHeadline({ tokens }: Sentence): boolean {
  const words = tokens.filter((token): token is Word => token.kind === 'word');
  if (words.length < SHORTEST_HEADLINE) return false;
  return words.every(({ isCapital, lower }) => isCapital || isSmall(lower) || /^\d/.test(lower));
}

function isSmall(lower: string): boolean {
  return DETERMINERS.has(lower) || PREPOSITIONS.has(lower) || SMALL.has(lower);
}

const SMALL = wordsOf('and or but nor to is s as if');

/** Whom the sentence is about, where it begins with them. */
export function turnToSubject(sentence: Sentence, mentions: Mentions): void {
  const phrase = isHeadline(sentence) ? null : sentenceSubject(sentence);
  if (phrase === null) return;
  const party = partyOf(sentence, phrase);
  if ((party.kind !== 'office' || party.isPlural) && party.kind !== 'nobody') mentions.turnTo(party);
}
