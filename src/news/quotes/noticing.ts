/** Notes everybody that the narration of a sentence names, so that later words can point back to them. */
import { sentenceSubject } from './subjects.ts';
import type { Mentions } from './mentions.ts';
import { partyOf } from './parties.ts';
import { isOpener, phraseAfter, phraseBefore, wordAt } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import { isCapital, officeOf } from './words.ts';

export function noticeAll(sentence: Sentence, mentions: Mentions): void {
  let reached = 0;
  for (const [at, token] of sentence.tokens.entries()) {
    if (token.kind !== 'word' || at < reached) continue;
    const office = officeOf(token.text) !== null;
    const isName = isCapital(token.text) && !isOpener(token.lower);
    if (!office && !(isName && isCapital(wordAt(sentence, at + 1)?.text ?? ''))) continue;
    const phrase = phraseAfter(sentence, at);
    if (phrase === null) continue;
    reached = phrase.to;
    const before = office || !isName ? phraseBefore(sentence, at + 1) : null;
    const whole = before === null ? phrase : { ...phrase, from: Math.min(before.from, phrase.from) };
    const party = partyOf(sentence, whole);
    if (/\s/.test(party.text)) mentions.note(party);
  }
}

/** Whom the sentence is about, where it begins with them. */
export function turnToSubject(sentence: Sentence, mentions: Mentions): void {
  const phrase = sentenceSubject(sentence);
  if (phrase === null) return;
  const party = partyOf(sentence, phrase);
  if (party.kind === 'person' || party.kind === 'pronoun') mentions.turnTo(party);
}
